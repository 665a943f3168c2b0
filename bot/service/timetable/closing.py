"""An enquiry that nobody answers ends, and says so: never before staff were warned in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.ports import Post
from bot.service.tickets import cards, cases, digest, reporting
from bot.service.tickets.notices import tell_person
from bot.service.work import Work
from bot.store import arrivals, overdue, tickets
from bot.store.overdue import Untouched


async def warn(work: Work) -> None:
    """Warn staff, once, of what will be closed: those who lead, in private, of what is confidential."""
    due = [one for one in await _untouched(work, _warned_after(work)) if await _is_to_warn_of(work, one)]
    for confidential in (False, True):
        some = [one.number for one in due if _confidential(work, one) == confidential]
        chats = await cards.audience(work, confidential)
        if some and chats:
            await overdue.warned(work.tx, some, work.at)
            for chat in chats:
                await work.send(_warning(work, chat, some), _purpose(confidential))


async def close(work: Work) -> None:
    """Close what was warned of in time and not answered since."""
    for one in await _untouched(work, timedelta(days=work.office.attention.close_unanswered_days)):
        if await _was_warned_of(work, one):
            await _close(work, one.number)


async def _close(work: Work, number: int) -> None:
    changed = await tickets.change(
        work.tx,
        number,
        work.at,
        only_from=("new", "claimed"),
        event="closed",
        actor="system",
        state="closed",
    )
    if not changed:
        return
    ticket = await tickets.get(work.tx, number)
    await tell_person(work, ticket, "ticket.closed_unanswered")
    if ticket.kind == cases.REPORT:
        await reporting.withdrawn(work, ticket)
    await cards.refresh_shown(work, [number])


async def _untouched(work: Work, for_: timedelta) -> list[Untouched]:
    return await overdue.never_answered(work.tx, work.at - for_)


def _warned_after(work: Work) -> timedelta:
    attention = work.office.attention
    return timedelta(days=max(0, attention.close_unanswered_days - attention.closing_warning_days))


async def _is_to_warn_of(work: Work, one: Untouched) -> bool:
    """The person has said something since the last warning, or it reached nobody."""
    warned_at = _standing(one)
    if warned_at is None:
        return True
    found = await arrivals.of(work.tx, _purpose(_confidential(work, one)), warned_at)
    return bool(found) and not any(arrival.state in {"pending", "sent"} for arrival in found)


async def _was_warned_of(work: Work, one: Untouched) -> bool:
    """So many days ago, in a message that arrived; of one long ago it is forgotten that it did."""
    warned_at = _standing(one)
    if warned_at is None:
        return False
    found = await arrivals.of(work.tx, _purpose(_confidential(work, one)), warned_at)
    arrived = [arrival.sent_at for arrival in found if arrival.sent_at is not None]
    if found and not arrived:
        return False
    return min(arrived, default=warned_at) <= work.at - _before(work)


def _standing(one: Untouched) -> datetime | None:
    """When staff were last warned, unless the person has said something since."""
    warned_at = one.warned_at
    return warned_at if warned_at is not None and warned_at > one.touched_at else None


def _before(work: Work) -> timedelta:
    return timedelta(days=work.office.attention.closing_warning_days)


def _confidential(work: Work, one: Untouched) -> bool:
    return one.for_leads and bool(work.office.lead_ids)


def _purpose(confidential: bool) -> str:
    return leads.CLOSING_CONFIDENTIAL if confidential else leads.CLOSING


def _warning(work: Work, chat: str, numbers: list[int]) -> Post:
    day = work.office.hours.local(work.at + _before(work))[:10]
    values = {"count": str(len(numbers)), "numbers": digest.in_short(numbers), "day": day}
    return Post(chat, work.office.say(Say("staff.closing", values)), digest.buttons(numbers))
