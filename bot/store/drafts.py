"""Answers that staff have written and not yet sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, insert, select, update

from bot.store.engine import Transaction
from bot.store.tables import drafts

State = Literal["open", "checking", "sent", "discarded"]
LIVE: tuple[State, ...] = ("open", "checking")
"""The states in which a draft may still be sent; in the second a colleague was asked to look at it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer, and the version of the ticket it was written against; `seen_at` is when that was so."""

    id: int
    ticket_number: int
    ticket_version: int
    staff_id: str
    text: str
    state: State
    at_desk: bool = False
    """Whether it was written on the web."""
    seen_at: datetime | None = field(default=None, compare=False)


async def add(tx: Transaction, ticket: int, version: int, staff_id: str, text: str, at: datetime) -> int:
    values = {
        "ticket_number": ticket,
        "ticket_version": version,
        "staff_id": staff_id,
        "sealed_text": tx.vault.seal(text),
        "state": "open",
        "created_at": at,
    }
    number = await tx.connection.scalar(insert(drafts).values(values).returning(drafts.c.id))
    return number or 0


async def find(tx: Transaction, draft_id: int) -> Draft | None:
    found = await tx.connection.execute(select(drafts).where(drafts.c.id == draft_id))
    row = found.one_or_none()
    return None if row is None else read(tx, row)


def read(tx: Transaction, row: Row[Any]) -> Draft:
    """The draft that a row of the table holds."""
    text = tx.vault.open(row.sealed_text) if row.sealed_text else ""
    whose = (row.id, row.ticket_number, row.ticket_version, row.staff_id)
    return Draft(*whose, text, row.state, bool(row.at_desk), row.created_at)


async def finish(tx: Transaction, draft_id: int, state: Literal["sent", "discarded"]) -> bool:
    """Close a draft and blank its text; False when it was closed before."""
    result: Any = await tx.connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.state.in_(LIVE))
        .values(state=state, sealed_text=None)
    )
    return bool(result.rowcount == 1)


async def erase(tx: Transaction, tickets: Collection[int]) -> None:
    """Discard the drafts for some tickets."""
    await tx.connection.execute(
        update(drafts)
        .where(drafts.c.ticket_number.in_(tickets), drafts.c.state.in_(LIVE))
        .values(state="discarded", sealed_text=None)
    )


async def see(tx: Transaction, draft_id: int, version: int) -> None:
    """The draft has been shown again against this version of the ticket."""
    await tx.connection.execute(update(drafts).where(drafts.c.id == draft_id).values(ticket_version=version))
