"""Tickets that staff have answered, found by the words of their questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Float, Select, Subquery, case, cast, func, literal, select

from bot.store.engine import Transaction
from bot.store.tables import messages, tickets

LOOKED_THROUGH: Final = 2000
"""Answered tickets, the newest: more would make whoever opens a page wait."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with staff's last answer to it, both redacted."""

    number: int
    language: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered, redacted."""

    number: int
    language: str
    question: str


async def candidates(
    tx: Transaction,
    words: Sequence[str],
    *,
    since: datetime,
    except_for: int,
    confidential: bool,
    most: int,
) -> list[Asked]:
    """The answered questions that have the most of some normalised words, the rarer ones counting more.

    One pass over the newest tickets: a word counts by how few of them have it.
    """
    if not words:
        return []
    has = {f"has{place}": _has(tx, word) for place, word in enumerate(words)}
    recent = _recent(since, except_for, confidential).subquery("recent")
    hits = select(recent.c.number, *(has[name](recent).label(name) for name in has)).cte("hits")
    totals = select(*(func.sum(hits.c[name]).label(name) for name in has)).subquery("totals")
    worth: ColumnElement[Any] = sum(
        (cast(hits.c[name], Float) / func.coalesce(func.nullif(totals.c[name], 0), 1) for name in has),
        start=literal(0.0),
    )
    best = await tx.connection.scalars(
        select(hits.c.number)
        .select_from(hits.join(totals, literal(True)))
        .where(worth > 0)
        .order_by(worth.desc(), hits.c.number.desc())
        .limit(most)
    )
    found = await tx.connection.execute(
        select(tickets.c.number, tickets.c.language, tickets.c.question)
        .where(tickets.c.number.in_(best.all()))
        .order_by(tickets.c.number.desc())
    )
    return [Asked(*row) for row in found]


def _recent(since: datetime, except_for: int, confidential: bool) -> Select[tuple[Any, ...]]:
    """From the newest on: to begin with their state, by its index, would mean to sort them all."""
    visible = () if confidential else (~tickets.c.for_leads,)
    return (
        select(tickets.c.number, tickets.c.search_text)
        .where(
            tickets.c.answered,
            tickets.c.state.not_in(("new", "claimed", "declined", "withdrawn")),
            tickets.c.kind == "question",
            tickets.c.updated_at >= since,
            tickets.c.erased_at.is_(None),
            tickets.c.number != except_for,
            *visible,
        )
        .order_by(tickets.c.number.desc())
        .limit(LOOKED_THROUGH)
    )


def _has(tx: Transaction, word: str) -> Callable[[Subquery], ColumnElement[int]]:
    """1 where a ticket has the word, else 0; quicker than LIKE, which looks at letters one by one."""
    place = func.strpos if tx.connection.dialect.name == "postgresql" else func.instr
    return lambda recent: case((place(recent.c.search_text, word) > 0, 1), else_=0)


async def last_answers(tx: Transaction, numbers: Collection[int]) -> dict[int, str]:
    """Staff's last answer to each of some tickets, as far as the conversation is still kept."""
    newest = (
        select(func.max(messages.c.id))
        .where(messages.c.ticket_number.in_(numbers), messages.c.author == "staff")
        .group_by(messages.c.ticket_number)
    )
    found = await tx.connection.execute(
        select(messages.c.ticket_number, messages.c.text).where(messages.c.id.in_(newest))
    )
    return {row.ticket_number: row.text for row in found}


async def find(tx: Transaction, number: int, *, confidential: bool) -> Answered | None:
    """One ticket that was answered, if it may be seen."""
    visible = () if confidential else (~tickets.c.for_leads,)
    this = (tickets.c.number == number, tickets.c.answered, tickets.c.erased_at.is_(None), *visible)
    found = await tx.connection.execute(
        select(tickets.c.number, tickets.c.language, tickets.c.question).where(*this)
    )
    row = found.one_or_none()
    said = await last_answers(tx, [number]) if row else {}
    return Answered(*row, said[number]) if row and number in said else None
