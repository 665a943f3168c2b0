"""An enquiry that nobody answers ends, and says so: never before staff were warned in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.ports import Post
from bot.service.tickets import cards, cases, digest, reporting
from bot.service.tickets.notices import tell_person
from bot.service.timetable import staff_mail
from bot.service.work import Work
from bot.store import arrivals, overdue, tickets
from bot.store.overdue import Untouched

CLOSING = "closing"
"""The mail about it."""


async def warn(work: Work) -> None:
    """Warn staff, once, of what will be closed: those who lead, in private, of what is confidential.

    Staff who have no chat are told by mail and at the desk.
    """
    due = [one for one in await _untouched(work, _warned_after(work)) if await _is_to_warn_of(work, one)]
    if not due:
        return
    await overdue.warned(work.tx, [one.number for one in due], work.at)
    for confidential in (False, True):
        some = [one.number for one in due if work.office.keeps_apart(one.for_leads) == confidential]
        for chat in await cards.audience(work, confidential) if some else ():
            await work.send(_warning(work, chat, some), _purpose(confidential))
    await staff_mail.plan(work, CLOSING)


async def in_counts(work: Work) -> str | None:
    """How many will be closed soon, in words; None when none will."""
    count = len(await _untouched(work, _warned_after(work)))
    where = (leads.where_to_look(work.office),)
    return (
        work.office.say(Say("staff.closing.mail", {"count": str(count), "where": where})) if count else None
    )


async def close(work: Work) -> None:
    """Close what was warned of in time and not answered since."""
    for one in await _untouched(work, timedelta(days=work.office.attention.close_unanswered_days)):
        if await _was_warned_of(work, one):
            await _close(work, one)


async def _close(work: Work, one: Untouched) -> None:
    changed = await tickets.change(
        work.tx,
        one.number,
        work.at,
        only_from=("new", "claimed"),
        event="closed",
        actor="system",
        state="closed",
    )
    if not changed:
        return
    ticket = await tickets.get(work.tx, one.number)
    await tell_person(work, ticket, f"ticket.closed_{'no_more' if one.answered else 'unanswered'}")
    if ticket.kind == cases.REPORT:
        await reporting.withdrawn(work, ticket)
    await cards.refresh_shown(work, [one.number])


async def _untouched(work: Work, for_: timedelta) -> list[Untouched]:
    return await overdue.unanswered(work.tx, work.at - for_)


def _warned_after(work: Work) -> timedelta:
    attention = work.office.attention
    return timedelta(days=max(0, attention.close_unanswered_days - attention.closing_warning_days))


async def _is_to_warn_of(work: Work, one: Untouched) -> bool:
    """Something was said since the last warning, or that one, of an earlier day, reached nobody."""
    warned_at = _standing(work, one)
    if warned_at is None:
        return True
    if warned_at >= work.office.hours.midnight(work.at):
        return False
    found = await arrivals.of(work.tx, _purpose(work.office.keeps_apart(one.for_leads)), warned_at)
    return bool(found) and not any(arrival.state in {"pending", "sent"} for arrival in found)


async def _was_warned_of(work: Work, one: Untouched) -> bool:
    """So many days ago, in a message that arrived; of one long ago it is forgotten that it did."""
    warned_at = _standing(work, one)
    if warned_at is None:
        return False
    found = await arrivals.of(work.tx, _purpose(work.office.keeps_apart(one.for_leads)), warned_at)
    arrived = [arrival.sent_at for arrival in found if arrival.sent_at is not None]
    if found and not arrived:
        return False
    return min(arrived, default=warned_at) <= work.at - _before(work)


def _standing(work: Work, one: Untouched) -> datetime | None:
    """When staff were last warned, unless something was said since, or shortly before."""
    due = one.touched_at + _warned_after(work)
    return one.warned_at if one.warned_at is not None and one.warned_at >= due else None


def _before(work: Work) -> timedelta:
    return timedelta(days=work.office.attention.closing_warning_days)


def _purpose(confidential: bool) -> str:
    return leads.CLOSING_CONFIDENTIAL if confidential else leads.CLOSING


def _warning(work: Work, chat: str, numbers: list[int]) -> Post:
    values = {"count": str(len(numbers)), "numbers": digest.in_short(numbers), "day": leads.closes_on(work)}
    return Post(chat, work.office.say(Say("staff.closing", values)), digest.buttons(numbers))
