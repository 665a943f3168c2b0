"""The redacted log of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import messages


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was said; `text` is already redacted, `author` is user, bot or staff."""

    person_id: int
    author: str
    text: str
    at: datetime
    chat: str
    message_id: int | None = None
    ticket_number: int | None = None
    intent: str | None = None
    delivery_id: int | None = None
    """The message by which it was sent: of what staff say."""


_INSERT = insert(messages)


async def add(tx: Transaction, *entries: Entry) -> None:
    """Keep what was said."""
    await tx.connection.execute(
        _INSERT, [{name: getattr(entry, name) for name in Entry.__slots__} for entry in entries]
    )


async def ticket_of(tx: Transaction, chat: str, message_id: int) -> int | None:
    """The ticket that a person's message went to."""
    return await tx.connection.scalar(
        select(messages.c.ticket_number)
        .where(messages.c.chat == chat, messages.c.message_id == message_id, messages.c.author == "user")
        .order_by(messages.c.id.desc())
        .limit(1)
    )


async def of_person(tx: Transaction, person: int) -> list[Entry]:
    """All that was said to and by a person, in order."""
    columns = (getattr(messages.c, name) for name in Entry.__slots__)
    found = await tx.connection.execute(
        select(*columns).where(messages.c.person_id == person).order_by(messages.c.id)
    )
    return [Entry(*row) for row in found]


async def erase_of(tx: Transaction, person: int) -> int:
    """Delete all that was said to and by a person; gives how many messages."""
    return rows_changed(await tx.connection.execute(delete(messages).where(messages.c.person_id == person)))


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was said before a moment."""
    return rows_changed(await tx.connection.execute(delete(messages).where(messages.c.at < before)))


async def of_ticket(tx: Transaction, number: int) -> list[tuple[str, str]]:
    """Author and text of what was said in a ticket, in order."""
    found = await tx.connection.execute(
        select(messages.c.author, messages.c.text)
        .where(messages.c.ticket_number == number)
        .order_by(messages.c.id)
    )
    return [(r.author, r.text) for r in found]
