"""What was sent or was to be sent, when a person is erased or its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.store import dead_letters, outbox, standing, tickets
from bot.store.engine import Transaction
from bot.store.standing import Standing
from bot.store.tables import outbox as table
from tests.store.rows import AT, LATER, US, a_ticket, becomes, queued, read, to_send

OFFICE = "-100"


async def stands(
    tx: Transaction,
    key: str,
    message_id: int | None,
    *,
    chat: str = "hanako",
    channel: str = "telegram",
    purpose: str = "reply",
    ticket: int | None = None,
    at: datetime = AT,
) -> None:
    """A message that was delivered; nothing else may be waiting."""
    await queued(tx, key, chat=chat, channel=channel, purpose=purpose, ticket=ticket)
    (row,) = await to_send(tx, channel=channel)
    await outbox.sent(tx, row, US, message_id, at)


async def left(tx: Transaction) -> set[str]:
    return set(await tx.connection.scalars(select(table.c.key)))


async def test_what_a_chat_was_sent_since_a_moment_can_be_deleted_there(tx: Transaction) -> None:
    await stands(tx, "too old", 1, at=AT - timedelta(seconds=1))
    await stands(tx, "first", 2)
    await stands(tx, "an edit", None)
    await stands(tx, "second", 3, at=LATER)
    await stands(tx, "another's", 4, chat="taro")
    await stands(tx, "elsewhere", 5, channel="terminal")
    await queued(tx, "not sent")
    assert await standing.since(tx, "telegram", "hanako", AT) == [2, 3]


async def test_what_stands_in_a_chat_about_tickets_is_known_save_some_purposes(tx: Transaction) -> None:
    number, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await stands(tx, "card", 1, chat=OFFICE, purpose="card", ticket=number)
    await stands(tx, "notice", 2, chat=OFFICE, purpose="notice", ticket=number)
    await stands(tx, "file", 3, chat=OFFICE, purpose="file", ticket=number, at=LATER)
    await stands(tx, "edited", None, chat=OFFICE, purpose="notice", ticket=number)
    await stands(tx, "of another", 4, chat=OFFICE, purpose="notice", ticket=other)
    await stands(tx, "to the person", 5, ticket=number)
    await stands(tx, "of none", 6, chat=OFFICE)
    await queued(tx, "waits", chat=OFFICE, ticket=number)
    found = await standing.of_tickets(tx, OFFICE, [number], except_for=["card"])
    assert found == [Standing(2, number, AT), Standing(3, number, LATER)]
    assert await standing.of_tickets(tx, OFFICE, [], except_for=["card"]) == []


async def test_what_waits_to_be_said_about_tickets_is_taken_back_save_some_purposes(tx: Transaction) -> None:
    number, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await stands(tx, "delivered", 1, chat=OFFICE, purpose="notice", ticket=number)
    await queued(tx, "begun", chat=OFFICE, purpose="edit", ticket=number)
    await to_send(tx)
    for purpose in ("card", "edit", "notice", "file"):
        await queued(tx, purpose, chat=OFFICE, purpose=purpose, ticket=number)
    await queued(tx, "of another", chat=OFFICE, purpose="notice", ticket=other)
    await queued(tx, "to the person", purpose="notice", ticket=number)
    await outbox.take_back(tx, OFFICE, [number], except_for=["card", "edit"], overtaken="edit")
    assert await left(tx) == {"delivered", "begun", "card", "of another", "to the person"}


async def test_of_an_erased_chat_no_message_is_left_in_whatever_state(tx: Transaction) -> None:
    await stands(tx, "sent", 1, ticket=(await a_ticket(tx)).number)
    await queued(tx, "dead")
    await outbox.set_aside(tx, (await to_send(tx))[0], US, "blocked")
    await queued(tx, "being sent")
    await to_send(tx)
    await queued(tx, "waits")
    await queued(tx, "another's", chat="taro")
    await queued(tx, "elsewhere", channel="terminal")
    assert await outbox.erase(tx, "telegram", "hanako") == 4
    assert await left(tx) == {"another's", "elsewhere"}
    assert await dead_letters.listed(tx) == []
    assert read(tx, *await to_send(tx)) == ["another's"]


async def test_what_became_of_messages_is_forgotten_once_nobody_needs_it(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await becomes(tx, number, "closed")
    await stands(tx, "sent", 1)
    await stands(tx, "about what is not erased", 2, ticket=number)
    await queued(tx, "dead")
    await outbox.set_aside(tx, (await to_send(tx))[0], US, "blocked")
    await queued(tx, "folded")
    await outbox.fold(tx, [waiting.id for waiting in await outbox.waiting(tx, "hanako", ["reply"])])
    await queued(tx, "waits")

    assert await outbox.forget(tx, AT) == 0, "none of it is that old"
    assert await outbox.forget(tx, LATER) == 2
    assert await left(tx) == {"about what is not erased", "dead", "waits"}

    await dead_letters.forget(tx, LATER)
    await tickets.erase(tx, [number], LATER)
    assert await outbox.forget(tx, LATER) == 1, "where its card stands is needed to empty it"
    assert await outbox.forget(tx, LATER + timedelta(seconds=1)) == 1
    assert await left(tx) == {"waits"}


async def test_what_was_given_up_about_tickets_is_taken_back_wherever_it_was_for(tx: Transaction) -> None:
    number, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    for ticket in (number, other):
        for chat in (OFFICE, "hanako"):
            await queued(tx, f"{chat} {ticket}", chat=chat, purpose="card", ticket=ticket)
            await outbox.set_aside(tx, (await to_send(tx))[0], US, "no")
    await outbox.take_back(tx, OFFICE, [number], except_for=["card"])
    assert await left(tx) == {f"{OFFICE} {other}", f"hanako {other}"}


async def test_a_message_that_was_edited_stands_once_since_it_was_sent(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await stands(tx, "sent", 1, chat=OFFICE, purpose="preview", ticket=number)
    await stands(tx, "edited", 1, chat=OFFICE, purpose="preview_edit", ticket=number, at=LATER)
    await stands(tx, "a list", 2, chat=OFFICE, purpose="queue", at=LATER)
    assert await standing.of_tickets(tx, OFFICE, [number], except_for=[]) == [Standing(1, number, AT)]
    assert await standing.for_purpose(tx, OFFICE, "queue", AT) == [Standing(2, None, LATER)]
    assert await standing.for_purpose(tx, OFFICE, "queue", LATER + timedelta(seconds=1)) == []
