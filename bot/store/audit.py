"""Who of staff did what and when: with tickets, and at the desk besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, literal, null, or_, select, union_all

from bot.store.engine import Transaction
from bot.store.tables import desk_events, staff, ticket_events, tickets

NOT_STAFF = ("user", "system")
"""The actors of ticket events who are nobody of staff."""
_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a member of staff did: with a ticket, or with none."""

    source: Literal["ticket", "desk"]
    id: int
    staff_id: str
    type: str
    detail: str
    at: datetime
    ticket_number: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts: of one member of staff, of one type, those older than an act, confidential ones or not."""

    staff_id: str | None = None
    type: str | None = None
    before: tuple[datetime, str, int] | None = None
    confidential: bool = False


async def listed(tx: Transaction, wanted: Wanted, limit: int) -> list[Act]:
    """The newest first. Of both tables no more is read than can be shown: they may be long."""
    both = union_all(
        *(select(each.subquery()) for each in (_of_tickets(wanted, limit), _of_desk(wanted, limit)))
    ).subquery()
    c = both.c
    newest = select(both).order_by(c.at.desc(), c.source.desc(), c.id.desc()).limit(limit)
    return [Act(*row) for row in await tx.connection.execute(newest)]


async def people(tx: Transaction) -> dict[str, str]:
    """The names of the staff who are known, by id."""
    found = await tx.connection.execute(
        select(staff.c.id, staff.c.name).order_by(staff.c.name, staff.c.id).limit(_MOST_NAMED)
    )
    return {row.id: row.name for row in found}


def _of_tickets(wanted: Wanted, limit: int) -> Select[Any]:
    table = ticket_events
    found = select(
        literal("ticket").label("source"),
        table.c.id,
        table.c.actor.label("staff_id"),
        table.c.type,
        table.c.detail,
        table.c.at,
        table.c.ticket_number,
    ).where(table.c.actor.not_in(NOT_STAFF))
    if not wanted.confidential:
        found = found.join(tickets, tickets.c.number == table.c.ticket_number).where(~tickets.c.for_leads)
    return _narrowed(found, wanted, table.c, table.c.actor, limit)


def _of_desk(wanted: Wanted, limit: int) -> Select[Any]:
    table = desk_events
    no_ticket = cast(null(), Integer).label("ticket_number")
    found = select(
        literal("desk").label("source"),
        table.c.id,
        table.c.staff_id,
        table.c.type,
        table.c.detail,
        table.c.at,
        no_ticket,
    )
    return _narrowed(found, wanted, table.c, table.c.staff_id, limit)


def _narrowed(
    found: Select[Any], wanted: Wanted, columns: Any, who: ColumnElement[str], limit: int
) -> Select[Any]:
    if wanted.staff_id is not None:
        found = found.where(who == wanted.staff_id)
    if wanted.type is not None:
        found = found.where(columns.type == wanted.type)
    if wanted.before is not None:
        at, source, number = wanted.before
        its = found.selected_columns["source"]
        found = found.where(
            columns.at <= at,
            or_(columns.at < at, its < source, and_(its == source, columns.id < number)),
        )
    return found.order_by(columns.at.desc(), columns.id.desc()).limit(limit)
