"""What was given up is tried again, because a member of staff says so."""

from __future__ import annotations

from bot.service.ports import StaffMember
from bot.service.work import Work
from bot.store import dead_letters, desk_events

RETRIED = "retried"
"""The event of the desk, with the names of the records."""
_MOST_NAMED = 20


async def retry(work: Work, staff: StaffMember, names: list[str], *, confidential: bool) -> int:
    """Have these tried again, as far as they may be seen and nobody was quicker; gives how many."""
    seen = {letter.name for letter in await dead_letters.listed(work.tx, confidential=confidential)}
    revived = [name for name in names if name in seen and await dead_letters.revive(work.tx, name)]
    if revived:
        more = f" (+{len(revived) - _MOST_NAMED})" if len(revived) > _MOST_NAMED else ""
        told = ", ".join(revived[:_MOST_NAMED]) + more
        await desk_events.add(work.tx, staff.id, RETRIED, told, work.at)
    return len(revived)
