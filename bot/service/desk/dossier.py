"""All that staff look at when they open a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model import Language
from bot.service.tickets.case_file import Described, described
from bot.service.work import Work
from bot.store import files, finding, history, notes, people, personal_values, reports, requests, staff
from bot.store.files import File
from bot.store.finding import Wanted
from bot.store.history import Event, Spoken
from bot.store.notes import Note
from bot.store.people import Person
from bot.store.personal_values import REVEALABLE, Held
from bot.store.requests import Request
from bot.store.tickets import Ticket

_MOST_BESIDE = 40
"""Messages of the same person that are shown beside the ticket's own."""


@dataclass(frozen=True, slots=True)
class Accused:
    """An account that a ticket reports, by the number of its case."""

    case: int
    seen: Described


@dataclass(frozen=True, slots=True)
class Dossier:
    """A ticket and what belongs to it; `beside` was said by and to the same person, but not in it.

    `masked` are the kinds of personal data that the person has not let staff have. `names` has the names of
    staff, `others` the number of the person's other tickets.
    """

    ticket: Ticket
    person: Person
    request: Request | None
    said: tuple[Spoken, ...]
    beside: tuple[Spoken, ...]
    files: tuple[File, ...]
    values: tuple[Held, ...]
    masked: tuple[str, ...]
    accused: tuple[Accused, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    names: dict[str, str]
    others: int


async def open_dossier(work: Work, number: int, language: Language, *, confidential: bool) -> Dossier | None:
    """The dossier of a ticket; None when there is none by this number for whoever asks."""
    tx = work.tx
    ticket = await finding.one(tx, number, confidential=confidential)
    if ticket is None:
        return None
    said = await history.conversation(tx, number)
    beside = await history.beside(
        tx,
        number,
        ticket.person_id,
        before_id=said[-1].id if said else None,
        confidential=confidential,
        most=_MOST_BESIDE,
    )
    theirs = await personal_values.of_person(tx, ticket.person_id)
    held = [one for one in theirs if one.ticket_number == number]
    noted = await notes.of_ticket(tx, number)
    happened = await history.events(tx, number)
    asked = Wanted("all", person=ticket.person_id, confidential=confidential)
    return Dossier(
        ticket,
        await people.by_id(tx, ticket.person_id),
        await requests.of_ticket(tx, number),
        tuple(said),
        tuple(beside),
        tuple(await files.of_tickets(tx, [number])),
        tuple(one for one in held if one.state in REVEALABLE),
        tuple(dict.fromkeys(one.kind for one in held if one.state not in REVEALABLE)),
        await _accused(work, number, language),
        tuple(noted),
        tuple(happened),
        await staff.names(tx, {*(one.staff_id for one in noted), *(one.actor for one in happened)}),
        await finding.count(tx, asked) - 1,
    )


async def _accused(work: Work, number: int, language: Language) -> tuple[Accused, ...]:
    reported = await reports.of_ticket(work.tx, number)
    return tuple(Accused(r.impostor_id, described(work.office, r.reference, language)) for r in reported)
