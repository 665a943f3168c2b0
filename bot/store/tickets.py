"""Tickets and their events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, insert, or_, select, update

from bot.core.model import OPEN_STATES, TicketState, TicketView
from bot.store import reports
from bot.store.engine import Transaction
from bot.store.tables import requests, ticket_events, tickets


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What a ticket is opened with; `question` is already redacted."""

    person_id: int
    chat: str
    language: str
    question: str
    tried: str
    kind: str = "question"
    urgent: bool = False
    question_message_id: int | None = None
    for_leads: bool = False
    words: str = ""
    """The question as it is searched in, normalised."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands; `version` grows with every change, so that nobody answers an old state."""

    number: int
    person_id: int
    chat: str
    state: TicketState
    kind: str
    urgent: bool
    language: str
    question: str
    question_message_id: int | None
    tried: str
    claimed_by: str | None
    claimed_name: str | None
    answered: bool
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None
    for_leads: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left of it but that it was there."""
        return self.erased_at is not None

    def view(
        self, subject: str, shared: tuple[str, ...] = (), closed_until: date | None = None
    ) -> TicketView:
        """What the assistant may know of it."""
        return TicketView(
            self.number, self.state, subject, self.updated_at, shared, self.for_leads, closed_until
        )


async def open_ticket(tx: Transaction, new: NewTicket, at: datetime) -> Ticket:
    """A new ticket with the next number."""
    values = {
        "person_id": new.person_id,
        "chat": new.chat,
        "state": "new",
        "kind": new.kind,
        "urgent": new.urgent,
        "language": new.language,
        "question": new.question,
        "question_message_id": new.question_message_id,
        "tried": new.tried,
        "answered": False,
        "version": 1,
        "created_at": at,
        "updated_at": at,
        "for_leads": new.for_leads,
        "search_text": new.words,
    }
    number = await tx.connection.scalar(insert(tickets).values(values).returning(tickets.c.number))
    await add_event(tx, number or 0, "opened", "user", at)
    return await get(tx, number or 0)


async def get(tx: Transaction, number: int) -> Ticket:
    found = await find(tx, number)
    if found is None:
        raise LookupError(f"no ticket {number}")
    return found


async def find(tx: Transaction, number: int) -> Ticket | None:
    """The ticket; nobody else changes it before this transaction ends."""
    found = await tx.connection.execute(select(tickets).where(tickets.c.number == number).with_for_update())
    row = found.one_or_none()
    return _ticket(row) if row else None


_OF_PERSON = (
    select(tickets)
    .where(tickets.c.person_id == bindparam("person"))
    .order_by(tickets.c.number)
    .with_for_update()
)


async def of_person(tx: Transaction, person_id: int) -> list[Ticket]:
    """A person's tickets, oldest first; nobody else changes them before this transaction ends."""
    found = await tx.connection.execute(_OF_PERSON, {"person": person_id})
    return [_ticket(row) for row in found]


async def with_numbers(tx: Transaction, numbers: Collection[int]) -> list[Ticket]:
    """These tickets, oldest first; nobody else changes them before this transaction ends."""
    found = await tx.connection.execute(
        select(tickets).where(tickets.c.number.in_(numbers)).order_by(tickets.c.number).with_for_update()
    )
    return [_ticket(row) for row in found]


async def in_queue(tx: Transaction, limit: int | None = None) -> list[Ticket]:
    """Tickets that wait for staff, oldest first; of those about one reported account the first.

    A demand about personal data waits until it is done with, answered or not.
    """
    found = await tx.connection.execute(
        select(tickets).where(waits()).order_by(tickets.c.number).limit(limit)
    )
    return [_ticket(row) for row in found]


def waits() -> ColumnElement[bool]:
    """Whether a ticket waits for staff, and does so on a card of its own."""
    undone = (tickets.c.state == "answered") & _has_undone_demand()
    return or_(tickets.c.state.in_(("new", "claimed")), undone) & ~reports.without_a_card(tickets.c.number)


async def urgent(tx: Transaction, numbers: Collection[int]) -> set[int]:
    """Those of the tickets that are urgent."""
    found = await tx.connection.scalars(
        select(tickets.c.number).where(tickets.c.number.in_(numbers), tickets.c.urgent)
    )
    return set(found)


async def newest_open(tx: Transaction) -> Ticket | None:
    found = await tx.connection.execute(
        select(tickets).where(tickets.c.state.in_(OPEN_STATES)).order_by(tickets.c.number.desc()).limit(1)
    )
    row = found.one_or_none()
    return _ticket(row) if row else None


async def change(
    tx: Transaction,
    number: int,
    at: datetime,
    *,
    only_from: Iterable[TicketState],
    event: str,
    actor: str,
    detail: str = "",
    **values: Any,
) -> bool:
    """Change a ticket if it is in one of the states, and record it; False when somebody was quicker."""
    result: Any = await tx.connection.execute(
        update(tickets)
        .where(tickets.c.number == number, tickets.c.state.in_(tuple(only_from)))
        .values(updated_at=at, version=tickets.c.version + 1, **values)
    )
    if result.rowcount != 1:
        return False
    await add_event(tx, number, event, actor, at, detail)
    return True


async def add_event(
    tx: Transaction, number: int, type_: str, actor: str, at: datetime, detail: str = ""
) -> None:
    values = {"ticket_number": number, "type": type_, "actor": actor, "at": at, "detail": detail}
    await tx.connection.execute(insert(ticket_events).values(values))


async def end_silent(tx: Transaction, before: datetime, at: datetime) -> list[int]:
    """Close the answered tickets of which nobody has said anything since a moment; gives which.

    A demand about personal data does not end before staff say that it is done.
    """
    found = await tx.connection.scalars(
        select(tickets.c.number)
        .where(tickets.c.state == "answered", tickets.c.updated_at < before, ~_has_undone_demand())
        .order_by(tickets.c.number)
    )
    silent = list(found)
    for number in silent:
        await change(tx, number, at, only_from=("answered",), event="closed", actor="system", state="closed")
    return silent


async def ended(tx: Transaction, before: datetime) -> list[int]:
    """The tickets that came to an end before a moment and are not erased, oldest first."""
    found = await tx.connection.scalars(
        select(tickets.c.number)
        .where(tickets.c.state.not_in(OPEN_STATES), tickets.c.updated_at < before)
        .where(tickets.c.erased_at.is_(None))
        .order_by(tickets.c.number)
    )
    return list(found)


async def erase(tx: Transaction, numbers: Collection[int], at: datetime) -> None:
    """Erase what people said in tickets, and where: that they were there, and how they ended, stays."""
    await tx.connection.execute(
        update(tickets)
        .where(tickets.c.number.in_(numbers))
        .values(chat="", question="", tried="", search_text="", question_message_id=None, erased_at=at)
    )
    await tx.connection.execute(
        update(ticket_events).where(ticket_events.c.ticket_number.in_(numbers)).values(detail="")
    )


async def events(tx: Transaction, number: int) -> list[tuple[str, str, str]]:
    """Type, actor and detail of what happened to a ticket, in order."""
    found = await tx.connection.execute(
        select(ticket_events.c.type, ticket_events.c.actor, ticket_events.c.detail)
        .where(ticket_events.c.ticket_number == number)
        .order_by(ticket_events.c.id)
    )
    return [(r.type, r.actor, r.detail) for r in found]


def _has_undone_demand() -> ColumnElement[bool]:
    its = requests.c.ticket_number == tickets.c.number
    return select(requests.c.id).where(its, requests.c.done_at.is_(None)).exists()


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(**{name: getattr(row, name) for name in Ticket.__slots__})
