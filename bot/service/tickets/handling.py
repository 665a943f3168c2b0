"""What staff do with a ticket, wherever they do it: one conditional change, and who is concerned is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.core.model import OPEN_STATES, TicketState
from bot.service.ports import StaffAction, StaffMember
from bot.service.tickets import cards
from bot.service.tickets.notices import tell_person
from bot.service.work import Work
from bot.store import reports, requests, tickets
from bot.store.tickets import Ticket

_WAITING: tuple[TicketState, ...] = ("new", "claimed")


@dataclass(frozen=True, slots=True)
class Handled:
    """Whether it was done, and how the ticket stands now; no ticket when there is none by this number."""

    done: bool
    ticket: Ticket | None


async def claim(work: Work, staff: StaffMember, number: int, pressed: StaffAction | None = None) -> Handled:
    """Take a ticket that nobody has; who is second sees who was first."""
    who = {"state": "claimed", "claimed_by": staff.id, "claimed_name": staff.name}
    handled = await _change(work, staff, number, ("new",), "claimed", pressed, **who)
    if handled.done:
        await _change_joined(work, staff, number, ("new",), "claimed", **who)
    return handled


async def give_back(
    work: Work, staff: StaffMember, number: int, pressed: StaffAction | None = None
) -> Handled:
    """Let somebody else take a ticket that is claimed."""
    nobody = {"state": "new", "claimed_by": None, "claimed_name": None}
    handled = await _change(work, staff, number, ("claimed",), "given_back", pressed, **nobody)
    if handled.done:
        await _change_joined(work, staff, number, ("claimed",), "given_back", **nobody)
    return handled


async def close(work: Work, staff: StaffMember, number: int, pressed: StaffAction | None = None) -> Handled:
    """End a ticket; the person is told that their request is seen to, or honestly that nobody answered."""
    handled = await _change(work, staff, number, OPEN_STATES, "closed", pressed, state="closed")
    if handled.done:
        is_request = await _see_to_request(work, number)
        joined = await _change_joined(work, staff, number, OPEN_STATES, "closed", state="closed")
        for ticket in (await tickets.get(work.tx, number), *joined):
            await tell_person(work, ticket, _end(ticket, is_request=is_request))
    return handled


def _end(ticket: Ticket, *, is_request: bool) -> str:
    if is_request:
        return "ticket.closed_request"
    return "ticket.closed" if ticket.answered else "ticket.closed_unanswered"


async def decline(work: Work, staff: StaffMember, number: int, pressed: StaffAction | None = None) -> Handled:
    """Tell the person that this cannot be dealt with here."""
    handled = await _change(work, staff, number, _WAITING, "declined", pressed, state="declined")
    if handled.done:
        await _see_to_request(work, number)
        joined = await _change_joined(work, staff, number, _WAITING, "declined", state="declined")
        for ticket in (await tickets.get(work.tx, number), *joined):
            await tell_person(work, ticket, "ticket.declined")
    return handled


async def _see_to_request(work: Work, number: int) -> bool:
    """A demand about personal data is done with when its ticket is; its card says so. False without one."""
    if not await requests.of_ticket(work.tx, number):
        return False
    await requests.set_done(work.tx, [number], work.at)
    await cards.refresh(work, number)
    return True


async def _change(
    work: Work,
    staff: StaffMember,
    number: int,
    only_from: tuple[TicketState, ...],
    event: str,
    pressed: StaffAction | None,
    **values: Any,
) -> Handled:
    changed = await tickets.change(
        work.tx, number, work.at, only_from=only_from, event=event, actor=staff.id, **values
    )
    if changed:
        await cards.refresh(work, number, pressed)
    return Handled(changed, await tickets.find(work.tx, number))


async def _change_joined(
    work: Work, staff: StaffMember, number: int, only_from: tuple[TicketState, ...], event: str, **values: Any
) -> list[Ticket]:
    """What is done to a case is done to everybody's report of it, unless it has a card of its own."""
    theirs = await reports.joined_to(work.tx, number)
    changed = [
        one
        for one, has_card in theirs.items()
        if not has_card
        and await tickets.change(
            work.tx, one, work.at, only_from=only_from, event=event, actor=staff.id, **values
        )
    ]
    await cards.refresh_shown(work, changed)
    return await tickets.with_numbers(work.tx, changed)
