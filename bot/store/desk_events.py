"""What staff did that belongs to no ticket: signing in and out, and the like. Rows are only added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import desk_events


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """Something that a member of staff did."""

    id: int
    staff_id: str
    type: str
    detail: str
    at: datetime


async def add(tx: Transaction, staff_id: str, type_: str, detail: str, at: datetime) -> None:
    row = {"staff_id": staff_id, "type": type_, "detail": detail, "at": at}
    await tx.connection.execute(insert(desk_events).values(row))


async def count(tx: Transaction, staff_id: str, type_: str, since: datetime) -> int:
    """How often somebody did a thing after a moment."""
    these = (desk_events.c.staff_id == staff_id, desk_events.c.type == type_, desk_events.c.at > since)
    return await tx.connection.scalar(select(func.count()).select_from(desk_events).where(*these)) or 0


async def listed(tx: Transaction, limit: int, before_id: int | None = None) -> list[DeskEvent]:
    """The newest first, those before a row if one is named."""
    older = () if before_id is None else (desk_events.c.id < before_id,)
    found = await tx.connection.execute(
        select(desk_events).where(*older).order_by(desk_events.c.id.desc()).limit(limit)
    )
    return [DeskEvent(*row) for row in found]


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was done before a moment; gives how many."""
    return rows_changed(await tx.connection.execute(delete(desk_events).where(desk_events.c.at < before)))
