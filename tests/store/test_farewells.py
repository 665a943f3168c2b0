"""The last messages into a chat of which nothing is kept, not even that they were sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.store import dead_letters, outbox
from bot.store.engine import Transaction
from bot.store.leases import LeaseLost
from bot.store.outbox import FAREWELL, TOAST, OutboxRow
from bot.store.tables import outbox as table
from tests.store.rows import LATER, THEM, US, queued, read, to_send

End = Callable[[Transaction, OutboxRow, int], Awaitable[object]]


async def is_sent(tx: Transaction, row: OutboxRow, owner: int) -> None:
    assert not await outbox.sent(tx, row, owner, 41, LATER), "nothing overtook it"


async def are_all_sent(tx: Transaction, row: OutboxRow, owner: int) -> None:
    await outbox.all_sent(tx, [(row, 41)], owner, LATER)


async def is_given_up(tx: Transaction, row: OutboxRow, owner: int) -> None:
    await outbox.set_aside(tx, row, owner, "blocked")


ends = pytest.mark.parametrize("end", [is_sent, are_all_sent, is_given_up])


@ends
async def test_of_a_farewell_nothing_is_left_however_it_ends(tx: Transaction, end: End) -> None:
    await queued(tx, "goodbye", purpose=FAREWELL)
    (row,) = await to_send(tx)
    await end(tx, row, US)
    assert (await tx.connection.execute(select(table))).all() == []
    assert await dead_letters.listed(tx) == []


@ends
async def test_a_farewell_that_another_sender_took_over_stays(tx: Transaction, end: End) -> None:
    await queued(tx, "goodbye", purpose=FAREWELL)
    (row,) = await to_send(tx)
    (again,) = await to_send(tx, LATER, THEM)
    with pytest.raises(LeaseLost):
        await end(tx, row, US)
    await end(tx, again, THEM)
    assert (await tx.connection.execute(select(table))).all() == []


async def test_a_farewell_that_must_wait_is_sent_later(tx: Transaction) -> None:
    await queued(tx, "goodbye", purpose=FAREWELL)
    (row,) = await to_send(tx)
    await outbox.retry(tx, row, US, LATER, "no network")
    assert read(tx, *await to_send(tx, LATER)) == ["goodbye"]


async def test_among_many_that_were_sent_only_farewells_leave_nothing(tx: Transaction) -> None:
    await queued(tx, "goodbye", purpose=FAREWELL)
    await queued(tx, "t1", chat="taro")
    await queued(tx, "farewell, too", purpose=FAREWELL, chat="jiro")
    rows = await to_send(tx)
    await outbox.all_sent(tx, [(row, 40 + row.id) for row in rows], US, LATER)
    (left,) = (await tx.connection.execute(select(table))).all()
    assert (left.chat, left.state, left.message_id) == ("taro", "sent", 42)


async def test_of_the_answer_to_a_press_nothing_is_left_when_it_is_given_up(tx: Transaction) -> None:
    """It may be a value that was for one pair of eyes."""
    await queued(tx, "the value", purpose=TOAST)
    (row,) = await to_send(tx)
    await is_given_up(tx, row, US)
    assert (await tx.connection.execute(select(table))).all() == []
