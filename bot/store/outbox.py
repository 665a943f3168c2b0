"""Messages to be delivered, written in the transaction that decides them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update

from bot.store.engine import Transaction
from bot.store.tables import outbox

TOAST = "toast"
"""The purpose of an answer to the press of a button."""
MAX_ATTEMPTS = 300
"""Tries before a message is given up: with five minutes between them about a day."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message not yet delivered."""

    id: int
    channel: str
    chat: str
    purpose: str
    ticket_number: int | None
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What one of our delivered messages was for."""

    purpose: str
    ticket_number: int | None
    draft_id: int | None


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
) -> None:
    """Queue a message. `key` says what it is for, once: a second one with the same key is an error."""
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
        "created_at": at,
    }
    await tx.connection.execute(insert(outbox).values(row))


async def due(tx: Transaction, channel: str, now: datetime, limit: int = 20) -> list[OutboxRow]:
    """What may be sent now, oldest first: of each chat only the oldest, so that order holds.

    The answer to a press is worth something only at once: it does not wait behind messages.
    """
    first = (
        select(func.min(outbox.c.id))
        .where(outbox.c.state == "pending", outbox.c.channel == channel)
        .group_by(outbox.c.chat, outbox.c.purpose == TOAST)
    )
    found = await tx.connection.execute(
        select(outbox)
        .where(outbox.c.id.in_(first), or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [
        OutboxRow(
            r.id, r.channel, r.chat, r.purpose, r.ticket_number, tx.vault.open(r.sealed_payload), r.attempts
        )
        for r in found
    ]


async def sent(tx: Transaction, row: OutboxRow, message_id: int | None, at: datetime) -> bool:
    """Mark as delivered and blank the text; True when a newer text had overtaken the one that was sent."""
    present = await tx.connection.scalar(select(outbox.c.sealed_payload).where(outbox.c.id == row.id))
    values = {
        "state": "sent",
        "message_id": message_id,
        "sealed_payload": None,
        "sent_at": at,
        "error": None,
    }
    await tx.connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
    return present is not None and tx.vault.open(present) != row.payload


async def retry(tx: Transaction, row_id: int, not_before: datetime, error: str) -> None:
    """Count a failed attempt, and try again not before this time."""
    values = {"attempts": outbox.c.attempts + 1, "not_before": not_before, "error": error}
    await tx.connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


async def put_off(tx: Transaction, row_id: int, not_before: datetime, reason: str) -> None:
    """Not before this time; this is no failed attempt."""
    values = {"not_before": not_before, "error": reason}
    await tx.connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


async def dead(tx: Transaction, row_id: int, error: str) -> None:
    """Set aside for good, still sealed."""
    values = {"state": "dead", "error": error, "attempts": outbox.c.attempts + 1}
    await tx.connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


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


async def delivered(tx: Transaction, ticket: int, purpose: str) -> list[tuple[str, int]]:
    """Chat and message id of the delivered messages of a ticket for a purpose."""
    found = await tx.connection.execute(
        select(outbox.c.chat, outbox.c.message_id).where(
            outbox.c.ticket_number == ticket, outbox.c.purpose == purpose, outbox.c.message_id.is_not(None)
        )
    )
    return [(r.chat, r.message_id) for r in found]


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
