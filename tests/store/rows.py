"""Rows with little to say, for tests about something else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store import outbox, people, tickets
from bot.store.engine import Transaction
from bot.store.people import Person
from bot.store.tickets import NewTicket, Ticket

AT = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)


async def a_person(tx: Transaction, address: str = "hanako") -> Person:
    return await people.get(tx, "telegram", address, AT)


async def a_ticket(tx: Transaction, question: str = "会費について", *, urgent: bool = False) -> Ticket:
    person = await a_person(tx)
    new = NewTicket(person.id, "hanako", "ja", question, "guideline", urgent=urgent)
    return await tickets.open_ticket(tx, new, AT)


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
