"""The accounts that people reported as a list to read: nobody is kept from changing them meanwhile.

Whoever may not see what is confidential sees an account by the reports that are not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, true

from bot.core.model import StaffVerdict, TicketState
from bot.store.engine import Transaction
from bot.store.tables import impostors, reports, tickets

View = Literal["undecided", "decided", "warned"]
_MOST_REPORTS = 200


@dataclass(frozen=True, slots=True)
class Case:
    """An account, how many people report it, and when it was reported first and last.

    `reference` is what was reported first.
    """

    id: int
    verdict: StaffVerdict | None
    decided_at: datetime | None
    decided_by: str | None
    decided_name: str | None
    warned_at: datetime | None
    warned_by: str | None
    people: int
    first_at: datetime
    last_at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class Reported:
    """One report of an account, with the ticket that it came in, if it came in one."""

    person_id: int
    ticket_number: int | None
    state: TicketState | None
    reference: str
    told: StaffVerdict | None
    at: datetime


_WITH_TICKET = reports.outerjoin(tickets, tickets.c.number == reports.c.ticket_number)
_NOT_WITHDRAWN = or_(tickets.c.number.is_(None), tickets.c.state != "withdrawn")
_ORDERS: dict[View, tuple[ColumnElement[bool], Any]] = {
    "undecided": (impostors.c.verdict.is_(None), impostors.c.first_reported_at),
    "decided": (impostors.c.verdict.is_not(None), impostors.c.decided_at.desc()),
    "warned": (impostors.c.warned_at.is_not(None), impostors.c.warned_at.desc()),
}


async def listed(
    tx: Transaction, view: View, limit: int, offset: int = 0, *, confidential: bool
) -> list[Case]:
    """Those without a verdict, oldest first; those with one or with a warning, the newest first."""
    wanted, order = _ORDERS[view]
    found = await tx.connection.execute(
        select(impostors)
        .where(wanted, _has_report(confidential))
        .order_by(order, impostors.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return await _cases(tx, found.all(), confidential)


async def count(tx: Transaction, *, confidential: bool) -> dict[View, int]:
    """How many there are of each."""
    columns = [func.count().filter(wanted).label(view) for view, (wanted, _) in _ORDERS.items()]
    found = await tx.connection.execute(select(*columns).where(_has_report(confidential)))
    row = found.one()
    return {view: getattr(row, view) for view in _ORDERS}


async def find(tx: Transaction, impostor_id: int, *, confidential: bool) -> Case | None:
    """One of them."""
    these = (impostors.c.id == impostor_id, _has_report(confidential))
    found = await _cases(
        tx, (await tx.connection.execute(select(impostors).where(*these))).all(), confidential
    )
    return found[0] if found else None


async def reports_of(tx: Transaction, impostor_id: int, *, confidential: bool) -> list[Reported]:
    """The reports of an account, the newest first."""
    found = await tx.connection.execute(
        select(reports, tickets.c.state.label("state"))
        .select_from(_WITH_TICKET)
        .where(reports.c.impostor_id == impostor_id, _seen(confidential))
        .order_by(reports.c.id.desc())
        .limit(_MOST_REPORTS)
    )
    return [
        Reported(
            r.person_id,
            r.ticket_number,
            r.state,
            tx.vault.open(r.sealed_reference),
            r.told,
            r.reported_at,
        )
        for r in found
    ]


def _seen(confidential: bool) -> ColumnElement[bool]:
    """Reports in tickets that may be seen, and those without one."""
    return true() if confidential else or_(tickets.c.number.is_(None), ~tickets.c.for_leads)


def _has_report(confidential: bool) -> ColumnElement[bool]:
    its = select(reports.c.id).select_from(_WITH_TICKET).where(reports.c.impostor_id == impostors.c.id)
    return its.where(_seen(confidential)).exists()


async def _cases(tx: Transaction, rows: Collection[Row[Any]], confidential: bool) -> list[Case]:
    ids = [row.id for row in rows]
    figures = {row.id: row for row in await tx.connection.execute(_figures(ids, confidential))}
    first = {row.id: row.first for row in figures.values()}
    found = await tx.connection.execute(
        select(reports.c.impostor_id, reports.c.sealed_reference).where(reports.c.id.in_(first.values()))
    )
    references = {row.impostor_id: tx.vault.open(row.sealed_reference) for row in found}
    return [
        Case(
            row.id,
            row.verdict,
            row.decided_at,
            row.decided_by,
            row.decided_name,
            row.warned_at,
            row.warned_by,
            figures[row.id].people,
            figures[row.id].first_at,
            figures[row.id].last_at,
            references[row.id],
        )
        for row in rows
    ]


def _figures(ids: Collection[int], confidential: bool) -> Select[Any]:
    return (
        select(
            reports.c.impostor_id.label("id"),
            func.count(reports.c.person_id.distinct()).filter(_NOT_WITHDRAWN).label("people"),
            func.min(reports.c.id).label("first"),
            func.min(reports.c.reported_at).label("first_at"),
            func.max(reports.c.reported_at).label("last_at"),
        )
        .select_from(_WITH_TICKET)
        .where(reports.c.impostor_id.in_(ids), _seen(confidential))
        .group_by(reports.c.impostor_id)
    )
