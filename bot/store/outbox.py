"""Messages to be delivered, written in the transaction that decides them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.store import leases
from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.leases import Lease, LeaseLost
from bot.store.tables import UtcDateTime, outbox, tickets

_INSERT = insert(outbox)

FAREWELL = "farewell"
"""The purpose of the last messages into a chat of which nothing is kept, not even that they were sent."""
TOAST = "toast"
"""The purpose of an answer to the press of a button."""
MAX_ATTEMPTS = 300
"""Tries before a message is given up: with five minutes between them about a day."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message taken up to be sent; `attempts` counts this one."""

    id: int
    channel: str
    chat: str
    purpose: str
    ticket_number: int | None
    sealed_payload: bytes
    attempts: int

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Sent:
    """What one of our delivered messages was for."""

    purpose: str
    ticket_number: int | None
    draft_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message nobody has begun to send."""

    id: int
    purpose: str
    ticket_number: int | None
    payload: str


async def add(  # noqa: PLR0913  # one keyword a column
    tx: Transaction,
    *,
    channel: str,
    chat: str,
    key: str,
    purpose: str,
    payload: str,
    at: datetime,
    ticket: int | None = None,
    draft: int | None = None,
) -> int:
    """Queue a message; gives its id. `key` says what it is for, once: another with it is an error."""
    row = {
        "channel": channel,
        "chat": chat,
        "key": key,
        "purpose": purpose,
        "ticket_number": ticket,
        "draft_id": draft,
        "sealed_payload": tx.vault.seal(payload),
        "state": "pending",
        "attempts": 0,
        "possible_duplicate": False,
        "created_at": at,
    }
    added = (await tx.connection.execute(_INSERT, row)).inserted_primary_key
    return added[0] if added else 0


async def claim(
    tx: Transaction, channel: str, lease: Lease, limit: int, *, except_chats: Collection[str] = ()
) -> list[OutboxRow]:
    """Take up what may be sent now, oldest first: of each chat only the oldest, so that order holds.

    The answer to a press is worth something only at once: it does not wait behind messages.
    """
    wanted = {"on": channel, "now": lease.now, "most": limit, "closed": list(except_chats)}
    found = (await tx.connection.execute(_WAITING, wanted)).all()
    if found:
        await leases.take(tx, outbox, [row.id for row in found], lease)
    return [
        OutboxRow(r.id, r.channel, r.chat, r.purpose, r.ticket_number, r.sealed_payload, r.attempts + 1)
        for r in found
    ]


def _waiting() -> Select[tuple[Any, ...]]:
    """As in the inbox; the answers to presses are a line of their own."""
    now = bindparam("now", type_=UtcDateTime)
    older = outbox.alias("older")
    oldest = (
        select(func.min(older.c.id))
        .where(older.c.state == "pending", older.c.channel == bindparam("on"), older.c.chat == outbox.c.chat)
        .where((older.c.purpose == TOAST) == (outbox.c.purpose == TOAST))
        .scalar_subquery()
    )
    return (
        select(outbox)
        .where(outbox.c.state == "pending", outbox.c.channel == bindparam("on"), outbox.c.id == oldest)
        .where(leases.is_free(outbox, now))
        .where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
        .where(or_(outbox.c.purpose == TOAST, outbox.c.chat.not_in(bindparam("closed", expanding=True))))
        .order_by(outbox.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


_WAITING = _waiting()
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "pending")
    .where(outbox.c.leased_by == bindparam("owner"))
    .values(
        state="sent",
        message_id=bindparam("message"),
        sealed_payload=None,
        sent_at=bindparam("at"),
        leased_by=None,
        leased_until=None,
        not_before=None,
        error=None,
    )
)
_SENT_AS_IT_IS = _SENT.where(outbox.c.sealed_payload == bindparam("payload"))


async def sent(tx: Transaction, row: OutboxRow, owner: int, message_id: int | None, at: datetime) -> bool:
    """Mark as delivered and blank the text; True when a newer text had overtaken the one that was sent.

    LeaseLost when another sender has taken it over.
    """
    if row.purpose == FAREWELL:
        await _leave_no_trace(tx, row, owner)
        return False
    values = _sent_values(row, owner, message_id, at)
    as_it_is: Any = await tx.connection.execute(_SENT_AS_IT_IS, values)
    if as_it_is.rowcount == 1:
        return False
    overtaken: Any = await tx.connection.execute(_SENT, values)
    if overtaken.rowcount != 1:
        raise LeaseLost(f"outbox {row.id}")
    return True


async def all_sent(
    tx: Transaction, rows: Sequence[tuple[OutboxRow, int | None]], owner: int, at: datetime
) -> None:
    """Many at once, each with its message's id. LeaseLost unless all are ours and none was overtaken."""
    for row in (row for row, _ in rows if row.purpose == FAREWELL):
        await _leave_no_trace(tx, row, owner)
    values = [_sent_values(row, owner, number, at) for row, number in rows if row.purpose != FAREWELL]
    if values:
        changed: Any = await tx.connection.execute(_SENT_AS_IT_IS, values)
        if changed.rowcount != len(values):
            raise LeaseLost("outbox: one of many")


def _sent_values(row: OutboxRow, owner: int, message_id: int | None, at: datetime) -> dict[str, Any]:
    given = {"row": row.id, "owner": owner, "payload": row.sealed_payload}
    return {**given, "message": message_id, "at": at}


async def retry(
    tx: Transaction, row: OutboxRow, owner: int, not_before: datetime, error: str, *, unsure: bool = False
) -> None:
    """Again, not before this time; `unsure` when it may have been delivered all the same."""
    duplicate = {"possible_duplicate": True} if unsure else {}
    await leases.finish(tx, outbox, [row.id], owner, not_before=not_before, error=error, **duplicate)


async def put_off(tx: Transaction, row: OutboxRow, owner: int, not_before: datetime, reason: str) -> None:
    """Not before this time; this is no attempt."""
    await leases.finish(
        tx, outbox, [row.id], owner, attempts=outbox.c.attempts - 1, not_before=not_before, error=reason
    )


async def set_aside(tx: Transaction, row: OutboxRow, owner: int, error: str) -> None:
    """A dead letter: kept, still sealed, until somebody has it tried again or its time is over.

    The answer to a press is worth nothing later, and may be a value that was for one pair of eyes.
    """
    if row.purpose in {FAREWELL, TOAST}:
        await _leave_no_trace(tx, row, owner)
        return
    await leases.finish(tx, outbox, [row.id], owner, state="dead", error=error)


async def _leave_no_trace(tx: Transaction, row: OutboxRow, owner: int) -> None:
    ours = (outbox.c.id == row.id, outbox.c.state == "pending", outbox.c.leased_by == owner)
    if rows_changed(await tx.connection.execute(delete(outbox).where(*ours))) != 1:
        raise LeaseLost(f"outbox {row.id}")


async def leave(tx: Transaction, channel: str, owner: int, except_ids: Collection[int]) -> None:
    """What we took up and, because of the database, never learned of waits again."""
    await leases.leave(tx, outbox, owner, except_ids, outbox.c.channel == channel)


async def free(tx: Transaction, channel: str, alive: Collection[int]) -> int:
    """Let what dead senders were sending be sent again: it may have arrived. Gives how many that were."""
    return await leases.free(tx, outbox, alive, outbox.c.channel == channel, possible_duplicate=True)


async def hurry(tx: Transaction, chat: str) -> None:
    """What was put off for a chat may go out now."""
    await tx.connection.execute(
        update(outbox).where(outbox.c.chat == chat, outbox.c.state == "pending").values(not_before=None)
    )


async def replace_pending(tx: Transaction, ticket: int, purpose: str, payload: str) -> bool:
    """Bring a message that has not left yet up to date; False when there is none."""
    result: Any = await tx.connection.execute(
        update(outbox)
        .where(outbox.c.ticket_number == ticket, outbox.c.purpose == purpose, outbox.c.state == "pending")
        .values(sealed_payload=tx.vault.seal(payload))
    )
    return bool(result.rowcount)


async def delivered(tx: Transaction, ticket: int, *purposes: str) -> list[tuple[str, int]]:
    """Chat and message id of the delivered messages of a ticket for these purposes, oldest first."""
    found = await tx.connection.execute(
        select(outbox.c.chat, outbox.c.message_id)
        .where(outbox.c.ticket_number == ticket, outbox.c.purpose.in_(purposes))
        .where(outbox.c.message_id.is_not(None))
        .order_by(outbox.c.id)
    )
    return [(r.chat, r.message_id) for r in found]


async def shown(tx: Transaction, tickets: Collection[int], *purposes: str) -> list[int]:
    """Those of the tickets for which there are messages for these purposes, delivered or waiting."""
    found = await tx.connection.scalars(
        select(outbox.c.ticket_number)
        .distinct()
        .where(outbox.c.ticket_number.in_(tickets), outbox.c.purpose.in_(purposes))
        .where(or_(outbox.c.state == "pending", outbox.c.message_id.is_not(None)))
        .order_by(outbox.c.ticket_number)
    )
    return [number for number in found if number is not None]


async def what_was(tx: Transaction, channel: str, chat: str, message_id: int) -> Sent | None:
    """What one of our messages was for, by where it stands."""
    found = await tx.connection.execute(
        select(outbox.c.purpose, outbox.c.ticket_number, outbox.c.draft_id).where(
            outbox.c.channel == channel, outbox.c.chat == chat, outbox.c.message_id == message_id
        )
    )
    row = found.first()
    return Sent(row.purpose, row.ticket_number, row.draft_id) if row else None


async def migrate_chat(tx: Transaction, old: str, new: str) -> None:
    """What waits for a chat goes to its new id."""
    await tx.connection.execute(
        update(outbox).where(outbox.c.chat == old, outbox.c.state == "pending").values(chat=new)
    )


async def waiting(tx: Transaction, chat: str, purposes: Collection[str]) -> Sequence[Waiting]:
    """The messages for a chat that nobody has begun to send, oldest first."""
    found = await tx.connection.execute(
        select(outbox.c.id, outbox.c.ticket_number, outbox.c.purpose, outbox.c.sealed_payload)
        .where(_not_begun(chat), outbox.c.purpose.in_(purposes))
        .order_by(outbox.c.id)
        .with_for_update()
    )
    return [Waiting(r.id, r.purpose, r.ticket_number, tx.vault.open(r.sealed_payload)) for r in found]


async def fold(tx: Transaction, ids: Collection[int]) -> None:
    """Another message says what these would have said: they are not sent, and blanked."""
    await tx.connection.execute(
        update(outbox).where(outbox.c.id.in_(ids)).values(state="folded", sealed_payload=None)
    )


def _not_begun(chat: str) -> ColumnElement[bool]:
    return (outbox.c.chat == chat) & (outbox.c.state == "pending") & outbox.c.leased_by.is_(None)


async def recent(tx: Transaction, channel: str, since: datetime) -> list[tuple[str, datetime]]:
    """Chat and time of what was sent since a moment, presses' answers left out."""
    found = await tx.connection.execute(
        select(outbox.c.chat, outbox.c.sent_at)
        .where(outbox.c.channel == channel, outbox.c.sent_at >= since, outbox.c.purpose != TOAST)
        .order_by(outbox.c.sent_at)
    )
    return [(row.chat, row.sent_at) for row in found]


async def take_back(
    tx: Transaction,
    chat: str,
    tickets: Collection[int],
    *,
    except_for: Collection[str],
    overtaken: str | None = None,
) -> None:
    """Delete what waits to be said in a chat about some tickets, save for some purposes.

    What is `overtaken` goes as far as nobody has begun to send it; and so does what was given up of all that
    was to be said about these tickets, to anybody.
    """
    not_begun = (outbox.c.purpose == overtaken) & outbox.c.leased_by.is_(None)
    to_go = outbox.c.purpose.not_in(except_for) | not_begun
    waits = (outbox.c.chat == chat) & (outbox.c.state == "pending") & to_go
    await tx.connection.execute(
        delete(outbox).where(outbox.c.ticket_number.in_(tickets), or_(waits, outbox.c.state == "dead"))
    )


async def erase(tx: Transaction, channel: str, chat: str) -> int:
    """Delete what a chat was sent or was to be sent; gives how many messages."""
    its = (outbox.c.channel == channel, outbox.c.chat == chat)
    return rows_changed(await tx.connection.execute(delete(outbox).where(*its)))


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what became of messages before a moment.

    As long as a ticket is not erased it must be known where its card stands, to empty that in the end.
    """
    not_erased = select(tickets.c.number).where(
        or_(tickets.c.erased_at.is_(None), tickets.c.erased_at >= before)
    )
    about_these = and_(outbox.c.ticket_number.is_not(None), outbox.c.ticket_number.in_(not_erased))
    done = outbox.c.state.in_(("sent", "folded", "forgotten"))
    old = delete(outbox).where(done, outbox.c.created_at < before, ~about_these)
    return rows_changed(await tx.connection.execute(old))


def letter(row_id: int) -> str:
    """The name of a dead letter of the outbox, for people."""
    return f"out-{row_id}"
