"""Where delivered messages of ours stand, so that they can be deleted or edited there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.store.engine import Transaction
from bot.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours, perhaps about a ticket, where it stands since it was sent."""

    message_id: int
    ticket_number: int | None
    sent_at: datetime | None


async def since(tx: Transaction, channel: str, chat: str, moment: datetime) -> list[int]:
    """The ids of the messages that a chat was sent since a moment."""
    found = await _where(tx, chat, outbox.c.channel == channel, outbox.c.sent_at >= moment)
    return [one.message_id for one in found]


async def of_tickets(
    tx: Transaction, chat: str, tickets: Collection[int], *, except_for: Collection[str]
) -> list[Standing]:
    """The messages about some tickets that stand in a chat, save those for some purposes, oldest first."""
    about_these = (outbox.c.ticket_number.in_(tickets), outbox.c.purpose.not_in(except_for))
    return await _where(tx, chat, *about_these)


async def for_purpose(tx: Transaction, chat: str, purpose: str, moment: datetime) -> list[Standing]:
    """The messages for a purpose that a chat was sent since a moment, oldest first."""
    return await _where(tx, chat, outbox.c.purpose == purpose, outbox.c.sent_at >= moment)


async def _where(tx: Transaction, chat: str, *conditions: ColumnElement[bool]) -> list[Standing]:
    """Each message once, however often it was edited."""
    found = await tx.connection.execute(
        select(outbox.c.message_id, func.min(outbox.c.ticket_number), func.min(outbox.c.sent_at))
        .where(outbox.c.chat == chat, outbox.c.message_id.is_not(None), *conditions)
        .group_by(outbox.c.message_id)
        .order_by(func.min(outbox.c.id))
    )
    return [Standing(message_id, number, sent_at) for message_id, number, sent_at in found]
