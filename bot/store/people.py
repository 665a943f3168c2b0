"""The person behind a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import messages, people, personal_values, reports, requests, tickets
from bot.store.upsert import insert


@dataclass(frozen=True, slots=True)
class Person:
    """Who we talk to; `turn` is the last turn as JSON."""

    id: int
    channel: str
    address: str
    language: str | None
    language_chosen: bool
    turn: str | None
    blocked: bool
    is_erased: bool
    since: datetime


_AT_ADDRESS = (
    select(people)
    .where(people.c.channel == bindparam("on"), people.c.address == bindparam("at"))
    .with_for_update()
)
_REFERRING = tuple(t.c.person_id for t in (tickets, messages, requests, reports, personal_values))
_CHANGE = update(people).where(people.c.id == bindparam("person"))


async def get(tx: Transaction, channel: str, address: str, at: datetime) -> Person:
    """The person at an address, made when new; nobody else changes them before this transaction ends."""
    where = {"on": channel, "at": address}
    found = (await tx.connection.execute(_AT_ADDRESS, where)).one_or_none()
    if found is None:
        row = {"channel": channel, "address": address, "language_chosen": False, "created_at": at}
        await tx.connection.execute(insert(tx, people).on_conflict_do_nothing(), row)
        found = (await tx.connection.execute(_AT_ADDRESS, where)).one()
    return _person(tx, found)


async def by_id(tx: Transaction, person_id: int) -> Person:
    found = await tx.connection.execute(select(people).where(people.c.id == person_id))
    return _person(tx, found.one())


async def remember(tx: Transaction, person_id: int, language: str, chosen: bool, turn: str | None) -> None:
    values = {
        "person": person_id,
        "language": language,
        "language_chosen": chosen,
        "sealed_turn": tx.vault.seal(turn) if turn else None,
    }
    await tx.connection.execute(_CHANGE, values)


async def erase(tx: Transaction, person_id: int, name: str, at: datetime) -> None:
    """Keep of a person that they were erased, under a name that tells nothing of them."""
    nobody: dict[str, Any] = {
        "address": name,
        "language": None,
        "language_chosen": False,
        "sealed_turn": None,
        "blocked_at": None,
        "created_at": at,
        "erased_at": at,
    }
    await tx.connection.execute(update(people).where(people.c.id == person_id).values(nobody))


async def unheard(tx: Transaction, before: datetime) -> list[Person]:
    """The people who first wrote before a moment, and of whom nothing is kept any more."""
    said = select(messages.c.id).where(messages.c.person_id == people.c.id)
    asked = select(tickets.c.number).where(tickets.c.person_id == people.c.id, tickets.c.erased_at.is_(None))
    found = await tx.connection.execute(
        select(people)
        .where(people.c.created_at < before, people.c.erased_at.is_(None), ~said.exists(), ~asked.exists())
        .order_by(people.c.id)
        .with_for_update()
    )
    return [_person(tx, row) for row in found]


async def forget_erased(tx: Transaction, before: datetime) -> int:
    """Delete what proves that people were erased before a moment, where nothing refers to it any more."""
    held = [select(1).where(column == people.c.id).exists() for column in _REFERRING]
    old = delete(people).where(people.c.erased_at < before, *(~one for one in held))
    return rows_changed(await tx.connection.execute(old))


async def set_blocked(tx: Transaction, channel: str, address: str, at: datetime | None) -> int | None:
    """Note that the person blocked the bot, or no longer does; the person's id when we know them."""
    where = (people.c.channel == channel, people.c.address == address)
    await tx.connection.execute(update(people).where(*where).values(blocked_at=at))
    return await tx.connection.scalar(select(people.c.id).where(*where))


def _person(tx: Transaction, row: Row[Any]) -> Person:
    turn = tx.vault.open(row.sealed_turn) if row.sealed_turn else None
    return Person(
        row.id,
        row.channel,
        row.address,
        row.language,
        row.language_chosen,
        turn,
        row.blocked_at is not None,
        row.erased_at is not None,
        row.created_at,
    )
