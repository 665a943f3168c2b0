from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.store import drafts, outbox
from bot.store.engine import Store, Transaction
from bot.store.outbox import MAX_ATTEMPTS, TOAST, OutboxRow, Sent, letter
from bot.store.tables import outbox as table
from tests.store.rows import AT, LATER, US, a_ticket, queued, read, to_send


async def texts(tx: Transaction, channel: str = "telegram") -> list[str]:
    """What would be sent now; it is left as it was."""
    async with tx.connection.begin_nested() as nested:
        found = read(tx, *await to_send(tx, channel=channel))
        await nested.rollback()
    return found


async def first(tx: Transaction) -> OutboxRow:
    return (await to_send(tx, limit=1))[0]


async def test_of_each_chat_only_the_oldest_message_is_due(tx: Transaction) -> None:
    for key, chat in (("h1", "hanako"), ("h2", "hanako"), ("t1", "taro"), ("h3", "hanako"), ("t2", "taro")):
        await queued(tx, key, chat=chat)
    assert await texts(tx) == ["h1", "t1"]
    await outbox.sent(tx, await first(tx), US, 100, LATER)
    assert await texts(tx) == ["h2", "t1"]


async def test_the_answer_to_a_press_waits_behind_no_message_only_behind_another_answer(
    tx: Transaction,
) -> None:
    await queued(tx, "h1")
    for toast in ("pressed", "pressed again"):
        await queued(tx, toast, purpose=TOAST)
    assert await texts(tx) == ["h1", "pressed"]


async def test_a_chat_that_must_wait_gets_answers_to_presses_all_the_same(tx: Transaction) -> None:
    await queued(tx, "h1")
    await queued(tx, "pressed", purpose=TOAST)
    await queued(tx, "t1", chat="taro")
    assert read(tx, *await to_send(tx, except_chats={"hanako"})) == ["pressed", "t1"]


async def test_messages_of_another_channel_are_not_ours(tx: Transaction) -> None:
    await queued(tx, "elsewhere", channel="terminal")
    await queued(tx, "ours")
    assert await texts(tx) == ["ours"]
    assert await texts(tx, "terminal") == ["elsewhere"]


async def test_a_delayed_message_holds_back_the_later_ones_of_its_chat_only(tx: Transaction) -> None:
    await queued(tx, "h1")
    await queued(tx, "h2")
    await queued(tx, "t1", chat="taro")
    await outbox.retry(tx, await first(tx), US, LATER, "no network")
    assert await texts(tx) == ["t1"]
    due = await to_send(tx, LATER)
    assert (read(tx, *due), [row.attempts for row in due]) == (["h1", "t1"], [2, 1])


async def test_what_is_put_off_was_no_attempt(tx: Transaction) -> None:
    await queued(tx, "h1")
    await outbox.put_off(tx, await first(tx), US, LATER, "flood")
    assert await to_send(tx, LATER - timedelta(seconds=1)) == []
    assert [row.attempts for row in await to_send(tx, LATER)] == [1]


@pytest.mark.parametrize("unsure", [False, True])
async def test_a_message_that_may_have_arrived_is_known_as_a_possible_duplicate(
    tx: Transaction, unsure: bool
) -> None:
    await queued(tx, "h1")
    await outbox.retry(tx, await first(tx), US, AT, "no answer", unsure=unsure)
    await outbox.retry(tx, await first(tx), US, AT, "no network")
    row = (await tx.connection.execute(select(table))).one()
    assert (row.possible_duplicate, row.error) == (unsure, "no network")


async def test_the_last_attempt_is_known_as_such(tx: Transaction) -> None:
    await queued(tx, "h1")
    for attempts, is_last in ((MAX_ATTEMPTS - 2, False), (MAX_ATTEMPTS - 1, True)):
        await tx.connection.execute(table.update().values(attempts=attempts, leased_until=None))
        assert (await first(tx)).is_last_attempt == is_last


async def test_no_more_is_taken_than_asked_for(tx: Transaction) -> None:
    for number in range(5):
        await queued(tx, f"m{number}", chat=f"chat{number}")
    assert read(tx, *await to_send(tx, limit=3)) == ["m0", "m1", "m2"]
    assert read(tx, *await to_send(tx, limit=3)) == ["m3", "m4"]


async def test_a_message_set_aside_makes_way_and_stays_sealed(tx: Transaction) -> None:
    await queued(tx, "h1")
    await queued(tx, "h2")
    await outbox.set_aside(tx, await first(tx), US, "blocked")
    assert await texts(tx) == ["h2"]
    row = (await tx.connection.execute(select(table).where(table.c.state == "dead"))).one()
    assert (tx.vault.open(row.sealed_payload), row.error, row.attempts) == ("h1", "blocked", 1)


async def test_a_delivered_message_is_blanked_and_found_by_where_it_stands(tx: Transaction) -> None:
    ticket = await a_ticket(tx)
    draft = await drafts.add(tx, ticket.number, ticket.version, "sato", "お返事", AT)
    await queued(tx, "card", chat="-100", purpose="preview", ticket=ticket.number, draft=draft)
    await outbox.sent(tx, await first(tx), US, 41, LATER)

    assert await outbox.what_was(tx, "telegram", "-100", 41) == Sent("preview", ticket.number, draft)
    assert await outbox.delivered(tx, ticket.number, "preview") == [("-100", 41)]
    assert await outbox.delivered(tx, ticket.number, "card") == []
    assert await outbox.delivered(tx, ticket.number, "card", "preview") == [("-100", 41)]
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
    await outbox.sent(tx, await first(tx), US, 41, LATER)
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


async def test_what_was_sent_lately_is_known_answers_to_presses_left_out(tx: Transaction) -> None:
    for minute, chat, purpose in ((0, "taro", "reply"), (1, "hanako", "reply"), (2, "hanako", TOAST)):
        await queued(tx, f"{minute}", chat=chat, purpose=purpose)
        await outbox.sent(tx, await first(tx), US, None, AT + timedelta(minutes=minute))
    await queued(tx, "not sent")
    since = AT + timedelta(seconds=1)
    assert await outbox.recent(tx, "telegram", since) == [("hanako", AT + timedelta(minutes=1))]
    assert await outbox.recent(tx, "terminal", since) == []


async def test_what_waits_for_a_chat_goes_to_its_new_address(tx: Transaction) -> None:
    for key in ("c1", "c2", "c3"):
        await queued(tx, key, chat="-100")
    await queued(tx, "h1")
    await outbox.sent(tx, await first(tx), US, 41, LATER)
    await outbox.migrate_chat(tx, "-100", "-1002")

    due = await to_send(tx)
    assert [(row.chat, *read(tx, row)) for row in due] == [("-1002", "c2"), ("hanako", "h1")]
    assert await outbox.what_was(tx, "telegram", "-100", 41), "what was sent before stands where it stood"


async def test_what_was_put_off_for_a_chat_can_be_hurried(tx: Transaction) -> None:
    await queued(tx, "c1", chat="-100")
    await queued(tx, "h1")
    for row in await to_send(tx):
        await outbox.put_off(tx, row, US, LATER, "not in the group")
    assert await texts(tx) == []
    await outbox.hurry(tx, "-100")
    assert await texts(tx) == ["c1"]


def test_a_dead_letter_is_named_by_its_row() -> None:
    assert letter(7) == "out-7"
