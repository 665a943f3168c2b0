"""What staff are told at the opening of each working day: counts, and never a word of what people wrote."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.ports import Post
from bot.service.tickets import cards
from bot.service.timetable import staff_mail
from bot.service.work import Work
from bot.store import counts, facts
from bot.store.counts import Counts

DAILY = "daily"
_LAST = "daily_told"
_SOON = timedelta(days=7)
_SHOWN = ("waiting", "taken", "answered", "overdue", "due_soon", "accounts", "dead_letters", "confidential")


async def tell(work: Work) -> None:
    """Once a working day, in the group and by mail; nothing when nothing is left to do."""
    if not await first_today(work, _LAST):
        return
    text = await words(work)
    if text is None:
        return
    for chat in await cards.audience(work, confidential=False):
        hint = work.office.say(Say("staff.daily.queue"))
        await work.send(Post(chat, f"{text}\n{hint}"), DAILY)
    await staff_mail.plan(work, DAILY)


async def words(work: Work) -> str | None:
    """How things stand, in counts, and where to see more; None when there is nothing to do."""
    found = await counted(work)
    lines = tuple(
        Say(f"staff.daily.{name}", {"count": str(getattr(found, name))})
        for name in _SHOWN
        if getattr(found, name)
    )
    if not any(getattr(found, name) for name in _SHOWN if name != "answered"):
        return None
    says = [Say("staff.daily", {"counts": lines})]
    if work.office.desk_url:
        says.append(Say("staff.daily.desk", {"desk": (leads.desk(work.office),)}))
    return "\n\n".join(work.office.say(what) for what in says)


async def counted(work: Work) -> Counts:
    apart = work.office.keeps_apart(confidential=True)
    return await counts.gather(work.tx, work.at, work.at + _SOON, confidential_apart=apart)


async def first_today(work: Work, fact: str) -> bool:
    """Whether this is the first time today; from now on it is not."""
    today = work.office.hours.today(work.at).isoformat()
    if await facts.get(work.tx, fact) == today:
        return False
    await facts.put(work.tx, fact, today)
    return True
