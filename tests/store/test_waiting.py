"""Messages that have not left yet: brought up to date, or folded into another."""

from __future__ import annotations

from sqlalchemy import select

from bot.store import outbox
from bot.store.engine import Transaction
from bot.store.outbox import Waiting
from bot.store.tables import outbox as table
from tests.store.rows import LATER, US, a_ticket, queued, read, to_send


async def test_a_card_that_has_not_left_is_brought_up_to_date(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await queued(tx, "card", chat="-100", purpose="card", ticket=number)
    await queued(tx, "notice", chat="-101", purpose="notice", ticket=number)
    assert await outbox.replace_pending(tx, number, "card", "card, claimed")
    assert read(tx, *await to_send(tx)) == ["card, claimed", "notice"]


async def test_a_card_that_has_left_or_never_was_is_not_replaced(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    assert not await outbox.replace_pending(tx, number, "card", "new")
    await queued(tx, "card", purpose="card", ticket=number)
    (row,) = await to_send(tx)
    assert not await outbox.sent(tx, row, US, 41, LATER)
    assert not await outbox.replace_pending(tx, number, "card", "new")


async def test_a_card_that_was_brought_up_to_date_while_it_was_sent_is_known(tx: Transaction) -> None:
    ticket = await a_ticket(tx)
    await queued(tx, "as it was", ticket=ticket.number, purpose="card")
    (under_way,) = await to_send(tx)
    await outbox.replace_pending(tx, ticket.number, "card", "as it is")
    assert await outbox.sent(tx, under_way, US, 41, LATER)


async def test_what_nobody_has_begun_to_send_is_listed_by_chat_and_purpose(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await queued(tx, "under way", chat="-100", purpose="card")
    await to_send(tx)
    await queued(tx, "card", chat="-100", purpose="card", ticket=number)
    await queued(tx, "notice", chat="-100", purpose="notice")
    await queued(tx, "elsewhere", purpose="card")
    await queued(tx, "digest", chat="-100", purpose="digest")
    ids = {row.key: row.id for row in await tx.connection.execute(select(table.c.key, table.c.id))}
    assert await outbox.waiting(tx, "-100", ("card", "digest")) == [
        Waiting(ids["card"], "card", number, "card"),
        Waiting(ids["digest"], "digest", None, "digest"),
    ]


async def test_what_is_folded_is_blanked_and_never_sent(tx: Transaction) -> None:
    for key in ("card 1", "card 2", "notice"):
        await queued(tx, key, chat="-100", purpose=key.split()[0])
    await outbox.fold(tx, [row.id for row in await outbox.waiting(tx, "-100", ("card",))])
    assert read(tx, *await to_send(tx)) == ["notice"]
    found = await tx.connection.execute(select(table.c.state, table.c.sealed_payload).order_by(table.c.id))
    assert [tuple(row) for row in found][:2] == [("folded", None)] * 2
