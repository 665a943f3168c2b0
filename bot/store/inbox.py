"""Raw updates, kept before they are acknowledged and until they are handled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Integer, Select, bindparam, delete, func, or_, select

from bot.store import leases
from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.leases import Lease
from bot.store.tables import UtcDateTime, inbox
from bot.store.upsert import insert

MAX_ATTEMPTS = 5
AT_ONCE = 50
"""Updates taken up together: one commit for all of them."""


class Update(Protocol):
    """An update as its channel numbered it; `chat` is "" when it belongs to none."""

    @property
    def update_id(self) -> int: ...
    @property
    def chat(self) -> str: ...
    @property
    def payload(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update taken up; `attempts` counts this one."""

    id: int
    channel: str
    update_id: int
    chat: str
    sealed_payload: bytes
    attempts: int

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS

    @property
    def is_spent(self) -> bool:
        """All attempts were made, and the last one did not even fail: it ended the process."""
        return self.attempts > MAX_ATTEMPTS


async def add(tx: Transaction, channel: str, updates: Iterable[Update], at: datetime) -> None:
    """Keep raw updates; the same one twice is kept once."""
    rows = [
        {
            "channel": channel,
            "update_id": update.update_id,
            "chat": update.chat,
            "sealed_payload": tx.vault.seal(update.payload),
            "state": "pending",
            "attempts": 0,
            "received_at": at,
        }
        for update in updates
    ]
    if rows:
        await tx.connection.execute(insert(tx, inbox).on_conflict_do_nothing(), rows)


async def claim(tx: Transaction, channel: str, lease: Lease, limit: int = AT_ONCE) -> list[InboxRow]:
    """Take up what waits: of each chat only the oldest, so that order holds where one must wait.

    One that was taken up before and not finished is taken up alone: if it ends the process again, no other
    one loses an attempt by it.
    """
    found = (await tx.connection.execute(_WAITING, {"on": channel, "now": lease.now, "most": limit})).all()
    if found and found[0].attempts:
        found = found[:1]
    rows = [row for row in found if not row.attempts] or found
    if rows:
        await leases.take(tx, inbox, [row.id for row in rows], lease)
    return [InboxRow(r.id, channel, r.update_id, r.chat, r.sealed_payload, r.attempts + 1) for r in rows]


def _waiting() -> Select[tuple[int, int, str, bytes, int]]:
    """Asked for with the least number of a chat: PostgreSQL takes "none older" for a join of all with all."""
    now = bindparam("now", type_=UtcDateTime)
    older = inbox.alias("older")
    oldest = (
        select(func.min(older.c.update_id))
        .where(older.c.state == "pending", older.c.channel == bindparam("on"), older.c.chat == inbox.c.chat)
        .scalar_subquery()
    )
    return (
        select(inbox.c.id, inbox.c.update_id, inbox.c.chat, inbox.c.sealed_payload, inbox.c.attempts)
        .where(inbox.c.state == "pending", inbox.c.channel == bindparam("on"))
        .where(inbox.c.update_id == oldest, leases.is_free(inbox, now))
        .where(or_(inbox.c.not_before.is_(None), inbox.c.not_before <= now))
        .order_by(inbox.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


_WAITING = _waiting()


async def done(tx: Transaction, rows: Collection[InboxRow], owner: int, at: datetime) -> None:
    """Mark as handled, and keep no more than its number. LeaseLost when another worker has taken one over."""
    blank = {"chat": "", "sealed_payload": None, "error": None, "not_before": None}
    await leases.finish(tx, inbox, [row.id for row in rows], owner, state="done", done_at=at, **blank)


async def retry(tx: Transaction, row: InboxRow, owner: int, error: str, not_before: datetime) -> None:
    """Again, not before this time."""
    await leases.finish(tx, inbox, [row.id], owner, error=error, not_before=not_before)


async def set_aside(tx: Transaction, row: InboxRow, owner: int, error: str) -> None:
    """A dead letter: kept, still sealed, until somebody has it tried again or its time is over."""
    await leases.finish(tx, inbox, [row.id], owner, state="dead", error=error)


async def put_off(tx: Transaction, row: InboxRow, owner: int, not_before: datetime) -> None:
    """Not now: something outside did not answer. This is no attempt."""
    await leases.finish(tx, inbox, [row.id], owner, attempts=inbox.c.attempts - 1, not_before=not_before)


async def leave(tx: Transaction, owner: int) -> None:
    """What we took up and could not finish because of the database waits again."""
    await leases.leave(tx, inbox, owner)


async def free(tx: Transaction, alive: Collection[int]) -> int:
    """Let the work of dead workers be taken up again at once; gives how many updates that were."""
    return await leases.free(tx, inbox, alive)


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was handled before a moment."""
    old = (inbox.c.state == "done", inbox.c.done_at < before)
    return rows_changed(await tx.connection.execute(delete(inbox).where(*old)))


async def erase_dead(tx: Transaction, channel: str, chat: str) -> int:
    """Delete what of a chat could not be handled; gives how many updates."""
    dead = (inbox.c.state == "dead", inbox.c.channel == channel, inbox.c.chat == chat)
    return rows_changed(await tx.connection.execute(delete(inbox).where(*dead)))


async def pending(tx: Transaction) -> int:
    count = await tx.connection.scalar(
        select(func.count()).select_from(inbox).where(inbox.c.state == "pending")
    )
    return count or 0


def letter(row_id: int) -> str:
    """The name of a dead letter of the inbox, for people."""
    return f"in-{row_id}"
