"""Who leads, and who is there, when several processes share a database."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy.exc import DBAPIError

from bot.store.engine import Store
from bot.store.locks import FileLocks, Locks
from bot.store.opening import connect, make_engine
from tests.databases import eventually
from tests.postgres.databases import Databases


async def test_one_process_holds_a_lock(store: Store, other: Store) -> None:
    ours, theirs = store.locks, other.locks
    assert [await ours.acquire("sender") for _ in range(2)] == [True, True]
    assert not await theirs.acquire("sender")
    assert (await ours.is_held("sender"), await theirs.is_held("sender")) == (True, False)


async def test_locks_are_told_apart_by_name(store: Store, other: Store) -> None:
    assert await store.locks.acquire("sender")
    assert await other.locks.acquire("worker")
    assert not await store.locks.acquire("worker")


async def test_what_is_released_can_be_had_by_another(store: Store, other: Store) -> None:
    for _ in range(2):
        for ours, theirs in ((store.locks, other.locks), (other.locks, store.locks)):
            assert await ours.acquire("sender")
            assert not await theirs.acquire("sender")
            await theirs.release("sender")
            assert await ours.is_held("sender"), "nobody releases another's lock"
            await ours.release("sender")
            assert not await ours.is_held("sender")


async def test_closing_releases_everything(store: Store, other: Store) -> None:
    for name in ("sender", "worker"):
        assert await other.locks.acquire(name)
    await other.close()
    await eventually(lambda: store.locks.acquire("sender"))
    await eventually(lambda: store.locks.acquire("worker"))


async def test_owners_differ_and_fit_a_column(store: Store, other: Store) -> None:
    assert store.locks.owner != other.locks.owner
    assert 0 <= store.locks.owner < 2**31


async def test_locks_of_another_database_are_not_ours(store: Store, empty: str) -> None:
    elsewhere = connect(make_engine(empty), store.vault)
    assert await store.locks.acquire("sender")
    assert await elsewhere.locks.acquire("sender")
    assert elsewhere.locks.owner not in await store.locks.alive()
    await elsewhere.close()


# --- beside an SQLite file -----------------------------------------------------------------------


async def test_on_sqlite_the_one_worker_alone_is_alive(sqlite_store: Store) -> None:
    assert sqlite_store.locks.one_worker
    assert await sqlite_store.locks.alive() == {sqlite_store.locks.owner}


async def test_in_memory_there_is_nobody_else() -> None:
    for locks in (FileLocks(None), FileLocks(None)):
        assert await locks.acquire("sender")
        assert await locks.is_held("sender")
        await locks.release("sender")
        await locks.close()


# --- on PostgreSQL -------------------------------------------------------------------------------


only_postgresql = pytest.mark.parametrize("kind", ["postgresql"])


@only_postgresql
async def test_the_owners_that_are_there_are_alive(store: Store, other: Store) -> None:
    ours, theirs = store.locks, other.locks
    assert not ours.one_worker
    assert await ours.alive() == {ours.owner}
    assert await theirs.alive() == {ours.owner, theirs.owner}
    await theirs.close()

    async def alone() -> bool:
        return await ours.alive() == {ours.owner}

    await eventually(alone)


async def noticed(locks: Locks) -> None:
    """Let a process find out that its connection is gone."""
    with suppress(DBAPIError):
        await locks.alive()


@only_postgresql
async def test_with_its_connection_a_process_loses_its_locks_and_may_have_them_again_later(
    store: Store, other: Store, database: str, postgres: Databases
) -> None:
    ours, theirs = store.locks, other.locks
    assert await ours.acquire("sender")
    assert ours.owner in await theirs.alive()

    postgres.terminate_backends(database)
    await noticed(theirs)
    assert await theirs.alive() == {theirs.owner}
    assert await theirs.acquire("sender")
    assert not await ours.is_held("sender")
    assert not await ours.acquire("sender")
    assert await ours.alive() == {ours.owner, theirs.owner}

    await theirs.release("sender")
    assert await ours.acquire("sender")
    assert await ours.is_held("sender")


@only_postgresql
async def test_a_lock_that_went_with_its_connection_is_not_held_though_nobody_else_has_it(
    store: Store, database: str, postgres: Databases
) -> None:
    assert await store.locks.acquire("sender")
    postgres.terminate_backends(database)
    assert not await store.locks.is_held("sender")
    assert await store.locks.acquire("sender")


@only_postgresql
async def test_a_process_whose_connection_is_gone_acquires_at_once_or_says_that_it_cannot(
    store: Store, database: str, postgres: Databases
) -> None:
    await store.locks.alive()
    postgres.terminate_backends(database)
    with pytest.raises(DBAPIError):
        await store.locks.acquire("sender")
    assert await store.locks.acquire("sender")
    await store.locks.release("worker")
    assert await store.locks.is_held("sender")
