"""What members of staff note about a ticket for each other: sealed, gone with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.store.engine import Transaction
from bot.store.tables import notes


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and who wrote it when."""

    staff_id: str
    text: str
    at: datetime


async def add(tx: Transaction, ticket: int, staff_id: str, text: str, at: datetime) -> None:
    row = {"ticket_number": ticket, "staff_id": staff_id, "sealed_text": tx.vault.seal(text), "at": at}
    await tx.connection.execute(insert(notes).values(row))


async def of_ticket(tx: Transaction, number: int) -> list[Note]:
    """The notes about a ticket, oldest first."""
    found = await tx.connection.execute(
        select(notes).where(notes.c.ticket_number == number).order_by(notes.c.id)
    )
    return [Note(row.staff_id, tx.vault.open(row.sealed_text), row.at) for row in found]


async def erase(tx: Transaction, tickets: Collection[int]) -> None:
    """Erase the notes about some tickets."""
    await tx.connection.execute(delete(notes).where(notes.c.ticket_number.in_(tickets)))
