"""Updates and messages that were given up: kept sealed, so that they can be tried again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import LONGEST_NUMBER, inbox, outbox

_TABLES = {"in": (inbox, inbox.c.received_at), "out": (outbox, outbox.c.created_at)}


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One of the inbox (in-12) or the outbox (out-7); never its content."""

    name: str
    at: datetime
    error: str


async def listed(tx: Transaction) -> list[DeadLetter]:
    """All dead letters, the inbox's first, oldest first."""
    return [letter for kind in _TABLES for letter in await _of(tx, kind)]


async def _of(tx: Transaction, kind: str) -> Iterable[DeadLetter]:
    table, at = _TABLES[kind]
    found = await tx.connection.execute(
        select(table.c.id, at.label("at"), table.c.error).where(table.c.state == "dead").order_by(table.c.id)
    )
    return [DeadLetter(f"{kind}-{row.id}", row.at, row.error or "") for row in found]


async def revive(tx: Transaction, name: str) -> bool:
    """Have a dead letter tried again from its first attempt on; False when there is none by this name."""
    kind, _, number = name.partition("-")
    if kind not in _TABLES or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return False
    table, _ = _TABLES[kind]
    result: Any = await tx.connection.execute(
        update(table)
        .where(table.c.id == int(number), table.c.state == "dead")
        .values(state="pending", attempts=0, not_before=None)
    )
    return bool(result.rowcount)


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete updates, and the content of messages, given up that came in before a moment.

    A message's row stays: it tells what was not delivered.
    """
    dead = (inbox.c.state == "dead", inbox.c.received_at < before)
    updates = await tx.connection.execute(delete(inbox).where(*dead))
    messages = await tx.connection.execute(
        update(outbox)
        .where(outbox.c.state == "dead", outbox.c.created_at < before)
        .values(state="forgotten", sealed_payload=None)
    )
    return rows_changed(updates) + rows_changed(messages)
