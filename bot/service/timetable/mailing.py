"""Sends the mails to staff that are planned: counts and a link, never a word of what people wrote."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.office import Office
from bot.service.ports import TryLater
from bot.service.timetable import closing, daily, reminders
from bot.service.work import Work

log = logging.getLogger(__name__)

_TEXTS: Mapping[str, Callable[[Work], Awaitable[str | None]]] = {
    daily.DAILY: daily.words,
    reminders.WAITS: reminders.in_counts,
    leads.UNSEEN: reminders.unseen,
    closing.CLOSING: closing.in_counts,
}


async def send(office: Office, planned: str) -> None:
    """Send what is planned ("daily:2026-04-01") as things stand now, unless nothing is left to say.

    TryLater when it could not be sent.
    """
    what = planned.partition(":")[0]
    async with office.store.transaction() as tx:
        mail = await _written(Work(tx, office, office.clock(), f"mail:{planned}"), what)
    if mail is None or office.mailer is None:
        return
    try:
        await office.mailer.send(*mail)
    except TryLater as later:
        log.warning("mail to staff could not be sent: %s", later)
        raise


async def _written(work: Work, what: str) -> tuple[str, str] | None:
    """Subject and text."""
    text = await _TEXTS[what](work)
    day = {"day": work.office.hours.today(work.at).isoformat()}
    return (work.office.say(Say(f"staff.{what}.subject", day)), f"{text}\n") if text else None
