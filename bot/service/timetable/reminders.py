"""Staff are reminded of what waits for too long, and told when nobody looks at the queue."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model import Say
from bot.service.attention import queue_last_opened
from bot.service.desk import leads
from bot.service.ports import Post
from bot.service.tickets import cards, digest
from bot.service.timetable import daily, staff_mail
from bot.service.work import Work
from bot.store import overdue, tickets
from bot.store.overdue import Waiting

WAITS = "waits"
"""The mail about it."""
_UNSEEN_TOLD = "queue_unseen_told"


async def remind(work: Work) -> None:
    """Of each ticket once a working day; of what is confidential those who lead, in private."""
    waiting = await overdue.waiting(work.tx, work.office.hours.midnight(work.at))
    late = [one for one in waiting if _late(work, one)]
    if not late:
        return
    await overdue.reminded(work.tx, [one.number for one in late], work.at)
    for confidential in (False, True):
        some = [one for one in late if work.office.keeps_apart(one.for_leads) == confidential]
        for chat in await cards.audience(work, confidential) if some else ():
            await work.send(_list(work, chat, some), leads.LIST)
    await staff_mail.plan(work, WAITS)


async def in_counts(work: Work) -> str | None:
    """How many wait for too long, in words; None when none do."""
    late = [one for one in await overdue.waiting(work.tx) if _late(work, one)]
    among_all = [one for one in late if not work.office.keeps_apart(one.for_leads)]
    unclaimed = sum(one.state == "new" for one in among_all)
    counts = {
        "staff.waits.unclaimed.count": unclaimed,
        "staff.waits.unanswered.count": len(among_all) - unclaimed,
        "staff.daily.confidential": len(late) - len(among_all),
    }
    lists = tuple(Say(what, {"count": str(count)}) for what, count in counts.items() if count)
    values = {"lists": lists, "where": (leads.where_to_look(work.office),)}
    return work.office.say(Say("staff.waits.mail", values)) if late else None


def _late(work: Work, waiting: Waiting) -> bool:
    hours, attention = work.office.hours, work.office.attention
    if waiting.state == "new":
        return hours.open_hours_between(waiting.since, work.at) >= attention.remind_unclaimed_hours
    return hours.working_days_between(waiting.since, work.at) >= attention.remind_unanswered_days


def _list(work: Work, chat: str, late: Sequence[Waiting]) -> Post:
    unclaimed = [one.number for one in late if one.state == "new"]
    unanswered = [one.number for one in late if one.state != "new"]
    lists = tuple(
        Say(what, {"count": str(len(numbers)), "numbers": digest.in_short(numbers)})
        for what, numbers in (
            ("staff.waits.unclaimed", unclaimed),
            ("staff.waits.unanswered", unanswered),
        )
        if numbers
    )
    text = work.office.say(Say("staff.waits", {"lists": lists}))
    return Post(chat, text, digest.buttons([*unclaimed, *unanswered]))


async def tell_unseen(work: Work) -> None:
    """When something waits and nobody has opened the queue for days: to those who lead, and by mail."""
    count = await _unseen(work)
    if not count or not await daily.first_today(work, _UNSEEN_TOLD):
        return
    for chat in await cards.audience(work, confidential=True):
        await work.send(Post(chat, unseen_words(work, count)), leads.UNSEEN)
    await staff_mail.plan(work, leads.UNSEEN)


async def unseen(work: Work) -> str | None:
    """That nobody has opened the queue, in words; None when somebody has, or nothing waits."""
    count = await _unseen(work)
    return unseen_words(work, count) if count else None


def unseen_words(work: Work, count: int) -> str:
    days = str(work.office.attention.queue_unseen_days)
    where = leads.where_to_look(work.office)
    return work.office.say(Say("staff.unseen", {"days": days, "count": str(count), "where": (where,)}))


async def _unseen(work: Work) -> int:
    """How many tickets wait if the oldest of them does and nobody has looked for so many working days."""
    waiting = [ticket for ticket in await tickets.in_queue(work.tx) if ticket.state != "answered"]
    if not waiting:
        return 0
    opened = await queue_last_opened(work.tx)
    since = max(waiting[0].created_at, opened) if opened else waiting[0].created_at
    days = work.office.hours.working_days_between(since, work.at)
    return len(waiting) if days >= work.office.attention.queue_unseen_days else 0
