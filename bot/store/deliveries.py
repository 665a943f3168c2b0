"""What became of each reply on its way to the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, select

from bot.store.engine import Transaction
from bot.store.outbox import letter
from bot.store.tables import outbox, people, tickets

State = Literal["queued", "sent", "blocked", "failed"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a reply is, in all its messages.

    `again_at` is when a queued one that could not be delivered is tried again; `letters` names the dead
    letters of one that was given up.
    """

    state: State
    sent_at: datetime | None = None
    again_at: datetime | None = None
    letters: tuple[str, ...] = ()
    draft_id: int | None = None
    """The draft that it was, if it was one."""


async def of_ticket(tx: Transaction, number: int, purpose: str) -> dict[int, Delivery]:
    """The deliveries of a ticket's messages for a purpose; each by the id of its first message.

    Messages that were made of one draft are one delivery.
    """
    found = await tx.connection.execute(
        select(outbox, people.c.blocked_at)
        .join(tickets, tickets.c.number == outbox.c.ticket_number)
        .join(people, people.c.id == tickets.c.person_id)
        .where(outbox.c.ticket_number == number, outbox.c.purpose == purpose)
        .order_by(outbox.c.id)
    )
    together: dict[tuple[str, int], list[Row[Any]]] = {}
    for row in found:
        key = ("row", row.id) if row.draft_id is None else ("draft", row.draft_id)
        together.setdefault(key, []).append(row)
    return {rows[0].id: replace(_delivery(rows), draft_id=rows[0].draft_id) for rows in together.values()}


def _delivery(rows: Sequence[Row[Any]]) -> Delivery:
    given_up = [row for row in rows if row.state in {"dead", "forgotten"}]
    if given_up:
        letters = tuple(letter(row.id) for row in given_up if row.state == "dead")
        return Delivery("blocked" if rows[0].blocked_at else "failed", letters=letters)
    waiting = [row for row in rows if row.state == "pending"]
    if waiting:
        first = waiting[0]
        return Delivery("queued", again_at=first.not_before if first.error else None)
    return Delivery("sent", max((row.sent_at for row in rows if row.sent_at), default=None))
