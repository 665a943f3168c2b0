"""Accounts that people reported, each once however many did, and what staff say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from bot.core.model import OPEN_STATES, StaffVerdict
from bot.store.engine import Transaction
from bot.store.lookups import lookup
from bot.store.tables import impostors, personal_values, reports, tickets
from bot.store.upsert import insert


@dataclass(frozen=True, slots=True)
class Impostor:
    """An account that was reported. It stands on the card of the ticket `ticket_number`.

    `decided_by` and `decided_name` are the member of staff who gave the verdict, `warned_by` who published
    the warning about it.
    """

    id: int
    ticket_number: int
    verdict: StaffVerdict | None
    decided_at: datetime | None
    decided_by: str | None
    decided_name: str | None
    warned_at: datetime | None
    warned_by: str | None
    first_reported_at: datetime


async def reported(tx: Transaction, account: str | None, ticket: int, at: datetime) -> tuple[Impostor, bool]:
    """The account as reported before, or now for the first time by this ticket (then True).

    None is an account that nothing tells from others: it is always another one. Nobody else changes the
    impostor before this transaction ends.
    """
    key = None if account is None else await lookup(tx, account)
    row = {"lookup": key, "ticket_number": ticket, "first_reported_at": at}
    statement = insert(tx, impostors).values(row).on_conflict_do_nothing(index_elements=["lookup"])
    made = await tx.connection.scalar(statement.returning(impostors.c.id))
    if made is not None:
        return await get(tx, made), True
    return (await _where(tx, impostors.c.lookup == key))[0], False


async def known(tx: Transaction, account: str) -> Impostor | None:
    """The account if it was reported before; nobody else changes it before this transaction ends."""
    found = await _where(tx, impostors.c.lookup == await lookup(tx, account))
    return found[0] if found else None


async def find(tx: Transaction, impostor_id: int) -> Impostor | None:
    """Nobody else changes it before this transaction ends."""
    found = await _where(tx, impostors.c.id == impostor_id)
    return found[0] if found else None


async def get(tx: Transaction, impostor_id: int) -> Impostor:
    found = await find(tx, impostor_id)
    if found is None:
        raise LookupError(f"no impostor {impostor_id}")
    return found


async def of_ticket(tx: Transaction, number: int) -> list[Impostor]:
    """Those that a ticket reports, in the order they were first reported."""
    theirs = select(reports.c.impostor_id).where(reports.c.ticket_number == number)
    return await _where(tx, impostors.c.id.in_(theirs))


async def decide(
    tx: Transaction,
    impostor_id: int,
    verdict: StaffVerdict,
    at: datetime,
    *,
    only_from: StaffVerdict | None,
    by: str,
    name: str,
) -> bool:
    """Give or change staff's verdict; False when somebody was quicker. Of ours there is no warning."""
    taken_back = {} if verdict == "not_ours" else {"warned_at": None, "warned_by": None}
    result: Any = await tx.connection.execute(
        update(impostors)
        .where(impostors.c.id == impostor_id, impostors.c.verdict.is_not_distinct_from(only_from))
        .values(verdict=verdict, decided_at=at, decided_by=by, decided_name=name, **taken_back)
    )
    return bool(result.rowcount == 1)


async def warn(tx: Transaction, impostor_id: int, at: datetime, by: str) -> bool:
    """Publish a warning; False when there is one, or staff have not said that it is not ours."""
    result: Any = await tx.connection.execute(
        update(impostors)
        .where(impostors.c.id == impostor_id, impostors.c.verdict == "not_ours")
        .where(impostors.c.warned_at.is_(None))
        .values(warned_at=at, warned_by=by)
    )
    return bool(result.rowcount == 1)


async def unwarn(tx: Transaction, impostor_id: int) -> bool:
    """Take the warning back; False when there is none."""
    result: Any = await tx.connection.execute(
        update(impostors)
        .where(impostors.c.id == impostor_id, impostors.c.warned_at.is_not(None))
        .values(warned_at=None, warned_by=None)
    )
    return bool(result.rowcount == 1)


async def warned(tx: Transaction, accounts: Iterable[str]) -> dict[str, datetime]:
    """Those of the accounts that a warning is published about, and since when."""
    standing = (impostors.c.warned_at.is_not(None), impostors.c.verdict == "not_ours")
    if await tx.connection.scalar(select(impostors.c.id).where(*standing).limit(1)) is None:
        return {}
    keys = {await lookup(tx, account): account for account in accounts}
    found = await tx.connection.execute(
        select(impostors.c.lookup, impostors.c.warned_at).where(impostors.c.lookup.in_(keys), *standing)
    )
    return {keys[row.lookup]: row.warned_at for row in found}


async def with_warning(tx: Transaction) -> list[Impostor]:
    """Those that a warning is published about, in the order they were first reported."""
    return await _where(tx, impostors.c.warned_at.is_not(None))


async def move(tx: Transaction, ids: Iterable[int], ticket: int) -> None:
    """From now on these stand on the card of another ticket."""
    await tx.connection.execute(
        update(impostors).where(impostors.c.id.in_(tuple(ids))).values(ticket_number=ticket)
    )


async def over(tx: Transaction, before: datetime) -> list[int]:
    """Those that nobody reported since a moment, and that stand on no open card."""
    latest = select(func.max(reports.c.reported_at)).where(reports.c.impostor_id == impostors.c.id)
    found = await tx.connection.scalars(
        select(impostors.c.id)
        .join(tickets, tickets.c.number == impostors.c.ticket_number)
        .where(tickets.c.state.not_in(OPEN_STATES), latest.scalar_subquery() < before)
        .order_by(impostors.c.id)
    )
    return list(found)


async def forget(tx: Transaction, ids: Collection[int]) -> None:
    """Delete these with all their reports, and the evidence that came with those alone."""
    reporting = select(reports.c.ticket_number).where(reports.c.ticket_number.is_not(None))
    these, others = (reports.c.impostor_id.in_(ids), reports.c.impostor_id.not_in(ids))
    number = personal_values.c.ticket_number
    alone = number.in_(reporting.where(these)) & number.not_in(reporting.where(others))
    evidence = (personal_values.c.state == "evidence", alone)
    await tx.connection.execute(delete(personal_values).where(*evidence))
    await tx.connection.execute(delete(reports).where(reports.c.impostor_id.in_(ids)))
    await tx.connection.execute(delete(impostors).where(impostors.c.id.in_(ids)))


async def undecided(tx: Transaction) -> int:
    """On how many staff have not given their verdict."""
    return (
        await tx.connection.scalar(
            select(func.count()).select_from(impostors).where(impostors.c.verdict.is_(None))
        )
        or 0
    )


async def _where(tx: Transaction, condition: ColumnElement[bool]) -> list[Impostor]:
    found = await tx.connection.execute(
        select(impostors).where(condition).order_by(impostors.c.id).with_for_update()
    )
    return [_impostor(row) for row in found]


def _impostor(row: Row[Any]) -> Impostor:
    return Impostor(**{name: getattr(row, name) for name in Impostor.__slots__})
