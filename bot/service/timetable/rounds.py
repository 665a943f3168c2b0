"""Every hour of a working day: what staff are told of by themselves, and what ends because nobody answers."""

from __future__ import annotations

from datetime import datetime

from bot.service.hours import Hours
from bot.service.timetable import closing, daily, reminders
from bot.service.work import Work
from bot.store import jobs
from bot.store.engine import Transaction

ROUND = "round"


async def plan_next(tx: Transaction, hours: Hours, at: datetime) -> None:
    """Have the next round gone; one that was missed is still planned, and gone at once."""
    due = hours.next_hour(at)
    if due is not None:
        await jobs.schedule(tx, ROUND, f"{ROUND}:{due.isoformat()}", due, at)


async def go(work: Work) -> None:
    """Nobody is told anything outside office hours: the round that is late waits for the next opening."""
    if work.office.hours.is_open(work.at):
        await daily.tell(work)
        await reminders.remind(work)
        await reminders.tell_unseen(work)
        await closing.close(work)
        await closing.warn(work)
