"""Updates, messages and jobs that were given up: kept sealed, so that they can be tried again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, or_, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import LONGEST_NUMBER, inbox, jobs, outbox, tickets

_TABLES = {
    "in": (inbox, inbox.c.received_at),
    "out": (outbox, outbox.c.created_at),
    "job": (jobs, jobs.c.created_at),
}


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One of the inbox (in-12), the outbox (out-7) or the jobs (job-3); never its content.

    `purpose` is what a message was for, or the name of a job; a message may belong to a ticket.
    """

    name: str
    at: datetime
    error: str
    purpose: str = ""
    ticket_number: int | None = None

    @property
    def kind(self) -> str:
        """ "in", "out" or "job"."""
        return self.name.partition("-")[0]


async def listed(tx: Transaction, *, confidential: bool = True) -> list[DeadLetter]:
    """All dead letters, the inbox's first, oldest first; those of confidential tickets unless left out."""
    return [letter for kind in _TABLES for letter in await _of(tx, kind, confidential)]


async def _of(tx: Transaction, kind: str, confidential: bool) -> Iterable[DeadLetter]:
    table, at = _TABLES[kind]
    number = outbox.c.ticket_number if kind == "out" else null()
    purpose = {"in": null(), "out": outbox.c.purpose, "job": jobs.c.name}[kind]
    shown = select(
        table.c.id, at.label("at"), table.c.error, purpose.label("purpose"), number.label("ticket")
    )
    dead = shown.where(table.c.state == "dead").order_by(table.c.id)
    if kind == "out" and not confidential:
        dead = dead.outerjoin(tickets, tickets.c.number == outbox.c.ticket_number)
        dead = dead.where(or_(tickets.c.number.is_(None), tickets.c.for_leads.is_(False)))
    return [
        DeadLetter(f"{kind}-{row.id}", row.at, row.error or "", row.purpose or "", row.ticket)
        for row in await tx.connection.execute(dead)
    ]


async def revive(tx: Transaction, name: str) -> bool:
    """Have a dead letter tried again from its first attempt on; False when there is none by this name."""
    kind, _, number = name.partition("-")
    if kind not in _TABLES or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return False
    table, _ = _TABLES[kind]
    at_once = {} if kind == "job" else {"not_before": None}
    result: Any = await tx.connection.execute(
        update(table)
        .where(table.c.id == int(number), table.c.state == "dead")
        .values(state="pending", attempts=0, **at_once)
    )
    return bool(result.rowcount)


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete updates, the content of messages, and jobs given up that came in before a moment.

    A message's row stays: it tells what was not delivered.
    """
    updates = (inbox.c.state == "dead", inbox.c.received_at < before)
    planned = (jobs.c.state == "dead", jobs.c.created_at < before)
    deleted = [
        await tx.connection.execute(delete(table).where(*old))
        for table, old in ((inbox, updates), (jobs, planned))
    ]
    messages = await tx.connection.execute(
        update(outbox)
        .where(outbox.c.state == "dead", outbox.c.created_at < before)
        .values(state="forgotten", sealed_payload=None)
    )
    return sum(rows_changed(result) for result in (*deleted, messages))
