"""Personal data taken out of messages: kept sealed for a day, for staff only if the person says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.model import Decision, Message, Report, Say, Turn
from bot.core.own_data import Consent, kinds_told
from bot.core.personal_data.masking import Value
from bot.core.personal_data.spans import NEVER_KEPT
from bot.core.practice import UNSHARED_KEPT
from bot.service.ports import StaffAction, StaffMember
from bot.service.tickets import cards
from bot.service.tickets.notices import tell
from bot.service.work import Work
from bot.store import jobs, personal_values, tickets
from bot.store.people import Person
from bot.store.personal_values import State
from bot.store.tickets import Ticket

ERASE_UNSHARED = "erase_unshared"
_LONGEST = 150
"""Characters that can be shown to one member of staff alone: what is longer cannot be kept for them."""


async def keep(work: Work, person: Person, message: Message, decision: Decision, ticket: int | None) -> None:
    """Keep what was written now; and what was written before, if it goes to staff only now."""
    text = message.command.argument if message.command else message.text
    values = _keepable(work.office.mask(text, decision.asked_about).values)
    by_state: dict[State, list[tuple[str, str]]] = {}
    shared = await _shared(work, ticket) if values else set()
    for value in values:
        by_state.setdefault(_state(decision, value, shared), []).append((value.kind, value.text))
    for state, pairs in by_state.items():
        await personal_values.keep(
            work.tx, pairs, person=person.id, ticket=ticket, state=state, said_at=message.at
        )
    if values:
        await _plan_erasing(work, message.at)
    turn = _handed_over(decision)
    if ticket is not None and turn is not None:
        await personal_values.attach(work.tx, person.id, turn.at, ticket)
        if _is_evidence(decision):
            await personal_values.mark_evidence(work.tx, person.id, ticket)
    if ticket is not None and (_is_evidence(decision) or "shared" in by_state):
        await cards.refresh(work, ticket)  # it was written before there was anything to see


async def kinds_shared(work: Work, person: Person) -> dict[int, tuple[str, ...]]:
    """The kinds of personal data that a person lets staff have, by ticket."""
    shared: dict[int, tuple[str, ...]] = {}
    for held in await personal_values.of_person(work.tx, person.id):
        if held.state == "shared" and held.ticket_number is not None:
            kinds = (*shared.get(held.ticket_number, ()), held.kind)
            shared[held.ticket_number] = tuple(dict.fromkeys(kinds))
    return shared


async def undecided(work: Work, person: Person, ticket: int) -> tuple[str, ...]:
    """The kinds of what is kept with a ticket and may still be shared."""
    held = await personal_values.undecided(work.tx, person.id, ticket)
    return tuple(dict.fromkeys(one.kind for one in held if one.said_at > work.at - UNSHARED_KEPT))


async def decide(work: Work, part: Consent, person: Person) -> None:
    """Do as the person said, and tell staff what they may see now."""
    await erase_unshared(work)  # what is a day old is not for sharing any more, be its job late or not
    kinds = await undecided(work, person, part.number)
    if not part.shared:
        await personal_values.refuse(work.tx, person.id, part.number)
        return
    await personal_values.share(work.tx, person.id, part.number)
    await tickets.add_event(work.tx, part.number, "shared", "user", work.at, ", ".join(kinds))
    await cards.refresh(work, part.number)
    await cards.notify(work, "staff.values.shared", part.number, work.office.say(kinds_told(kinds)))


@dataclass(frozen=True, slots=True)
class Revealed:
    """A value that the person lets staff have for a ticket."""

    ticket: Ticket
    kind: str
    value: str = field(repr=False)


async def look(
    work: Work, staff: StaffMember, value_id: int, *, confidential: bool = True
) -> Revealed | None:
    """The value for a member of staff, and for nobody else; the look is recorded.

    None when it is not kept any more, or belongs to a ticket that is not for them.
    """
    found = await personal_values.reveal(work.tx, value_id)
    if found is None or found[0].ticket_number is None:
        return None
    held, value = found
    ticket = await tickets.get(work.tx, found[0].ticket_number)
    if ticket.for_leads and not confidential:
        return None
    await tickets.add_event(work.tx, ticket.number, "revealed", staff.id, work.at, held.kind)
    return Revealed(ticket, held.kind, value)


async def reveal(work: Work, action: StaffAction, value_id: int) -> None:
    """Show a value to the member of staff who pressed."""
    if action.callback is None:
        await tell(work, action, "staff.value.press")
        return
    shown = await look(work, action.staff, value_id)
    if shown is None:
        await tell(work, action, "staff.value.gone")
        return
    kind = work.office.say(Say(f"kind.{shown.kind}"))
    await tell(work, action, "staff.value", number=str(shown.ticket.number), kind=kind, value=shown.value)


async def erase_unshared(work: Work) -> None:
    """Silence is no consent."""
    await personal_values.erase_undecided(work.tx, work.at - UNSHARED_KEPT)


async def _plan_erasing(work: Work, said_at: datetime) -> None:
    due = said_at + UNSHARED_KEPT
    await jobs.schedule(work.tx, ERASE_UNSHARED, f"{ERASE_UNSHARED}:{due.isoformat()}", due, work.at)


async def _shared(work: Work, ticket: int | None) -> set[str]:
    """The kinds that the person already lets staff have for this ticket: others of them are theirs, too."""
    held = await personal_values.revealable(work.tx, [ticket]) if ticket is not None else []
    return {one.kind for one in held if one.state == "shared"}


def _state(decision: Decision, value: Value, shared: Collection[str]) -> State:
    if _is_evidence(decision):
        return "evidence"
    return "shared" if value.kind in shared else "kept"


def _keepable(values: Sequence[Value]) -> list[Value]:
    kept = (v for v in values if v.kind not in NEVER_KEPT and len(v.text) <= _LONGEST)
    return list(dict.fromkeys(kept))


def _handed_over(decision: Decision) -> Turn | None:
    """The earlier question that staff get with this message, if it is one."""
    return decision.judged.asked.turn if decision.judged is not None else decision.turn


def _is_evidence(decision: Decision) -> bool:
    """What stands in a forwarded message that is reported was written by whom it is about."""
    return any(isinstance(part, Report) and part.forward is not None for part in decision.parts)
