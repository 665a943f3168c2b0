"""The files that staff send with a reply: sealed, with their ticket, for as long as that is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, insert, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import files


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file beside a draft, without its content."""

    id: int
    draft_id: int
    kind: Literal["photo", "document"]
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be sent with a reply."""

    kind: Literal["photo", "document"]
    name: str
    media_type: str
    content: bytes


async def add(tx: Transaction, ticket: int, draft_id: int, new: NewFile, at: datetime) -> int:
    """Keep a file with a draft; gives its number."""
    values = {
        "ticket_number": ticket,
        "draft_id": draft_id,
        "kind": new.kind,
        "state": "kept",
        "sealed_content": tx.vault.seal(new.content),
        "sealed_name": tx.vault.seal(new.name),
        "media_type": new.media_type,
        "sent_at": at,
    }
    return await tx.connection.scalar(insert(files).values(values).returning(files.c.id)) or 0


async def of(tx: Transaction, draft_ids: Collection[int]) -> list[DraftFile]:
    """The files beside some drafts, in the order in which they were added."""
    columns = (files.c.id, files.c.draft_id, files.c.kind, files.c.sealed_name, files.c.media_type)
    found = await tx.connection.execute(
        select(*columns).where(files.c.draft_id.in_(draft_ids)).order_by(files.c.id)
    )
    return [
        DraftFile(row.id, row.draft_id, row.kind, tx.vault.open(row.sealed_name), row.media_type)
        for row in found
    ]


async def count(tx: Transaction, draft_id: int) -> int:
    its = files.c.draft_id == draft_id
    return await tx.connection.scalar(select(func.count()).select_from(files).where(its)) or 0


async def remove(tx: Transaction, draft_id: int, number: int | None = None) -> int:
    """Delete one file of a draft that was not sent, or all of them; gives how many."""
    one = () if number is None else (files.c.id == number,)
    return rows_changed(await tx.connection.execute(delete(files).where(files.c.draft_id == draft_id, *one)))


async def move(tx: Transaction, from_draft: int, to_draft: int) -> None:
    """The files go with the text into another draft."""
    its = files.c.draft_id == from_draft
    await tx.connection.execute(update(files).where(its).values(draft_id=to_draft))
