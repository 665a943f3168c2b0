"""What people demanded about their own data, and whether it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update

from bot.core.model import RequestKind
from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import requests, tickets


@dataclass(frozen=True, slots=True)
class Request:
    """A demand; without a ticket where the bot saw to it by itself."""

    kind: RequestKind
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None
    ticket_number: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand as staff see it, with the number of the person who made it."""

    person_id: int
    kind: RequestKind
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None
    ticket_number: int | None


async def record(  # one keyword a column
    tx: Transaction,
    *,
    person: int,
    kind: RequestKind,
    asked_at: datetime,
    due_at: datetime,
    ticket: int | None = None,
    done_at: datetime | None = None,
) -> None:
    """Keep a demand, by its ticket if staff see to it."""
    values = {
        "person_id": person,
        "ticket_number": ticket,
        "kind": kind,
        "asked_at": asked_at,
        "due_at": due_at,
        "done_at": done_at,
    }
    await tx.connection.execute(insert(requests).values(values))


async def of_ticket(tx: Transaction, number: int) -> Request | None:
    """The demand behind a ticket."""
    found = await _where(tx, requests.c.ticket_number == number)
    return found[0] if found else None


async def of_person(tx: Transaction, person: int) -> list[Request]:
    """A person's demands, oldest first."""
    return await _where(tx, requests.c.person_id == person)


async def undone(tx: Transaction, *, confidential: bool) -> list[Demand]:
    """All that are not done, what is due first before the rest; `confidential` ones only if asked for."""
    wanted = _for_staff(confidential).where(requests.c.done_at.is_(None))
    found = await tx.connection.execute(wanted.order_by(requests.c.due_at, requests.c.id))
    return [Demand(*row) for row in found]


async def done(tx: Transaction, limit: int, *, confidential: bool) -> list[Demand]:
    """Those done last, the newest first."""
    wanted = _for_staff(confidential).where(requests.c.done_at.is_not(None))
    found = await tx.connection.execute(
        wanted.order_by(requests.c.done_at.desc(), requests.c.id.desc()).limit(limit)
    )
    return [Demand(*row) for row in found]


async def set_done(tx: Transaction, tickets: Collection[int], at: datetime | None) -> None:
    """The demands behind these tickets are done, or with None no longer are."""
    await tx.connection.execute(
        update(requests).where(requests.c.ticket_number.in_(tickets)).values(done_at=at)
    )


async def finish_all(tx: Transaction, person: int, at: datetime) -> None:
    """Nothing is left that could be demanded."""
    await tx.connection.execute(
        update(requests)
        .where(requests.c.person_id == person, requests.c.done_at.is_(None))
        .values(done_at=at)
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was done before a moment."""
    return rows_changed(await tx.connection.execute(delete(requests).where(requests.c.done_at < before)))


def _for_staff(confidential: bool) -> Select[Any]:
    shown = (
        requests.c.person_id,
        requests.c.kind,
        requests.c.asked_at,
        requests.c.due_at,
        requests.c.done_at,
        requests.c.ticket_number,
    )
    found = select(*shown).outerjoin(tickets, tickets.c.number == requests.c.ticket_number)
    if confidential:
        return found
    return found.where(or_(tickets.c.number.is_(None), tickets.c.for_leads.is_(False)))


async def _where(tx: Transaction, condition: ColumnElement[bool]) -> list[Request]:
    found = await tx.connection.execute(select(requests).where(condition).order_by(requests.c.id))
    return [Request(r.kind, r.asked_at, r.due_at, r.done_at, r.ticket_number) for r in found]
