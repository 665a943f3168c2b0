"""The drafts that staff write on the web: one a ticket and writer, kept until it is sent or discarded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.deleting import rows_changed
from bot.store.drafts import LIVE, Draft, read
from bot.store.engine import Transaction
from bot.store.tables import drafts


async def live(tx: Transaction, ticket: int) -> list[Draft]:
    """The drafts for a ticket that may still be sent, oldest first."""
    its = (drafts.c.ticket_number == ticket, drafts.c.at_desk, drafts.c.state.in_(LIVE))
    found = await tx.connection.execute(select(drafts).where(*its).order_by(drafts.c.id))
    return [read(tx, row) for row in found]


async def of(tx: Transaction, ticket: int, staff_id: str) -> Draft | None:
    """What a member of staff has written for a ticket and not sent."""
    return next((draft for draft in await live(tx, ticket) if draft.staff_id == staff_id), None)


async def add(
    tx: Transaction, ticket: int, staff_id: str, text: str, version: int, seen_at: datetime
) -> Draft:
    """A new draft, written by who saw the ticket in a version that was the present one at a moment."""
    values = {
        "ticket_number": ticket,
        "ticket_version": version,
        "staff_id": staff_id,
        "at_desk": True,
        "sealed_text": tx.vault.seal(text),
        "state": "open",
        "created_at": seen_at,
    }
    number = await tx.connection.scalar(insert(drafts).values(values).returning(drafts.c.id))
    return Draft(number or 0, ticket, version, staff_id, text, "open", True, seen_at)


async def write(tx: Transaction, draft: Draft, text: str, version: int, seen_at: datetime) -> bool:
    """Change the text of a draft that nobody else was shown; False when that was done with it before."""
    values = {"sealed_text": tx.vault.seal(text), "ticket_version": version, "created_at": seen_at}
    this = (drafts.c.id == draft.id, drafts.c.state == "open")
    return rows_changed(await tx.connection.execute(update(drafts).where(*this).values(values))) == 1


async def ask(tx: Transaction, draft_id: int) -> bool:
    """A colleague is asked to look at a draft; False when it is not the writer's alone any more."""
    this = (drafts.c.id == draft_id, drafts.c.state == "open")
    asked = await tx.connection.execute(update(drafts).where(*this).values(state="checking"))
    return rows_changed(asked) == 1
