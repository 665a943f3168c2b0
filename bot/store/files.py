"""Files that people sent with their enquiries, sealed, for as long as the enquiry is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.tables import files, tickets

State = Literal["wanted", "kept", "not_kept"]
"""Still to be fetched; here; or too large, or gone."""


@dataclass(frozen=True, slots=True)
class File:
    """A file, without its content."""

    id: int
    ticket_number: int
    kind: str
    state: State
    sent_at: datetime


async def want(tx: Transaction, ticket: int, kind: str, file_id: str, at: datetime) -> int:
    """Note a file that is to be fetched by its id in the channel; gives its number."""
    values = {
        "ticket_number": ticket,
        "kind": kind,
        "state": "wanted",
        "sealed_file_id": tx.vault.seal(file_id),
        "sent_at": at,
    }
    return await tx.connection.scalar(insert(files).values(values).returning(files.c.id)) or 0


async def wanted(tx: Transaction, number: int) -> tuple[str, str] | None:
    """The chat in which a file that is still to be fetched was sent, and its id there."""
    found = await tx.connection.execute(
        select(tickets.c.chat, files.c.sealed_file_id)
        .join(tickets, tickets.c.number == files.c.ticket_number)
        .where(files.c.id == number, files.c.state == "wanted")
    )
    row = found.one_or_none()
    return (row.chat, tx.vault.open(row.sealed_file_id)) if row else None


async def keep(tx: Transaction, number: int, content: bytes | None) -> int | None:
    """Keep what was fetched, None when there was nothing to be had; gives the ticket it was wanted for."""
    values = {
        "state": "not_kept" if content is None else "kept",
        "sealed_file_id": None,
        "sealed_content": None if content is None else tx.vault.seal(content),
    }
    wanted = update(files).where(files.c.id == number, files.c.state == "wanted")
    ticket: int | None = await tx.connection.scalar(wanted.values(values).returning(files.c.ticket_number))
    return ticket


async def content(tx: Transaction, number: int) -> bytes | None:
    """What is in a file; None when it is not kept."""
    sealed = await tx.connection.scalar(select(files.c.sealed_content).where(files.c.id == number))
    return tx.vault.open_bytes(sealed) if sealed else None


async def ticket_of(tx: Transaction, number: int) -> int | None:
    """The ticket that a file belongs to."""
    return await tx.connection.scalar(select(files.c.ticket_number).where(files.c.id == number))


async def of_tickets(tx: Transaction, numbers: Collection[int]) -> list[File]:
    """The files that people sent with some tickets, oldest first."""
    columns = (getattr(files.c, name) for name in File.__slots__)
    found = await tx.connection.execute(
        select(*columns)
        .where(files.c.ticket_number.in_(numbers), files.c.draft_id.is_(None))
        .order_by(files.c.id)
    )
    return [File(*row) for row in found]


async def erase(tx: Transaction, tickets: Collection[int]) -> int:
    """Erase the files of some tickets; gives how many."""
    return rows_changed(await tx.connection.execute(delete(files).where(files.c.ticket_number.in_(tickets))))
