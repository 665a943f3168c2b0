"""The members of staff who did something, in their chat or at the desk, by the names they had then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import staff
from bot.store.upsert import insert


async def seen(tx: Transaction, staff_id: str, name: str, at: datetime) -> None:
    """A member of staff was here, and calls themselves so."""
    statement = insert(tx, staff).values(id=staff_id, name=name, seen_at=at)
    now = {"name": statement.excluded.name, "seen_at": statement.excluded.seen_at}
    await tx.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=now))


async def names(tx: Transaction, ids: Iterable[str]) -> dict[str, str]:
    """The names of those who are known, by id."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = await tx.connection.execute(select(staff.c.id, staff.c.name).where(staff.c.id.in_(wanted)))
    return {row.id: row.name for row in found}


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete who was not seen since a moment; gives how many."""
    return rows_changed(await tx.connection.execute(delete(staff).where(staff.c.seen_at < before)))
