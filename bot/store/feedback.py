"""What people said of answers: questions with what the bot made of them, for evaluation. Of no person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import feedback


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question, how it was answered and whether that helped; `text` is already redacted.

    `handbook` is the version that answered, `ticket_number` where the question went if it did not help.
    """

    at: datetime
    language: str
    text: str
    intent: str
    topic: str
    confidence: float
    sections: tuple[str, ...]
    helpful: bool
    ticket_number: int | None
    handbook: str


async def keep(tx: Transaction, judgement: Judgement, record: int | None = None) -> int:
    """Keep a judgement; with a record, the person has changed their mind. Gives the record."""
    if record is None:
        values = asdict(judgement)
        return await tx.connection.scalar(insert(feedback).values(values).returning(feedback.c.id)) or 0
    changed = {"helpful": judgement.helpful, "ticket_number": judgement.ticket_number}
    await tx.connection.execute(update(feedback).where(feedback.c.id == record).values(changed))
    return record


async def labels(tx: Transaction) -> list[dict[str, Any]]:
    """All judgements as labelled messages, oldest first."""
    found = await tx.connection.execute(select(feedback).order_by(feedback.c.id))
    return [
        {
            "id": f"feedback-{row.id}",
            "text": row.text,
            "lang": row.language,
            "intent": row.intent,
            "sections": row.sections,
            "helpful": row.helpful,
            "ticket": row.ticket_number,
            "at": row.at.isoformat(),
        }
        for row in found
    ]


async def erase(tx: Transaction, records: Collection[int], tickets: Collection[int]) -> int:
    """Delete some records, and those of some tickets; gives how many."""
    theirs = or_(feedback.c.id.in_(records), feedback.c.ticket_number.in_(tickets))
    return rows_changed(await tx.connection.execute(delete(feedback).where(theirs)))


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was said before a moment."""
    return rows_changed(await tx.connection.execute(delete(feedback).where(feedback.c.at < before)))
