"""How many matters wait for staff, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, false, func, select

from bot.core.model import OPEN_STATES
from bot.store import reports
from bot.store.engine import Transaction
from bot.store.tables import impostors, inbox, jobs, outbox, requests, tickets


@dataclass(frozen=True, slots=True)
class Counts:
    """Tickets by their state; demands about personal data by when they are due.

    `confidential` are those that wait for an answer; they are not counted among the others.
    """

    waiting: int
    taken: int
    answered: int
    overdue: int
    due_soon: int
    accounts: int
    dead_letters: int
    confidential: int


async def gather(tx: Transaction, now: datetime, soon: datetime, *, confidential_apart: bool) -> Counts:
    """`soon` is the moment until which a demand is due soon."""
    its_state = tickets.c.state
    apart = tickets.c.for_leads if confidential_apart else false()
    found = await tx.connection.execute(
        select(
            func.count().filter(its_state == "new", ~apart),
            func.count().filter(its_state == "claimed", ~apart),
            func.count().filter(its_state == "answered", ~apart),
            func.count().filter(its_state.in_(("new", "claimed")), apart),
        ).where(its_state.in_(OPEN_STATES), ~reports.without_a_card(tickets.c.number))
    )
    waiting, taken, answered, confidential = found.one()
    overdue, due_soon = await _due(tx, now, soon)
    dead = sum([await _dead(tx, table) for table in (inbox, outbox, jobs)])
    return Counts(waiting, taken, answered, overdue, due_soon, await _accounts(tx), dead, confidential)


async def _due(tx: Transaction, now: datetime, soon: datetime) -> tuple[int, int]:
    found = await tx.connection.execute(
        select(
            func.count().filter(requests.c.due_at < now),
            func.count().filter(requests.c.due_at >= now, requests.c.due_at < soon),
        ).where(requests.c.done_at.is_(None), requests.c.ticket_number.is_not(None))
    )
    overdue, due_soon = found.one()
    return overdue, due_soon


async def _accounts(tx: Transaction) -> int:
    """Those on open cards of which staff have not said whose they are."""
    return (
        await tx.connection.scalar(
            select(func.count())
            .select_from(impostors)
            .join(tickets, tickets.c.number == impostors.c.ticket_number)
            .where(impostors.c.verdict.is_(None), tickets.c.state.in_(OPEN_STATES))
        )
        or 0
    )


async def _dead(tx: Transaction, table: Table) -> int:
    return await tx.connection.scalar(select(func.count()).where(table.c.state == "dead")) or 0
