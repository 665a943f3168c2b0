"""Rows with little to say, for tests about something else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model import OPEN_STATES, TicketState
from bot.store import inbox, log, outbox, people, tickets
from bot.store.engine import Transaction
from bot.store.inbox import InboxRow
from bot.store.leases import Lease
from bot.store.outbox import OutboxRow
from bot.store.people import Person
from bot.store.tickets import NewTicket, Ticket

AT = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
US, THEM = 1, 2
"""Two processes, by their numbers."""


@dataclass(frozen=True, slots=True)
class Update:
    """An update as a channel hands it over."""

    update_id: int
    chat: str
    payload: bytes


async def a_person(tx: Transaction, address: str = "hanako") -> Person:
    return await people.get(tx, "telegram", address, AT)


async def a_ticket(
    tx: Transaction, question: str = "会費について", *, who: str = "hanako", urgent: bool = False
) -> Ticket:
    person = await a_person(tx, who)
    new = NewTicket(person.id, who, "ja", question, "guideline", urgent=urgent)
    return await tickets.open_ticket(tx, new, AT)


async def becomes(tx: Transaction, number: int, state: TicketState, at: datetime = LATER) -> None:
    """A ticket that is open comes to a state."""
    assert await tickets.change(tx, number, at, only_from=OPEN_STATES, event=state, actor="sato", state=state)


async def said(
    tx: Transaction, text: str, *, who: str = "hanako", at: datetime = AT, ticket: int | None = None
) -> None:
    """Something that a person wrote."""
    person = await a_person(tx, who)
    await log.add(tx, log.Entry(person.id, "user", text, at, who, ticket_number=ticket))


async def queued(
    tx: Transaction,
    key: str,
    *,
    chat: str = "hanako",
    channel: str = "telegram",
    purpose: str = "reply",
    ticket: int | None = None,
    draft: int | None = None,
) -> None:
    """A message to be delivered; its text is its key."""
    await outbox.add(
        tx,
        channel=channel,
        chat=chat,
        key=key,
        purpose=purpose,
        payload=key,
        at=AT,
        ticket=ticket,
        draft=draft,
    )


async def came_in(
    tx: Transaction, number: int, text: str = "会費は？", *, chat: str = "hanako", channel: str = "telegram"
) -> None:
    """An update to be handled."""
    await inbox.add(tx, channel, [Update(number, chat, text.encode())], AT)


async def to_handle(
    tx: Transaction, at: datetime = AT, owner: int = US, channel: str = "telegram"
) -> list[InboxRow]:
    """Take up updates."""
    return await inbox.claim(tx, channel, Lease(owner, at))


async def to_send(
    tx: Transaction,
    at: datetime = AT,
    owner: int = US,
    *,
    channel: str = "telegram",
    limit: int = 100,
    except_chats: Collection[str] = (),
) -> list[OutboxRow]:
    """Take up messages."""
    return await outbox.claim(tx, channel, Lease(owner, at), limit, except_chats=except_chats)


def read(tx: Transaction, *rows: InboxRow | OutboxRow) -> list[str]:
    """What is sealed in rows."""
    return [tx.vault.open(row.sealed_payload) for row in rows]
