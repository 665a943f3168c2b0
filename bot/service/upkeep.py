"""The jobs that keep the house in order, each done once however many processes there are."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.service.office import Office
from bot.store import dead_letters, feedback, inbox, jobs
from bot.store.engine import Transaction
from bot.store.jobs import Job
from bot.store.leases import Lease, LeaseLost, ProcessEnded

log = logging.getLogger(__name__)

CLEAN_UP = "clean_up"
HANDLED_KEPT = timedelta(days=7)
"""How long the number of a handled update is known: Telegram repeats none that is older than a day."""
DEAD_KEPT = timedelta(days=30)
"""How long somebody has to look at a dead letter before it is deleted."""
FEEDBACK_KEPT = timedelta(days=365)
"""How long what people said of answers serves to improve them."""
RETRY = timedelta(minutes=5)


class Upkeep:
    """Does the jobs that are due; the clean-up of each day plans the next one."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._owner = office.store.locks.owner

    async def begin(self) -> bool:
        """See to it that today's clean-up is planned."""
        now = self._office.clock()
        async with self._office.store.transaction() as tx:
            await _plan(tx, now, now)
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
            async with self._office.store.transaction() as tx:
                await self._do(tx, job, now)
                await jobs.done(tx, job, self._owner, now)
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

    async def _do(self, tx: Transaction, job: Job, now: datetime) -> None:
        match job.name:
            case "clean_up":
                await _clean_up(tx, now)
                await _plan(tx, now, now + timedelta(days=1))
            case name:
                raise LookupError(f"no job {name}")

    async def _failed(self, job: Job, error: str, now: datetime) -> None:
        async with self._office.store.transaction() as tx:
            if job.is_last_attempt:
                await jobs.set_aside(tx, job, self._owner, error)
            else:
                await jobs.retry(tx, job, self._owner, error, now + RETRY)


async def _plan(tx: Transaction, now: datetime, day: datetime) -> None:
    due = day if day == now else day.replace(hour=0, minute=0, second=0, microsecond=0)
    await jobs.schedule(tx, CLEAN_UP, f"{CLEAN_UP}:{day.date()}", due, now)


async def _clean_up(tx: Transaction, now: datetime) -> None:
    await inbox.forget(tx, now - HANDLED_KEPT)
    await jobs.forget(tx, now - HANDLED_KEPT)
    await dead_letters.forget(tx, now - DEAD_KEPT)
    await feedback.forget(tx, now - FEEDBACK_KEPT)
