"""Notes that members of staff leave at a ticket for each other."""

from __future__ import annotations

from typing import Literal

from bot.service.ports import StaffMember
from bot.service.work import Work
from bot.store import notes, tickets

LONGEST = 10_000
"""Characters of a note."""
Noted = Literal["noted", "empty", "too_long", "not_there"]


async def note(work: Work, staff: StaffMember, number: int, text: str, *, confidential: bool) -> Noted:
    """Keep a note; the same one sent twice by somebody is one."""
    text = text.strip()
    if not text:
        return "empty"
    if len(text) > LONGEST:
        return "too_long"
    ticket = await tickets.find(work.tx, number)
    if ticket is None or ticket.is_erased or (ticket.for_leads and not confidential):
        return "not_there"
    earlier = await notes.of_ticket(work.tx, number)
    if not earlier or (earlier[-1].staff_id, earlier[-1].text) != (staff.id, text):
        await notes.add(work.tx, number, staff.id, text, work.at)
        await tickets.add_event(work.tx, number, "noted", staff.id, work.at)
    return "noted"
