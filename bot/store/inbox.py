"""Raw updates, kept before they are acknowledged and until they are handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.engine import Transaction
from bot.store.tables import inbox

MAX_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update not yet handled."""

    id: int
    update_key: str
    chat: str
    payload: str
    attempts: int
    received_at: datetime


async def add(tx: Transaction, update_key: str, chat: str, payload: str | bytes, at: datetime) -> None:
    """Keep a raw update; the same one twice is kept once."""
    row = {
        "update_key": update_key,
        "chat": chat,
        "sealed_payload": tx.vault.seal(payload),
        "state": "pending",
        "attempts": 0,
        "received_at": at,
    }
    await tx.connection.execute(insert(inbox).values(row).on_conflict_do_nothing())


async def oldest(tx: Transaction, now: datetime) -> InboxRow | None:
    """The next update to handle: of each chat only the oldest, so that order holds where one must wait."""
    first = select(func.min(inbox.c.id)).where(inbox.c.state == "pending").group_by(inbox.c.chat)
    found = await tx.connection.execute(
        select(inbox)
        .where(inbox.c.id.in_(first), or_(inbox.c.not_before.is_(None), inbox.c.not_before <= now))
        .order_by(inbox.c.id)
        .limit(1)
    )
    row = found.one_or_none()
    if row is None:
        return None
    payload = tx.vault.open(row.sealed_payload)
    return InboxRow(row.id, row.update_key, row.chat, payload, row.attempts, row.received_at)


async def done(tx: Transaction, row_id: int, at: datetime) -> None:
    """Mark as handled and blank the payload."""
    values = {"state": "done", "sealed_payload": None, "done_at": at, "error": None}
    await tx.connection.execute(update(inbox).where(inbox.c.id == row_id).values(values))


async def failed(tx: Transaction, row: InboxRow, error: str, not_before: datetime) -> bool:
    """Count a failed attempt; True when it was the last one and the update is set aside, still sealed."""
    dead = row.attempts + 1 >= MAX_ATTEMPTS
    values = {
        "attempts": row.attempts + 1,
        "error": error,
        "state": "dead" if dead else "pending",
        "not_before": not_before,
    }
    await tx.connection.execute(update(inbox).where(inbox.c.id == row.id).values(values))
    return dead


async def put_off(tx: Transaction, row: InboxRow, not_before: datetime) -> None:
    """Not now: something outside did not answer. This is no failed attempt."""
    await tx.connection.execute(update(inbox).where(inbox.c.id == row.id).values(not_before=not_before))


async def pending(tx: Transaction) -> int:
    count = await tx.connection.scalar(
        select(func.count()).select_from(inbox).where(inbox.c.state == "pending")
    )
    return count or 0
