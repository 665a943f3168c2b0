from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.store import drafts, outbox
from bot.store.engine import Store, Transaction
from bot.store.outbox import OutboxRow, Sent
from bot.store.tables import outbox as table
from tests.store.rows import AT, LATER, a_ticket, queued


async def texts(tx: Transaction, channel: str = "telegram") -> list[str]:
    return [row.payload for row in await outbox.due(tx, channel, AT)]


async def first(tx: Transaction) -> OutboxRow:
    return (await outbox.due(tx, "telegram", AT))[0]


async def test_of_each_chat_only_the_oldest_message_is_due(tx: Transaction) -> None:
    for key, chat in (("h1", "hanako"), ("h2", "hanako"), ("t1", "taro"), ("h3", "hanako"), ("t2", "taro")):
        await queued(tx, key, chat=chat)
    assert await texts(tx) == ["h1", "t1"]
    await outbox.sent(tx, await first(tx), 100, LATER)
    assert await texts(tx) == ["h2", "t1"]


async def test_messages_of_another_channel_are_not_ours(tx: Transaction) -> None:
    await queued(tx, "elsewhere", channel="terminal")
    await queued(tx, "ours")
    assert await texts(tx) == ["ours"]
    assert await texts(tx, "terminal") == ["elsewhere"]


async def test_a_delayed_message_holds_back_the_later_ones_of_its_chat_only(tx: Transaction) -> None:
    await queued(tx, "h1")
    await queued(tx, "h2")
    await queued(tx, "t1", chat="taro")
    row = await first(tx)
    await outbox.retry(tx, row.id, LATER, "429")
    assert await texts(tx) == ["t1"]
    due = await outbox.due(tx, "telegram", LATER)
    assert [(r.payload, r.attempts) for r in due] == [("h1", 1), ("t1", 0)]


async def test_no_more_is_taken_than_asked_for(tx: Transaction) -> None:
    for number in range(5):
        await queued(tx, f"m{number}", chat=f"chat{number}")
    due = await outbox.due(tx, "telegram", AT, limit=3)
    assert [row.payload for row in due] == ["m0", "m1", "m2"]


async def test_a_message_set_aside_makes_way_and_stays_sealed(tx: Transaction) -> None:
    await queued(tx, "h1")
    await queued(tx, "h2")
    await outbox.dead(tx, (await first(tx)).id, "blocked")
    assert await texts(tx) == ["h2"]
    row = (await tx.connection.execute(select(table).where(table.c.state == "dead"))).one()
    assert (tx.vault.open(row.sealed_payload), row.error, row.attempts) == ("h1", "blocked", 1)


async def test_a_delivered_message_is_blanked_and_found_by_where_it_stands(tx: Transaction) -> None:
    ticket = await a_ticket(tx)
    draft = await drafts.add(tx, ticket.number, ticket.version, "sato", "お返事", AT)
    await queued(tx, "card", chat="-100", purpose="preview", ticket=ticket.number, draft=draft)
    await outbox.sent(tx, await first(tx), 41, LATER)

    assert await outbox.what_was(tx, "telegram", "-100", 41) == Sent("preview", ticket.number, draft)
    assert await outbox.delivered(tx, ticket.number, "preview") == [("-100", 41)]
    assert await outbox.delivered(tx, ticket.number, "card") == []
    row = (await tx.connection.execute(select(table))).one()
    assert (row.sealed_payload, row.error, row.sent_at) == (None, None, LATER)


@pytest.mark.parametrize(
    ("channel", "chat", "message"),
    [("terminal", "-100", 41), ("telegram", "-101", 41), ("telegram", "-100", 42)],
)
async def test_somebody_elses_message_is_not_taken_for_ours(
    tx: Transaction, channel: str, chat: str, message: int
) -> None:
    await queued(tx, "card", chat="-100")
    await outbox.sent(tx, await first(tx), 41, LATER)
    assert await outbox.what_was(tx, channel, chat, message) is None


async def test_one_cause_sends_one_message_only(store: Store) -> None:
    async def answer_twice() -> None:
        async with store.transaction() as tx:
            await queued(tx, "inbox:7:0")
            await queued(tx, "inbox:7:0", chat="taro")

    with pytest.raises(IntegrityError):
        await answer_twice()
    async with store.transaction() as tx:
        assert await texts(tx) == []


async def test_a_card_that_has_not_left_is_brought_up_to_date(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await queued(tx, "card", chat="-100", purpose="card", ticket=number)
    await queued(tx, "notice", chat="-101", purpose="notice", ticket=number)
    assert await outbox.replace_pending(tx, number, "card", "card, claimed")
    assert await texts(tx) == ["card, claimed", "notice"]


async def test_a_card_that_has_left_or_never_was_is_not_replaced(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    assert not await outbox.replace_pending(tx, number, "card", "new")
    await queued(tx, "card", purpose="card", ticket=number)
    await outbox.sent(tx, await first(tx), 41, LATER)
    assert not await outbox.replace_pending(tx, number, "card", "new")


async def test_what_waits_for_a_chat_goes_to_its_new_address(tx: Transaction) -> None:
    for key in ("c1", "c2", "c3"):
        await queued(tx, key, chat="-100")
    await queued(tx, "h1")
    await outbox.sent(tx, await first(tx), 41, LATER)
    await outbox.migrate_chat(tx, "-100", "-1002")

    due = await outbox.due(tx, "telegram", AT)
    assert [(row.chat, row.payload) for row in due] == [("-1002", "c2"), ("hanako", "h1")]
    assert await outbox.what_was(tx, "telegram", "-100", 41), "what was sent before stands where it stood"


async def test_what_was_put_off_for_a_chat_can_be_hurried(tx: Transaction) -> None:
    await queued(tx, "c1", chat="-100")
    await queued(tx, "h1")
    for row in await outbox.due(tx, "telegram", AT):
        await outbox.retry(tx, row.id, LATER, "not in the group")
    assert await texts(tx) == []
    await outbox.hurry(tx, "-100")
    assert await texts(tx) == ["c1"]


async def test_a_card_that_was_brought_up_to_date_while_it_was_sent_is_known(tx: Transaction) -> None:
    ticket = await a_ticket(tx)
    await queued(tx, "as it was", ticket=ticket.number, purpose="card")
    under_way = await first(tx)
    await outbox.replace_pending(tx, ticket.number, "card", "as it is")

    assert await outbox.sent(tx, under_way, 41, LATER)
