"""The jobs that keep the house in order, each done once however many processes there are."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.core.practice import Keeping, RecordKind
from bot.service.held_data.erasing import SCRUB, clear_staff_chat, plan_scrub
from bot.service.held_data.retention import sweep
from bot.service.office import Office
from bot.service.tickets import cards, filing, values
from bot.service.tickets.notices import tell_person
from bot.service.timetable import mailing, rounds
from bot.service.timetable.rounds import ROUND
from bot.service.timetable.staff_mail import MAIL
from bot.service.work import Work
from bot.store import facts, jobs, tickets
from bot.store.engine import Transaction
from bot.store.jobs import Job
from bot.store.leases import Lease, LeaseLost, ProcessEnded

log = logging.getLogger(__name__)

CLEAN_UP = "clean_up"
LAST_CLEAN_UP = "last_clean_up"
"""The fact that tells when it was done last, and how much of each kind was deleted."""
RETRY = timedelta(minutes=5)


class Upkeep:
    """Does the jobs that are due; the clean-up of each day and the round of each hour plan the next one."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._owner = office.store.locks.owner

    async def begin(self) -> bool:
        """See to it that today's clean-up is planned, and the next round."""
        now = self._office.clock()
        async with self._office.store.transaction() as tx:
            await _plan(tx, now, now)
            await rounds.plan_next(tx, self._office.hours, now)
        return True

    async def do_next(self) -> bool:
        """Do the job that is due for longest; False when none is."""
        now = self._office.clock()
        async with self._office.store.transaction() as tx:
            job = await jobs.claim(tx, Lease(self._owner, now))
        if job is None:
            return False
        try:
            if job.is_spent:
                raise ProcessEnded
            await self._do(job, now)
        except LeaseLost:
            log.warning("job %s was taken over by another process", job.id)
        except Exception as error:
            log.error("job %s (%s) failed: %s", job.id, job.name, type(error).__name__)
            await self._failed(job, type(error).__name__, now)
        return True

    async def free_dead(self) -> bool:
        """Let the jobs of dead processes be taken up again at once."""
        alive = await self._office.store.locks.alive()
        async with self._office.store.transaction() as tx:
            return await jobs.free(tx, alive) > 0

    async def _do(self, job: Job, now: datetime) -> None:
        """What goes out to the network or to the files comes before the transaction that marks it done."""
        if job.name in _OUTSIDE:
            await _OUTSIDE[job.name](self._office, job.argument)
        elif job.name not in _INSIDE:
            raise LookupError(f"no job {job.name}")
        async with self._office.store.transaction() as tx:
            work = Work(tx, self._office, now, f"job:{job.id}")
            if job.name in _INSIDE:
                await _INSIDE[job.name](work)
            await _plan_again(work, job)
            await jobs.done(tx, job, self._owner, now)

    async def _failed(self, job: Job, error: str, now: datetime) -> None:
        async with self._office.store.transaction() as tx:
            if job.is_last_attempt:
                await jobs.set_aside(tx, job, self._owner, error)
                await _plan_again(Work(tx, self._office, now, f"job:{job.id}"), job)
            else:
                await jobs.retry(tx, job, self._owner, error, now + RETRY)


async def _plan_again(work: Work, job: Job) -> None:
    """What is done again and again is so even after it failed for good once."""
    if job.name == CLEAN_UP:
        await _plan(work.tx, work.at, work.at + timedelta(days=1))
    elif job.name == ROUND:
        await rounds.plan_next(work.tx, work.office.hours, work.at)


async def _plan(tx: Transaction, now: datetime, day: datetime) -> None:
    due = day if day == now else day.replace(hour=0, minute=0, second=0, microsecond=0)
    await jobs.schedule(tx, CLEAN_UP, f"{CLEAN_UP}:{day.date()}", due, now)


async def _clean_up(work: Work) -> None:
    swept = await sweep(work.tx, work.office.practice.keeping, work.at)
    await clear_staff_chat(work, swept.tickets)
    for ticket in await tickets.with_numbers(work.tx, swept.just_ended):
        await tell_person(work, ticket, "ticket.closed")
        await cards.refresh(work, ticket.number)
    counts = {kind: count for kind, count in swept.counts.items() if count}
    await facts.put(work.tx, LAST_CLEAN_UP, json.dumps({"at": work.at.isoformat(), "deleted": counts}))
    log.info("kept long enough and deleted: %s", told(swept.counts))
    await plan_scrub(work)


async def report_due(
    tx: Transaction, keeping: Keeping, now: datetime
) -> tuple[dict[RecordKind, int], str | None]:
    """What the clean-up would delete now, in a transaction that is rolled back; and when it was done last."""
    last = await facts.get(tx, LAST_CLEAN_UP)
    async with tx.connection.begin_nested() as tried:
        swept = await sweep(tx, keeping, now)
        await tried.rollback()
    return (
        swept.counts,
        f"{json.loads(last)['at'][:16]} UTC, {told(json.loads(last)['deleted'])}" if last else None,
    )


async def plan_now(tx: Transaction, now: datetime) -> None:
    """Have the clean-up done now, beside that of each day."""
    await jobs.schedule(tx, CLEAN_UP, f"{CLEAN_UP}:{now.isoformat()}", now, now)


def told(counts: Mapping[RecordKind, int]) -> str:
    """How much of each kind, in a line."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"


async def _fetch(office: Office, number: str) -> None:
    await filing.fetch(office, int(number))


async def _scrub(office: Office, _: str) -> None:
    await office.store.scrub()


_OUTSIDE: Mapping[str, Callable[[Office, str], Awaitable[None]]] = {
    filing.FETCH: _fetch,
    SCRUB: _scrub,
    MAIL: mailing.send,
}
_INSIDE: Mapping[str, Callable[[Work], Awaitable[None]]] = {
    CLEAN_UP: _clean_up,
    values.ERASE_UNSHARED: values.erase_unshared,
    ROUND: rounds.go,
}
