"""What stands in the chats of the web page, sealed: there nobody else keeps it for us."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal

from sqlalchemy import Select, delete, func, insert, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import web_messages

CHANNEL: Final = "web"
"""The channel of our own page, where a person's chat has the same name as the person."""
Author = Literal["user", "bot"]
_MESSAGE = (
    web_messages.c.id,
    web_messages.c.chat,
    web_messages.c.author,
    web_messages.c.sealed_content,
    web_messages.c.sealed_file.is_not(None).label("has_file"),
    web_messages.c.at,
)
"""All but the file, which may be large."""


@dataclass(frozen=True, slots=True)
class WebMessage:
    """A message of a person or of ours; its `content` is the channel's own affair."""

    id: int
    chat: str
    author: Author
    content: str
    has_file: bool
    at: datetime


async def alone_in(tx: Transaction, chat: str) -> None:
    """Until the end of the transaction nobody else does this for the chat; SQLite has one writer anyway."""
    if tx.connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(chat.encode()).digest()[:8], signed=True)
        await tx.connection.execute(select(func.pg_advisory_xact_lock(number)))


async def add(
    tx: Transaction, chat: str, author: Author, content: str, at: datetime, file: bytes | None = None
) -> int:
    """Put a message at the end of a chat; gives its number."""
    values = {
        "chat": chat,
        "author": author,
        "sealed_content": tx.vault.seal(content),
        "sealed_file": None if file is None else tx.vault.seal(file),
        "at": at,
        "changed_at": at,
    }
    return await tx.connection.scalar(insert(web_messages).values(values).returning(web_messages.c.id)) or 0


async def newest(tx: Transaction, chat: str, most: int) -> list[WebMessage]:
    """The last messages of a chat, oldest first."""
    last = select(*_MESSAGE).where(web_messages.c.chat == chat).order_by(web_messages.c.id.desc())
    return (await _read(tx, last.limit(most)))[::-1]


async def find(tx: Transaction, chat: str, number: int) -> WebMessage | None:
    """A message of this chat; None for one of another."""
    wanted = (web_messages.c.chat == chat, web_messages.c.id == number)
    found = await _read(tx, select(*_MESSAGE).where(*wanted))
    return found[0] if found else None


async def answered(tx: Transaction, chat: str, number: int) -> bool:
    """Whether something of ours stands below a message."""
    below = (web_messages.c.chat == chat, web_messages.c.author == "bot", web_messages.c.id > number)
    return await tx.connection.scalar(select(web_messages.c.id).where(*below).limit(1)) is not None


async def mark(tx: Transaction, chat: str) -> str:
    """What is another as soon as anything in the chat is."""
    found = await tx.connection.execute(
        select(
            func.count(web_messages.c.id), func.max(web_messages.c.id), func.max(web_messages.c.changed_at)
        ).where(web_messages.c.chat == chat)
    )
    count, last, changed_at = found.one()
    return f"{count}.{last or 0}.{changed_at.timestamp() if changed_at else 0:.6f}"


async def change(tx: Transaction, chat: str, number: int, content: str, at: datetime) -> bool:
    """Replace what a message of ours says; False when it is gone."""
    ours = (web_messages.c.chat == chat, web_messages.c.author == "bot", web_messages.c.id == number)
    values = {"sealed_content": tx.vault.seal(content), "changed_at": at}
    return rows_changed(await tx.connection.execute(update(web_messages).where(*ours).values(values))) == 1


async def remove(tx: Transaction, chat: str, author: Author, numbers: Collection[int]) -> int:
    """Delete messages of one side; gives how many."""
    theirs = (web_messages.c.chat == chat, web_messages.c.author == author, web_messages.c.id.in_(numbers))
    return rows_changed(await tx.connection.execute(delete(web_messages).where(*theirs)))


async def file(tx: Transaction, number: int, chat: str | None = None) -> bytes | None:
    """The file of a message, in any chat unless one is named; None when there is none."""
    wanted = select(web_messages.c.sealed_file).where(web_messages.c.id == number)
    sealed = await tx.connection.scalar(wanted if chat is None else wanted.where(web_messages.c.chat == chat))
    return tx.vault.open_bytes(sealed) if sealed else None


async def count(tx: Transaction, chat: str) -> int:
    """How many messages stand in a chat."""
    counted = select(func.count()).select_from(web_messages).where(web_messages.c.chat == chat)
    return await tx.connection.scalar(counted) or 0


async def erase_of(tx: Transaction, chat: str) -> int:
    """Erase a whole chat; gives how many messages."""
    return rows_changed(await tx.connection.execute(delete(web_messages).where(web_messages.c.chat == chat)))


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what was said before a moment; gives how many messages."""
    return rows_changed(await tx.connection.execute(delete(web_messages).where(web_messages.c.at < before)))


async def _read(tx: Transaction, wanted: Select[Any]) -> list[WebMessage]:
    found = await tx.connection.execute(wanted)
    return [
        WebMessage(r.id, r.chat, r.author, tx.vault.open(r.sealed_content), r.has_file, r.at) for r in found
    ]
