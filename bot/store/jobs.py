"""Work that is due at a time, whatever process is there to do it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.store import leases
from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.leases import Lease
from bot.store.tables import jobs
from bot.store.upsert import insert

MAX_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Job:
    """Work taken up; `attempts` counts this one."""

    id: int
    name: str
    key: str
    attempts: int

    @property
    def argument(self) -> str:
        """What the job is about: the part of its key after its name."""
        return self.key.removeprefix(self.name).removeprefix(":")

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS

    @property
    def is_spent(self) -> bool:
        """All attempts were made, and the last one did not even fail: it ended the process."""
        return self.attempts > MAX_ATTEMPTS


async def schedule(tx: Transaction, name: str, key: str, due_at: datetime, at: datetime) -> None:
    """Have a job done once it is due; the same key twice is done once."""
    row = {
        "name": name,
        "key": key,
        "state": "pending",
        "attempts": 0,
        "due_at": due_at,
        "created_at": at,
    }
    await tx.connection.execute(insert(tx, jobs).values(row).on_conflict_do_nothing())


async def claim(tx: Transaction, lease: Lease) -> Job | None:
    """Take up the job that is due for longest."""
    found = await tx.connection.execute(
        select(jobs.c.id, jobs.c.name, jobs.c.key, jobs.c.attempts)
        .where(jobs.c.state == "pending", jobs.c.due_at <= lease.now, leases.is_free(jobs, lease.now))
        .order_by(jobs.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = found.one_or_none()
    if row is None:
        return None
    await leases.take(tx, jobs, [row.id], lease)
    return Job(row.id, row.name, row.key, row.attempts + 1)


async def done(tx: Transaction, job: Job, owner: int, at: datetime) -> None:
    """LeaseLost when another process has taken it over."""
    await leases.finish(tx, jobs, [job.id], owner, state="done", done_at=at, error=None)


async def retry(tx: Transaction, job: Job, owner: int, error: str, due_at: datetime) -> None:
    await leases.finish(tx, jobs, [job.id], owner, error=error, due_at=due_at)


async def set_aside(tx: Transaction, job: Job, owner: int, error: str) -> None:
    await leases.finish(tx, jobs, [job.id], owner, state="dead", error=error)


async def free(tx: Transaction, alive: Collection[int]) -> int:
    """Let the jobs of dead processes be taken up again at once; gives how many that were."""
    return await leases.free(tx, jobs, alive)


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was done before a moment."""
    old = (jobs.c.state == "done", jobs.c.done_at < before)
    return rows_changed(await tx.connection.execute(delete(jobs).where(*old)))
