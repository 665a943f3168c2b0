"""Leases: who is at work on a row, and until when nobody else may take it up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, update

from bot.store.engine import Transaction

LEASE = timedelta(minutes=5)
"""Longer than any work takes: at most a few calls of the channel, each to the end of its timeouts."""


class LeaseLost(Exception):
    """Somebody else has taken up the row meanwhile: what was done for it must not be committed."""


class ProcessEnded(Exception):
    """The last process that took up the row was no more afterwards."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Taken now by an owner, a process by its number in `Store.locks`."""

    owner: int
    now: datetime

    @property
    def until(self) -> datetime:
        return self.now + LEASE


def is_free(table: Table, now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Nobody is at work on the row, or for longer than work can take."""
    return or_(table.c.leased_until.is_(None), table.c.leased_until <= now)


async def take(tx: Transaction, table: Table, ids: Sequence[int], lease: Lease) -> None:
    """Lease rows and count the attempt, before it is made: it may end the process."""
    values = {
        "leased_by": lease.owner,
        "leased_until": lease.until,
        "attempts": table.c.attempts + 1,
    }
    await tx.connection.execute(update(table).where(table.c.id.in_(ids)).values(values))


async def finish(tx: Transaction, table: Table, ids: Collection[int], owner: int, **values: Any) -> None:
    """End the lease of rows and change them. LeaseLost unless all of them are still ours."""
    changed: Any = await tx.connection.execute(
        update(table)
        .where(table.c.id.in_(ids), table.c.state == "pending", table.c.leased_by == owner)
        .values(leased_by=None, leased_until=None, **values)
    )
    if changed.rowcount != len(ids):
        raise LeaseLost(f"{table.name} {sorted(ids)}")


async def free(
    tx: Transaction, table: Table, alive: Collection[int], *only: ColumnElement[bool], **values: Any
) -> int:
    """Free the rows of owners that are no more, and change them; gives how many."""
    freed: Any = await tx.connection.execute(
        update(table)
        .where(
            table.c.state == "pending", table.c.leased_by.is_not(None), table.c.leased_by.not_in(alive), *only
        )
        .values(leased_by=None, leased_until=None, **values)
    )
    return int(freed.rowcount)


async def leave(
    tx: Transaction,
    table: Table,
    owner: int,
    except_ids: Collection[int] = (),
    *only: ColumnElement[bool],
) -> None:
    """Give back what we took up and could not finish because of the database; that is no attempt."""
    await tx.connection.execute(
        update(table)
        .where(table.c.state == "pending", table.c.leased_by == owner, table.c.id.not_in(except_ids), *only)
        .values(leased_by=None, leased_until=None, attempts=table.c.attempts - 1)
    )
