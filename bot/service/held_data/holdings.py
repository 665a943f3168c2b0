"""Everything that is held of a person, gathered for them to read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.service.tickets.cases import EXHIBIT
from bot.service.work import Work
from bot.store import files, log, personal_values, reports, requests, tickets, web_messages
from bot.store.files import File
from bot.store.log import Entry
from bot.store.people import Person
from bot.store.personal_values import Held
from bot.store.reports import Report
from bot.store.requests import Request
from bot.store.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held of a person, each kind oldest first; of values and files not what is in them.

    `on_page` is how many messages our own page shows them; None for whoever does not use it.
    """

    person: Person
    conversation: tuple[Entry, ...]
    enquiries: tuple[Ticket, ...]
    values: tuple[Held, ...]
    files: tuple[File, ...]
    requests: tuple[Request, ...]
    reports: tuple[Report, ...]
    on_page: int | None = None


async def gather(work: Work, person: Person) -> Holdings:
    """Read it all."""
    theirs = tuple(t for t in await tickets.of_person(work.tx, person.id) if not t.is_erased)
    return Holdings(
        person,
        tuple(await log.of_person(work.tx, person.id)),
        theirs,
        tuple(await personal_values.of_person(work.tx, person.id)),
        tuple(await files.of_tickets(work.tx, [ticket.number for ticket in theirs])),
        tuple(await requests.of_person(work.tx, person.id)),
        tuple(await reports.all_of(work.tx, person.id)),
        await _on_page(work, person),
    )


async def _on_page(work: Work, person: Person) -> int | None:
    is_there = person.channel == web_messages.CHANNEL
    return await web_messages.count(work.tx, person.address) if is_there else None


def reference(report: Report) -> str:
    """The account that was reported, as it was written."""
    return EXHIBIT.validate_json(report.reference).finding.text
