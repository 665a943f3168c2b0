"""The same counts by mail, each as a job of its own: a mail server that is down holds nothing up."""

from __future__ import annotations

from bot.service.work import Work
from bot.store import jobs

MAIL = "mail"


async def plan(work: Work, what: str) -> None:
    """Have a mail sent today about something, where mail is set up."""
    if work.office.mailer is not None:
        key = f"{MAIL}:{what}:{work.office.hours.today(work.at)}"
        await jobs.schedule(work.tx, MAIL, key, work.at, work.at)
