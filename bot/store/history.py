"""What happened to a ticket, and what was said around it, as staff look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from bot.store.engine import Transaction
from bot.store.tables import messages, ticket_events, tickets


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `actor` is user, system, or a member of staff by their id."""

    type: str
    actor: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that was said, by user, bot or staff; `delivery_id` names the delivery of staff's."""

    id: int
    author: str
    text: str
    at: datetime
    ticket_number: int | None
    delivery_id: int | None


_SPOKEN = select(
    messages.c.id,
    messages.c.author,
    messages.c.text,
    messages.c.at,
    messages.c.ticket_number,
    messages.c.delivery_id,
)


async def events(tx: Transaction, number: int) -> list[Event]:
    """All that happened to a ticket, in order."""
    found = await tx.connection.execute(
        select(ticket_events.c.type, ticket_events.c.actor, ticket_events.c.detail, ticket_events.c.at)
        .where(ticket_events.c.ticket_number == number)
        .order_by(ticket_events.c.id)
    )
    return [Event(*row) for row in found]


async def conversation(tx: Transaction, number: int) -> list[Spoken]:
    """What was said in a ticket, in order."""
    found = await tx.connection.execute(
        _SPOKEN.where(messages.c.ticket_number == number).order_by(messages.c.id)
    )
    return [_spoken(row) for row in found]


async def beside(
    tx: Transaction, number: int, person: int, *, before_id: int | None, confidential: bool, most: int
) -> list[Spoken]:
    """What else a person and the bot said, before a message if one is named: the newest, in order.

    Without `confidential` nothing is given of a person who has a ticket for those who lead: what was said
    beside it may be about it.
    """
    conditions: list[ColumnElement[bool]] = [
        messages.c.person_id == person,
        or_(messages.c.ticket_number.is_(None), messages.c.ticket_number != number),
    ]
    if before_id is not None:
        conditions.append(messages.c.id < before_id)
    if not confidential:
        theirs = select(tickets.c.number).where(tickets.c.person_id == person, tickets.c.for_leads)
        conditions.append(~theirs.exists())
    found = await tx.connection.execute(_SPOKEN.where(*conditions).order_by(messages.c.id.desc()).limit(most))
    return [_spoken(row) for row in reversed(found.all())]


def _spoken(row: Any) -> Spoken:
    return Spoken(**{name: getattr(row, name) for name in Spoken.__slots__})
