"""Personal data taken out of messages, sealed, until the person says whether staff may have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import personal_values, tickets

State = Literal["kept", "shared", "evidence"]
"""Kept until the person has decided; shared with staff; or what an impostor wrote, evidence of a case."""
REVEALABLE: tuple[State, ...] = ("shared", "evidence")


@dataclass(frozen=True, slots=True)
class Held:
    """A value that is held, without the value."""

    id: int
    kind: str
    state: State
    ticket_number: int | None
    said_at: datetime


async def keep(  # one keyword a column
    tx: Transaction,
    values: Iterable[tuple[str, str]],
    *,
    person: int,
    ticket: int | None,
    state: State,
    said_at: datetime,
) -> None:
    """Keep values, each by its kind. What belongs to no ticket can only await one, whatever else it is."""
    standing = state if ticket is not None else "kept"
    common = {"person_id": person, "ticket_number": ticket, "said_at": said_at, "state": standing}
    rows = [{**common, "kind": kind, "sealed_value": tx.vault.seal(value)} for kind, value in values]
    if rows:
        await tx.connection.execute(insert(personal_values), rows)


async def attach(tx: Transaction, person: int, said_at: datetime, ticket: int) -> None:
    """What was said at that moment, and answered without staff, belongs to this ticket from now on."""
    of_then = personal_values.c.said_at == said_at
    await tx.connection.execute(
        update(personal_values)
        .where(personal_values.c.person_id == person, of_then, personal_values.c.ticket_number.is_(None))
        .values(ticket_number=ticket)
    )


async def mark_evidence(tx: Transaction, person: int, ticket: int) -> None:
    """What is kept with this ticket was written by whom it reports."""
    mine = personal_values.c.person_id == person
    await tx.connection.execute(update(personal_values).where(mine, *_kept(ticket)).values(state="evidence"))


async def undecided(tx: Transaction, person: int, ticket: int) -> list[Held]:
    """What of a person's ticket nobody has decided about."""
    return await _where(tx, personal_values.c.person_id == person, *_kept(ticket))


async def share(tx: Transaction, person: int, ticket: int) -> int:
    """The person lets staff have what is kept with their ticket; gives how many values."""
    mine = personal_values.c.person_id == person
    return rows_changed(
        await tx.connection.execute(
            update(personal_values).where(mine, *_kept(ticket)).values(state="shared")
        )
    )


async def refuse(tx: Transaction, person: int, ticket: int) -> int:
    """Staff may not have it: erase it; gives how many values."""
    mine = personal_values.c.person_id == person
    return rows_changed(await tx.connection.execute(delete(personal_values).where(mine, *_kept(ticket))))


async def revealable(tx: Transaction, tickets: Collection[int]) -> list[Held]:
    """What staff may see of these tickets, oldest first."""
    its = personal_values.c.ticket_number.in_(tickets)
    return await _where(tx, its, personal_values.c.state.in_(REVEALABLE))


async def reveal(tx: Transaction, value_id: int) -> tuple[Held, str] | None:
    """A value that staff may see; None when there is none by this number (any more)."""
    its = (personal_values.c.id == value_id, personal_values.c.state.in_(REVEALABLE))
    found = await _where(tx, *its)
    sealed = await tx.connection.scalar(select(personal_values.c.sealed_value).where(*its))
    return (found[0], tx.vault.open(sealed)) if found and sealed else None


async def of_person(tx: Transaction, person: int) -> list[Held]:
    """Everything that is held of a person, oldest first."""
    return await _where(tx, personal_values.c.person_id == person)


async def erase_undecided(tx: Transaction, said_before: datetime) -> int:
    """Nobody said yes in time."""
    late = personal_values.c.said_at <= said_before
    return rows_changed(
        await tx.connection.execute(delete(personal_values).where(late, personal_values.c.state == "kept"))
    )


async def erase_of(tx: Transaction, person: int) -> int:
    """Erase what is held of a person, save evidence: that is not theirs."""
    mine = personal_values.c.person_id == person
    return rows_changed(
        await tx.connection.execute(
            delete(personal_values).where(mine, personal_values.c.state != "evidence")
        )
    )


async def erase_with(tx: Transaction, numbers: Collection[int]) -> None:
    """Erase what was kept with some tickets, save evidence."""
    its = personal_values.c.ticket_number.in_(numbers)
    await tx.connection.execute(delete(personal_values).where(its, personal_values.c.state != "evidence"))


async def erase_shared(tx: Transaction, ended_before: datetime) -> int:
    """Erase what was shared for tickets that ended before a moment."""
    ended = select(tickets.c.number).where(
        tickets.c.state.in_(("closed", "declined", "withdrawn")), tickets.c.updated_at < ended_before
    )
    its = personal_values.c.ticket_number.in_(ended)
    return rows_changed(
        await tx.connection.execute(delete(personal_values).where(its, personal_values.c.state == "shared"))
    )


def _kept(ticket: int) -> tuple[ColumnElement[bool], ...]:
    return personal_values.c.ticket_number == ticket, personal_values.c.state == "kept"


async def _where(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Held]:
    columns = (getattr(personal_values.c, name) for name in Held.__slots__)
    found = await tx.connection.execute(
        select(*columns).where(*conditions).order_by(personal_values.c.id).with_for_update()
    )
    return [Held(*row) for row in found]
