from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.store import jobs
from bot.store.engine import Store, Transaction
from bot.store.jobs import MAX_ATTEMPTS, Job
from bot.store.leases import Lease
from bot.store.tables import jobs as table
from tests.store.rows import AT, LATER, US


async def planned(tx: Transaction, key: str, due_at: datetime = AT) -> None:
    """A job named as its key."""
    await jobs.schedule(tx, key, key, due_at, AT)


async def due(tx: Transaction, at: datetime = AT) -> Job | None:
    return await jobs.claim(tx, Lease(US, at))


async def test_a_job_is_taken_up_when_it_is_due_and_not_before(tx: Transaction) -> None:
    await planned(tx, "later", LATER)
    assert await due(tx, LATER - timedelta(seconds=1)) is None
    job = await due(tx, LATER)
    assert job is not None
    assert (job.name, job.attempts) == ("later", 1)


async def test_what_is_due_for_longest_comes_first(tx: Transaction) -> None:
    await planned(tx, "second", AT)
    await planned(tx, "first", AT - timedelta(minutes=1))
    taken = [await due(tx) for _ in range(3)]
    assert [job and job.name for job in taken] == ["first", "second", None]


async def test_a_key_is_done_once(tx: Transaction) -> None:
    for _ in range(2):
        await planned(tx, "clean_up:2026-04-01")
    job = await due(tx)
    assert job is not None
    assert await due(tx) is None
    await jobs.done(tx, job, US, AT)
    await planned(tx, "clean_up:2026-04-01")
    assert await due(tx, LATER) is None


async def test_a_failed_job_is_tried_again_later_and_at_last_set_aside(tx: Transaction) -> None:
    await planned(tx, "fails")
    at = AT
    for attempt in range(1, MAX_ATTEMPTS + 1):
        job = await due(tx, at)
        assert job is not None
        assert (job.attempts, job.is_last_attempt) == (attempt, attempt == MAX_ATTEMPTS)
        if not job.is_last_attempt:
            at += timedelta(minutes=5)
            await jobs.retry(tx, job, US, "OSError", at)
            assert await due(tx, at - timedelta(seconds=1)) is None
    assert job is not None
    await jobs.set_aside(tx, job, US, "OSError")
    assert await due(tx, at + timedelta(days=1)) is None
    row = (await tx.connection.execute(select(table.c.state, table.c.error))).one()
    assert tuple(row) == ("dead", "OSError")


async def test_what_was_done_before_a_moment_is_forgotten(tx: Transaction) -> None:
    for key, at in (("old", AT), ("new", LATER)):
        await planned(tx, key)
        job = await due(tx)
        assert job is not None
        await jobs.done(tx, job, US, at)
    await planned(tx, "waits", AT)
    await jobs.forget(tx, LATER)
    assert set(await tx.connection.scalars(select(table.c.key))) == {"new", "waits"}


async def test_processes_at_the_same_time_take_up_a_job_once(store: Store, other: Store) -> None:
    async def plan_and_take(store: Store) -> list[str]:
        async with store.transaction() as tx:
            await planned(tx, "once")
        async with store.transaction() as tx:
            job = await jobs.claim(tx, Lease(store.locks.owner, AT))
            await asyncio.sleep(0.01)
            return [job.name] if job else []

    taken = await asyncio.gather(*(plan_and_take(s) for s in (store, other, store, other)))
    assert sorted(taken) == [[], [], [], ["once"]]
