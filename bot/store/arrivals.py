"""What became of a message that went to several people at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.engine import Transaction
from bot.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Arrival:
    """One of them; without `sent_at` as long as it has not arrived."""

    state: str
    sent_at: datetime | None


async def of(tx: Transaction, purpose: str, written_at: datetime) -> list[Arrival]:
    """The messages for a purpose that were written at this moment."""
    found = await tx.connection.execute(
        select(outbox.c.state, outbox.c.sent_at).where(
            outbox.c.purpose == purpose, outbox.c.created_at == written_at
        )
    )
    return [Arrival(row.state, row.sent_at) for row in found]


async def is_lost(tx: Transaction, row_id: int) -> bool:
    """Whether a message, and all that were written with it for the same purpose, did not arrive."""
    one = outbox.alias()
    together = (
        select(outbox.c.id)
        .join(one, one.c.id == row_id)
        .where(outbox.c.purpose == one.c.purpose, outbox.c.created_at == one.c.created_at)
        .where(outbox.c.ticket_number.is_not_distinct_from(one.c.ticket_number))
    )
    there_is_hope = together.where(outbox.c.state.in_(("pending", "sent")))
    return await tx.connection.scalar(there_is_hope.limit(1)) is None
