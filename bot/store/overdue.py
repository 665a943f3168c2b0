"""Open tickets that nobody has taken or answered, and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, or_, select, true, update

from bot.store import reports
from bot.store.engine import Transaction
from bot.store.tables import outbox, requests, ticket_events, tickets

_WAITS = tickets.c.state.in_(("new", "claimed"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that waits for staff; `since` somebody took it, or else since it waits to be taken."""

    number: int
    state: str
    for_leads: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Untouched:
    """A ticket that waits for an answer, and when something was last said in it, by either side.

    `answered` tells whether something was answered before; staff were warned at `warned_at`.
    """

    number: int
    for_leads: bool
    answered: bool
    touched_at: datetime
    warned_at: datetime | None


async def waiting(tx: Transaction, not_reminded_since: datetime | None = None) -> list[Waiting]:
    """What waits for staff, oldest first; perhaps only what they were not reminded of since a moment."""
    not_reminded = (
        true()
        if not_reminded_since is None
        else or_(tickets.c.reminded_at.is_(None), tickets.c.reminded_at < not_reminded_since)
    )
    found = await tx.connection.execute(
        select(
            tickets.c.number,
            tickets.c.state,
            tickets.c.for_leads,
            tickets.c.created_at,
            ticket_events.c.type,
            ticket_events.c.at,
        )
        .join(ticket_events, ticket_events.c.ticket_number == tickets.c.number)
        .where(_WAITS, not_reminded, ~reports.without_a_card(tickets.c.number))
        .order_by(tickets.c.number, ticket_events.c.id)
    )
    by_ticket = groupby(found, lambda row: (row.number, row.state, row.for_leads, row.created_at))
    return [
        Waiting(number, state, for_leads, waits_since(((row.type, row.at) for row in rows), created_at))
        for (number, state, for_leads, created_at), rows in by_ticket
    ]


def waits_since(events: Iterable[tuple[str, datetime]], created_at: datetime) -> datetime:
    """Since when a ticket waits as it does now; what is added while it waits makes it wait no shorter."""
    since: datetime | None = created_at
    for type_, at in events:
        if type_ == "answered":
            since = None
        elif type_ in {"claimed", "given_back", "reopened", "unanswered"} or (
            since is None and type_ in {"added", "edited"}
        ):
            since = at
    return since or created_at


async def reminded(tx: Transaction, numbers: Collection[int], at: datetime) -> None:
    """Staff are reminded of these; that changes nothing in them."""
    await tx.connection.execute(update(tickets).where(tickets.c.number.in_(numbers)).values(reminded_at=at))


async def unanswered(tx: Transaction, untouched_since: datetime) -> list[Untouched]:
    """Tickets that wait and in which nothing was said since a moment, oldest first; no demands.

    An answer that did not arrive was said when that was known.
    """
    said = or_(ticket_events.c.actor == "user", ticket_events.c.type.in_(("answered", "unanswered")))
    touched = (
        select(func.max(ticket_events.c.at))
        .where(ticket_events.c.ticket_number == tickets.c.number, said)
        .scalar_subquery()
    )
    demands = select(requests.c.id).where(
        requests.c.ticket_number == tickets.c.number, requests.c.done_at.is_(None)
    )
    found = await tx.connection.execute(
        select(
            tickets.c.number,
            tickets.c.for_leads,
            tickets.c.answered,
            func.coalesce(touched, tickets.c.created_at).label("touched"),
            tickets.c.closing_warned_at,
        )
        .where(_WAITS, ~demands.exists())
        .where(tickets.c.created_at <= untouched_since)
        .where(func.coalesce(touched, tickets.c.created_at) <= untouched_since)
        .order_by(tickets.c.number)
    )
    return [Untouched(r.number, r.for_leads, r.answered, r.touched, r.closing_warned_at) for r in found]


async def warned(tx: Transaction, numbers: Collection[int], at: datetime) -> None:
    """Staff are warned that these will be closed; that changes nothing in them."""
    await tx.connection.execute(
        update(tickets).where(tickets.c.number.in_(numbers)).values(closing_warned_at=at)
    )


async def warned_instead(tx: Transaction, lost: int, at: datetime) -> None:
    """What is said now stands for a warning to those who lead that did not arrive, the message `lost`."""
    written_at = select(outbox.c.created_at).where(outbox.c.id == lost).scalar_subquery()
    await tx.connection.execute(
        update(tickets)
        .where(tickets.c.for_leads, tickets.c.closing_warned_at == written_at)
        .values(closing_warned_at=at)
    )
