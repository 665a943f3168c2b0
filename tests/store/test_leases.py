"""Who has taken up a row, and what that keeps others from; the inbox, the outbox and jobs alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.store import inbox, jobs, outbox
from bot.store.engine import Store, Transaction
from bot.store.leases import LEASE, Lease, LeaseLost
from bot.store.tables import outbox as outbox_table
from tests.store.rows import AT, THEM, US, came_in, queued, read, to_handle, to_send


class Inbox:
    """Updates, as the tests below use any kind of work."""

    @staticmethod
    async def add(tx: Transaction) -> None:
        await came_in(tx, 7)

    @staticmethod
    async def take(tx: Transaction, owner: int, at: datetime = AT) -> Any:
        return next(iter(await to_handle(tx, at, owner)), None)

    free = staticmethod(inbox.free)
    ends: tuple[Callable[[Transaction, Any, int], Awaitable[object]], ...] = (
        lambda tx, row, owner: inbox.done(tx, [row], owner, AT),
        lambda tx, row, owner: inbox.retry(tx, row, owner, "error", AT),
        lambda tx, row, owner: inbox.put_off(tx, row, owner, AT),
        lambda tx, row, owner: inbox.set_aside(tx, row, owner, "error"),
    )


class Outbox:
    """Messages."""

    @staticmethod
    async def add(tx: Transaction) -> None:
        await queued(tx, "h1")

    @staticmethod
    async def take(tx: Transaction, owner: int, at: datetime = AT) -> Any:
        return next(iter(await to_send(tx, at, owner)), None)

    @staticmethod
    async def free(tx: Transaction, alive: list[int]) -> int:
        return await outbox.free(tx, "telegram", alive)

    ends: tuple[Callable[[Transaction, Any, int], Awaitable[object]], ...] = (
        lambda tx, row, owner: outbox.sent(tx, row, owner, 41, AT),
        lambda tx, row, owner: outbox.retry(tx, row, owner, AT, "error"),
        lambda tx, row, owner: outbox.put_off(tx, row, owner, AT, "error"),
        lambda tx, row, owner: outbox.set_aside(tx, row, owner, "error"),
    )


class Jobs:
    """Jobs."""

    @staticmethod
    async def add(tx: Transaction) -> None:
        await jobs.schedule(tx, "clean_up", "today", AT, AT)

    @staticmethod
    async def take(tx: Transaction, owner: int, at: datetime = AT) -> Any:
        return await jobs.claim(tx, Lease(owner, at))

    free = staticmethod(jobs.free)
    ends: tuple[Callable[[Transaction, Any, int], Awaitable[object]], ...] = (
        lambda tx, row, owner: jobs.done(tx, row, owner, AT),
        lambda tx, row, owner: jobs.retry(tx, row, owner, "error", AT),
        lambda tx, row, owner: jobs.set_aside(tx, row, owner, "error"),
    )


Work = type[Inbox] | type[Outbox] | type[Jobs]
every_kind = pytest.mark.parametrize("work", [Inbox, Outbox, Jobs])


@every_kind
async def test_what_is_taken_up_is_not_taken_up_again_while_the_lease_lasts(
    tx: Transaction, work: Work
) -> None:
    await work.add(tx)
    assert (await work.take(tx, US)).attempts == 1
    for owner in (US, THEM):
        assert await work.take(tx, owner, AT + LEASE / 2) is None


@every_kind
async def test_when_a_lease_is_over_another_process_takes_up_the_work(tx: Transaction, work: Work) -> None:
    await work.add(tx)
    await work.take(tx, US)
    assert (await work.take(tx, THEM, AT + LEASE)).attempts == 2


@every_kind
async def test_work_that_was_taken_over_cannot_be_ended_by_who_had_it_before(
    tx: Transaction, work: Work
) -> None:
    await work.add(tx)
    row = await work.take(tx, US)
    await work.take(tx, THEM, AT + LEASE)
    for end in work.ends:
        with pytest.raises(LeaseLost):
            await end(tx, row, US)
    await work.ends[0](tx, row, THEM)


@every_kind
async def test_work_that_was_freed_cannot_be_ended(tx: Transaction, work: Work) -> None:
    await work.add(tx)
    row = await work.take(tx, US)
    await work.free(tx, [])
    for end in work.ends:
        with pytest.raises(LeaseLost):
            await end(tx, row, US)


@every_kind
async def test_work_is_ended_once(tx: Transaction, work: Work) -> None:
    await work.add(tx)
    row = await work.take(tx, US)
    for first in work.ends:
        async with tx.connection.begin_nested() as as_it_was:
            await first(tx, row, US)
            assert await work.free(tx, []) == 0, "nobody is at work on it any more"
            for end in work.ends:
                with pytest.raises(LeaseLost):
                    await end(tx, row, US)
            await as_it_was.rollback()


async def test_updates_are_done_together_or_not_at_all(store: Store) -> None:
    async with store.transaction() as tx:
        for number, chat in ((7, "hanako"), (8, "taro")):
            await came_in(tx, number, chat=chat)
        rows = await to_handle(tx)
        await inbox.set_aside(tx, rows[1], US, "error")

    async def end() -> None:
        async with store.transaction() as tx:
            await inbox.done(tx, rows, US, AT)

    with pytest.raises(LeaseLost, match="inbox"):
        await end()
    async with store.transaction() as tx:
        await inbox.done(tx, rows[:1], US, AT)


@every_kind
async def test_only_the_work_of_dead_owners_is_freed(tx: Transaction, work: Work) -> None:
    await work.add(tx)
    await work.take(tx, THEM)
    assert await work.free(tx, [US, THEM]) == 0
    assert await work.take(tx, US) is None
    assert await work.free(tx, [US]) == 1
    assert (await work.take(tx, US)).attempts == 2


async def test_a_message_that_a_dead_sender_was_sending_may_have_arrived(tx: Transaction) -> None:
    await queued(tx, "under way", chat="taro")
    await to_send(tx, owner=THEM)
    await queued(tx, "not begun")
    await outbox.free(tx, "telegram", [US])
    found = await tx.connection.execute(select(outbox_table.c.key, outbox_table.c.possible_duplicate))
    assert {tuple(row) for row in found} == {("under way", True), ("not begun", False)}


# --- two at the same time ------------------------------------------------------------------------


async def test_workers_at_the_same_time_handle_each_update_once_and_each_chat_in_order(
    store: Store, other: Store
) -> None:
    chats, each = 12, 8
    async with store.transaction() as tx:
        for number in range(each):
            for chat in range(chats):
                await came_in(tx, number * chats + chat, f"{number}", chat=f"chat{chat}")
    handled: dict[str, list[str]] = {}
    under_way: set[str] = set()

    async def work(store: Store) -> None:
        while True:
            async with store.transaction() as tx:
                rows = await inbox.claim(tx, "telegram", Lease(store.locks.owner, AT), limit=5)
                left = await inbox.pending(tx)
            taken = {row.chat for row in rows}
            assert len(taken) == len(rows)
            assert not taken & under_way, "another worker is at work on this chat"
            under_way.update(taken)
            await asyncio.sleep(0)
            async with store.transaction() as tx:
                for row in rows:
                    handled.setdefault(row.chat, []).extend(read(tx, row))
                await inbox.done(tx, rows, store.locks.owner, AT)
                under_way.difference_update(taken)
            if not left:
                return

    await asyncio.gather(work(store), work(other))
    in_order = [f"{number}" for number in range(each)]
    assert handled == {f"chat{chat}": in_order for chat in range(chats)}


async def test_senders_at_the_same_time_take_up_each_message_once(store: Store, other: Store) -> None:
    async with store.transaction() as tx:
        for number in range(20):
            await queued(tx, f"m{number}", chat=f"chat{number}")

    async def take(store: Store) -> list[str]:
        taken: list[str] = []
        for _ in range(10):
            async with store.transaction() as tx:
                taken += read(tx, *await to_send(tx, owner=store.locks.owner, limit=3))
                await asyncio.sleep(0.01)
        return taken

    one, two = await asyncio.gather(take(store), take(other))
    assert sorted(one + two) == sorted(f"m{number}" for number in range(20))
