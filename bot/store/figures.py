"""How the work goes, in figures.

They are read from the database rather than counted in memory: web and worker are separate processes,
either may run several times, and what a process counts is gone when it restarts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Column, Table, func, select

from bot.core.model import OPEN_STATES
from bot.store import impostors
from bot.store.engine import Transaction
from bot.store.tables import inbox, outbox, tickets

RECENT = timedelta(minutes=5)
MOST_ROWS = 5000
"""Of recent work only so much is looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits; `retrying` of it has been tried before. `dead_letters` have been given up."""

    pending: int
    oldest_seconds: float
    retrying: int
    dead_letters: int


@dataclass(frozen=True, slots=True)
class Durations:
    """How many seconds recent work took from its coming in to its end, waiting included."""

    count: int
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures at one moment; ages and durations are 0 where there is nothing to measure."""

    inbox: Queue
    outbox: Queue
    possible_duplicates: int
    handling: Durations
    sending: Durations
    open_tickets: int
    oldest_open_ticket_seconds: float
    undecided_reports: int


async def gather(tx: Transaction, now: datetime) -> Figures:
    """The figures of all processes together."""
    open_tickets, oldest_ticket = await _open_tickets(tx)
    return Figures(
        inbox=await _queue(tx, inbox, inbox.c.received_at, now),
        outbox=await _queue(tx, outbox, outbox.c.created_at, now),
        possible_duplicates=await _possible_duplicates(tx),
        handling=await _durations(tx, inbox.c.received_at, inbox.c.done_at, now),
        sending=await _durations(tx, outbox.c.created_at, outbox.c.sent_at, now),
        open_tickets=open_tickets,
        oldest_open_ticket_seconds=_age(oldest_ticket, now),
        undecided_reports=await impostors.undecided(tx),
    )


async def _queue(tx: Transaction, table: Table, came_in: Column[datetime], now: datetime) -> Queue:
    is_pending = table.c.state == "pending"
    found = await tx.connection.execute(
        select(
            func.count().filter(is_pending),
            func.min(came_in).filter(is_pending),
            func.count().filter(is_pending, table.c.attempts > 1),
            func.count().filter(table.c.state == "dead"),
        ).where(table.c.state.in_(("pending", "dead")))
    )
    pending, oldest, retrying, dead = found.one()
    return Queue(pending, _age(oldest, now), retrying, dead)


async def _possible_duplicates(tx: Transaction) -> int:
    return await tx.connection.scalar(select(func.count()).where(outbox.c.possible_duplicate)) or 0


async def _durations(
    tx: Transaction, start: Column[datetime], end: Column[datetime], now: datetime
) -> Durations:
    found = await tx.connection.execute(
        select(start, end).where(end >= now - RECENT).order_by(end.desc()).limit(MOST_ROWS)
    )
    seconds = sorted((ended - started).total_seconds() for started, ended in found)
    return Durations(len(seconds), _quantile(seconds, 0.5), _quantile(seconds, 0.99))


async def _open_tickets(tx: Transaction) -> tuple[int, datetime | None]:
    """How many there are, and since when the oldest."""
    found = await tx.connection.execute(
        select(func.count(), func.min(tickets.c.created_at)).where(tickets.c.state.in_(OPEN_STATES))
    )
    count, oldest = found.one()
    return count, oldest


def _age(since: datetime | None, now: datetime) -> float:
    """In seconds; 0 also where the clock of another machine is ahead of ours."""
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _quantile(seconds: list[float], part: float) -> float:
    """By nearest rank: a duration that really was."""
    return seconds[ceil(len(seconds) * part) - 1] if seconds else 0.0
