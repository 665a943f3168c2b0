"""Closing several enquiries of little worth at once, such as tests and adverts."""

from __future__ import annotations

from typing import Literal

from bot.core.model import OPEN_STATES
from bot.service.ports import StaffMember
from bot.service.tickets import handling
from bot.service.tickets.cases import REPORT
from bot.service.work import Work
from bot.store import tickets
from bot.store.finding import Listed
from bot.store.tickets import Ticket

Reason = Literal["over", "urgent", "confidential", "demand", "theirs"]
"""Why an enquiry is not closed with others: it is over, or must be seen to by itself, or somebody has it."""


def why_not(ticket: Ticket | Listed, staff: StaffMember) -> Reason | None:
    """Why this member of staff cannot close it together with others."""
    if ticket.state not in OPEN_STATES:
        return "over"
    if ticket.urgent:
        return "urgent"
    if ticket.for_leads:
        return "confidential"
    if ticket.kind not in {"question", REPORT}:
        return "demand"
    return "theirs" if ticket.state == "claimed" and ticket.claimed_by != staff.id else None


async def close(work: Work, staff: StaffMember, number: int, version: int) -> bool:
    """Close it if it stands as it was seen; False when somebody has touched it since."""
    ticket = await tickets.find(work.tx, number)
    if ticket is None or ticket.version != version or why_not(ticket, staff) is not None:
        return False
    return (await handling.close(work, staff, number)).done
