"""Finding tickets, a page at a time: those that wait; by state, kind, language, person and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, select

from bot.core.model import OPEN_STATES, TicketState
from bot.store import tickets
from bot.store.containing import contains
from bot.store.engine import Transaction
from bot.store.tables import requests
from bot.store.tables import tickets as t
from bot.store.tickets import Ticket

Standing = Literal["waiting", "open", "ended", "all"] | TicketState
"""How a ticket must stand to be found: waiting for staff, not ended, ended, any, or in one state."""
OLDEST_FIRST: frozenset[Standing] = frozenset({"waiting", "open", *OPEN_STATES})
MOST_COUNTED = 1000
LONGEST = 20_000
"""Characters of a ticket that are searched in."""
_BEGINNING = 400
_demand = requests.alias("demand")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets are looked for; `words` are normalised, and each must occur.

    `mine` is the member of staff who has them. Without `confidential` those for leads are not there.
    """

    standing: Standing = "waiting"
    kind: str | None = None
    language: str | None = None
    mine: str | None = None
    person: int | None = None
    words: tuple[str, ...] = ()
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A ticket in a list: of its question the beginning."""

    number: int
    person_id: int
    state: TicketState
    kind: str
    urgent: bool
    for_leads: bool
    language: str
    question: str
    claimed_by: str | None
    claimed_name: str | None
    answered: bool
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None
    due_at: datetime | None
    done_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the tickets found, `total` in all, or `at_least` so many.

    `next` and `previous` are the numbers with which those pages begin.
    """

    rows: tuple[Listed, ...]
    total: int
    at_least: bool
    next: int | None
    previous: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tickets wait, are somebody's own, are open, have ended."""

    waiting: int
    mine: int
    open: int
    ended: int


def adding(words: str) -> ColumnElement[str]:
    """What a ticket is searched by, with more words to it."""
    return func.substr(t.c.search_text + " " + words, 1, LONGEST)


async def page(
    tx: Transaction,
    wanted: Wanted,
    size: int,
    begin: int | None = None,
    total: int | None = None,
    most: int = MOST_COUNTED,
) -> Page:
    """A page of what is wanted, from the ticket `begin` on: open ones oldest first, others newest first.

    `total` where it is known already; else no more than `most` are counted: nobody goes through them.
    """
    if total is not None:
        return await _page_from(tx, wanted, size, begin, Page((), total, False, None, None))
    upwards = wanted.standing in OLDEST_FIRST
    top = _by_number(select(t.c.number).where(*_conditions(wanted)), upwards).limit(most)
    numbers = (await tx.connection.scalars(top)).all()
    at_least = len(numbers) == most
    earlier = 0 if begin is None else sum(n < begin if upwards else n > begin for n in numbers)
    if at_least and earlier + size >= most:
        return await _page_from(tx, wanted, size, begin, Page((), most, at_least, None, None))
    rows = await _rows(tx, numbers[earlier : earlier + size], upwards)
    rest = numbers[earlier + size :]
    previous = numbers[max(earlier - size, 0)] if earlier else None
    return Page(tuple(rows), len(numbers), at_least, rest[0] if rest else None, previous)


async def _page_from(tx: Transaction, wanted: Wanted, size: int, begin: int | None, counted: Page) -> Page:
    """The rows of one page and no more, where it is known how many there are."""
    upwards = wanted.standing in OLDEST_FIRST
    found = [_listed(row) for row in await tx.connection.execute(_ordered(wanted, upwards, begin, size + 1))]
    previous = await _previous(tx, wanted, size, begin) if begin is not None else None
    further = found[size].number if len(found) > size else None
    return replace(counted, rows=tuple(found[:size]), next=further, previous=previous)


async def _rows(tx: Transaction, numbers: Sequence[int], upwards: bool) -> list[Listed]:
    query = _by_number(_select(_BEGINNING).where(t.c.number.in_(numbers)), upwards)
    return [_listed(row) for row in await tx.connection.execute(query)] if numbers else []


async def _previous(tx: Transaction, wanted: Wanted, size: int, begin: int) -> int | None:
    """Where the page before begins."""
    upwards = wanted.standing in OLDEST_FIRST
    before = _from(begin - 1 if upwards else begin + 1, not upwards)
    query = _by_number(select(t.c.number).where(*_conditions(wanted), before), not upwards).limit(size)
    numbers = (await tx.connection.scalars(query)).all()
    return numbers[-1] if numbers else None


async def count(tx: Transaction, wanted: Wanted) -> int:
    """How many there are."""
    return await tx.connection.scalar(select(func.count()).select_from(t).where(*_conditions(wanted))) or 0


async def everything(tx: Transaction, wanted: Wanted) -> list[Listed]:
    """All that is wanted, in the order of the pages, with the whole questions."""
    upwards = wanted.standing in OLDEST_FIRST
    return [_listed(row) for row in await tx.connection.execute(_ordered(wanted, upwards, None, None))]


async def one(tx: Transaction, number: int, *, confidential: bool) -> Ticket | None:
    """A ticket to be looked at: unlike `tickets.find` it keeps nobody from changing it."""
    found = await tx.connection.execute(select(t).where(t.c.number == number, *_visible(confidential)))
    row = found.one_or_none()
    return Ticket(**{name: getattr(row, name) for name in Ticket.__slots__}) if row else None


async def with_numbers(tx: Transaction, numbers: Collection[int], *, confidential: bool) -> list[Listed]:
    """These tickets as a list shows them, oldest first."""
    query = _select(_BEGINNING).where(t.c.number.in_(numbers), *_visible(confidential))
    return [_listed(row) for row in await tx.connection.execute(_by_number(query, True))]


async def counts(tx: Transaction, staff_id: str, *, confidential: bool) -> Counts:
    """How many there are for a member of staff, in each view."""
    shown = Wanted(confidential=confidential)
    waiting = await count(tx, shown)
    mine = await count(tx, replace(shown, standing="open", mine=staff_id))
    by_state = await _by_state(tx)
    if not confidential:
        by_state.subtract(await _by_state(tx, t.c.for_leads))
    still_open = sum(by_state[state] for state in OPEN_STATES)
    return Counts(waiting, mine, still_open, by_state.total() - still_open)


async def _by_state(tx: Transaction, *conditions: ColumnElement[bool]) -> Counter[str]:
    found = await tx.connection.execute(
        select(t.c.state, func.count()).where(*conditions).group_by(t.c.state)
    )
    return Counter({row[0]: row[1] for row in found})


def _ordered(wanted: Wanted, upwards: bool, begin: int | None, most: int | None) -> Select[tuple[Any, ...]]:
    query = _select(_BEGINNING if most else None).where(*_conditions(wanted))
    if begin is not None:
        query = query.where(_from(begin, upwards))
    return _by_number(query, upwards).limit(most)


def _select(beginning: int | None) -> Select[tuple[Any, ...]]:
    question = t.c.question if beginning is None else func.substr(t.c.question, 1, beginning)
    others: dict[str, Any] = {"question": question.label("question")}
    others |= {name: _demand.c[name] for name in ("due_at", "done_at")}
    columns = [others[name] if name in others else t.c[name] for name in Listed.__slots__]
    return select(*columns).select_from(t.outerjoin(_demand, _demand.c.ticket_number == t.c.number))


def _by_number(query: Select[Any], upwards: bool) -> Select[Any]:
    return query.order_by(t.c.number if upwards else t.c.number.desc())


def _from(number: int, upwards: bool) -> ColumnElement[bool]:
    return t.c.number >= number if upwards else t.c.number <= number


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [*_stands(wanted.standing), *_visible(wanted.confidential)]
    if wanted.kind is not None:
        conditions.append(t.c.kind == wanted.kind)
    if wanted.language is not None:
        conditions.append(t.c.language == wanted.language)
    if wanted.mine is not None:
        conditions.append(t.c.claimed_by == wanted.mine)
    if wanted.person is not None:
        conditions.append(t.c.person_id == wanted.person)
    conditions += [contains(t.c.search_text, word) for word in wanted.words]
    return conditions


def _stands(standing: Standing) -> list[ColumnElement[bool]]:
    if standing == "all":
        return []
    if standing == "waiting":
        return [tickets.waits()]
    if standing == "ended":  # in no index: the newest are found by number, not by sorting all of them
        return [t.c.state.not_in(OPEN_STATES)]
    return [t.c.state.in_(OPEN_STATES if standing == "open" else (standing,))]


def _visible(confidential: bool) -> list[ColumnElement[bool]]:
    return [] if confidential else [~t.c.for_leads]


def _listed(row: Row[Any]) -> Listed:
    return Listed(**{name: getattr(row, name) for name in Listed.__slots__})
