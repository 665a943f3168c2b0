"""Who reported which account, with what they reported as evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select, update

from bot.core.model import OPEN_STATES, StaffVerdict
from bot.store.engine import Transaction
from bot.store.tables import impostors, reports, tickets


@dataclass(frozen=True, slots=True)
class Report:
    """A person's report of an account; without a ticket where staff had decided before.

    `reference` is what was reported, as it was written; `told` the verdict that the person was told last.
    """

    id: int
    impostor_id: int
    person_id: int
    ticket_number: int | None
    reference: str
    told: StaffVerdict | None
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many people report an account; `ever` counts those, too, who withdrew that."""

    now: int
    ever: int


_NOT_WITHDRAWN = or_(reports.c.ticket_number.is_(None), tickets.c.state != "withdrawn")
_WITH_TICKET = reports.outerjoin(tickets, tickets.c.number == reports.c.ticket_number)
_OF_OPEN_TICKET = and_(tickets.c.number == reports.c.ticket_number, tickets.c.state.in_(OPEN_STATES))


async def add(
    tx: Transaction,
    *,
    impostor: int,
    person: int,
    ticket: int | None,
    reference: str,
    at: datetime,
    told: StaffVerdict | None = None,
) -> None:
    row = {
        "impostor_id": impostor,
        "person_id": person,
        "ticket_number": ticket,
        "sealed_reference": tx.vault.seal(reference),
        "told": told,
        "reported_at": at,
    }
    await tx.connection.execute(insert(reports).values(row))


async def standing(tx: Transaction, impostor: int) -> list[Report]:
    """The reports of an account that nobody withdrew, oldest first."""
    return await _found(tx, reports.c.impostor_id == impostor, _NOT_WITHDRAWN)


async def of_person(tx: Transaction, impostor: int, person: int) -> list[Report]:
    """A person's reports of an account, withdrawn ones included, oldest first."""
    return await _found(tx, reports.c.impostor_id == impostor, reports.c.person_id == person)


async def all_of(tx: Transaction, person: int) -> list[Report]:
    """Everything that a person reported, oldest first."""
    return await _found(tx, reports.c.person_id == person)


async def of_ticket(tx: Transaction, number: int) -> list[Report]:
    """What a ticket reports."""
    return await _found(tx, reports.c.ticket_number == number)


async def first(tx: Transaction, impostor: int) -> Report:
    """The first report of an account."""
    return (await _found(tx, reports.c.impostor_id == impostor, limit=1))[0]


async def count(tx: Transaction, impostor: int) -> Count:
    """How many people have reported an account."""
    people = func.count(reports.c.person_id.distinct())
    found = await tx.connection.execute(
        select(people.filter(_NOT_WITHDRAWN), people)
        .select_from(_WITH_TICKET)
        .where(reports.c.impostor_id == impostor)
    )
    now, ever = found.one()
    return Count(now, ever)


async def people(tx: Transaction, numbers: Collection[int]) -> dict[int, int]:
    """How many people report the account of each ticket that most report, as `count` has it."""
    its, others = reports.alias(), reports
    each = func.count(others.c.person_id.distinct()).label("people")
    found = await tx.connection.execute(
        select(its.c.ticket_number, each)
        .select_from(
            its.join(others, others.c.impostor_id == its.c.impostor_id).outerjoin(
                tickets, tickets.c.number == others.c.ticket_number
            )
        )
        .where(its.c.ticket_number.in_(numbers), _NOT_WITHDRAWN)
        .group_by(its.c.ticket_number, its.c.impostor_id)
        .order_by(each)
    )
    return {row.ticket_number: row.people for row in found}


async def open_ticket(tx: Transaction, impostor: int, person: int) -> int | None:
    """The open ticket in which a person reports an account."""
    return await _oldest(tx, reports.c.impostor_id == impostor, reports.c.person_id == person)


async def oldest_open_ticket(tx: Transaction, impostor: int) -> int | None:
    """The oldest open ticket that reports an account."""
    return await _oldest(tx, reports.c.impostor_id == impostor)


async def joined_to(tx: Transaction, number: int) -> dict[int, bool]:
    """Other open tickets that report an account which stands on the card of this one, oldest first.

    True where a ticket has a card of its own, because it reports something else besides.
    """
    here = select(impostors.c.id).where(impostors.c.ticket_number == number)
    found = await tx.connection.execute(
        select(tickets.c.number, without_a_card(tickets.c.number).label("alone"))
        .distinct()
        .where(_OF_OPEN_TICKET, reports.c.impostor_id.in_(here), tickets.c.number != number)
        .order_by(tickets.c.number)
    )
    return {row.number: not row.alone for row in found}


async def tell(tx: Transaction, impostor: int, people: Collection[int], verdict: StaffVerdict) -> None:
    """Note that these people are told a verdict on an account."""
    await tx.connection.execute(
        update(reports)
        .where(reports.c.impostor_id == impostor, reports.c.person_id.in_(people))
        .values(told=verdict)
    )


def without_a_card(number: Any) -> ColumnElement[bool]:
    """Whether a ticket reports only what stands on the cards of others, and in no confidence."""
    its, one = reports.alias(), tickets.alias()
    confidential = select(one.c.number).where(one.c.number == number, one.c.for_leads)
    reported = select(its.c.id).where(its.c.ticket_number == number)
    stands_here = select(impostors.c.id).where(impostors.c.ticket_number == number)
    return reported.exists() & ~stands_here.exists() & ~confidential.exists()


async def _oldest(tx: Transaction, *conditions: ColumnElement[bool]) -> int | None:
    found: int | None = await tx.connection.scalar(
        select(func.min(tickets.c.number)).where(_OF_OPEN_TICKET, *conditions)
    )
    return found


async def _found(tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Report]:
    found = await tx.connection.execute(_select(conditions, limit))
    return [
        Report(
            r.id,
            r.impostor_id,
            r.person_id,
            r.ticket_number,
            tx.vault.open(r.sealed_reference),
            r.told,
            r.reported_at,
        )
        for r in found
    ]


def _select(conditions: Iterable[ColumnElement[bool]], limit: int | None) -> Select[tuple[Any, ...]]:
    return select(reports).select_from(_WITH_TICKET).where(*conditions).order_by(reports.c.id).limit(limit)
