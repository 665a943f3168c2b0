"""What is about SQLite's file alone."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import SettingsError, StoreError
from bot.store import facts
from bot.store.engine import Store
from bot.store.opening import open_store
from tests.store.opening import address, files_in, recall, refusal, remember


@pytest.mark.parametrize("url", ["sqlite:///{}", "sqlite+aiosqlite:///{}"])
async def test_a_file_and_a_key_are_all_that_is_left(file: Path, url: str) -> None:
    store = await open_store(url.format(file))
    await remember(store, "offset", "7")
    await store.close()
    assert list(files_in(file.parent)) == ["madoguchi.db", "madoguchi.db.key"]


async def test_two_processes_that_read_and_then_write_wait_for_each_other(file: Path) -> None:
    async def count_up(store: Store) -> None:
        for _ in range(20):
            async with store.transaction() as tx:
                await facts.put(tx, "count", str(int(await facts.get(tx, "count") or 0) + 1))

    one, other = await open_store(address(file)), await open_store(address(file))
    await asyncio.gather(count_up(one), count_up(other))
    assert await recall(one, "count") == "40"
    await asyncio.gather(one.close(), other.close())


async def test_who_gives_up_waiting_for_the_write_lock_holds_up_nobody(file: Path) -> None:
    store = await open_store(address(file))
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(remember(store, "written", "at last"))
        await asyncio.sleep(0.1)
        waiting.cancel()
        given_up = time.monotonic()
        await asyncio.sleep(0.1)
        assert time.monotonic() - given_up < 5, "the loop stood still until the lock was given up"
        other.execute("ROLLBACK")
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await recall(store, "written") is None
    await remember(store, "written", "after all")
    assert await recall(store, "written") == "after all"
    await store.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 10_000),
    ],
)
async def test_every_connection_is_set_up_for_safety(sqlite_store: Store, pragma: str, value: object) -> None:
    async with sqlite_store.engine.connect() as first, sqlite_store.engine.connect() as second:
        for connection in (first, second):
            assert await connection.scalar(text(f"PRAGMA {pragma}")) == value
            await connection.rollback()  # a transaction holds the only write lock


async def test_what_was_deleted_cannot_be_read_in_the_file(sqlite_store: Store, file: Path) -> None:
    await remember(sqlite_store, "secret", "つきよのかに")
    async with sqlite_store.transaction() as tx:
        await facts.drop(tx, "secret")
    await sqlite_store.close()
    left = files_in(file.parent)
    assert list(left) == ["madoguchi.db", "madoguchi.db.key"], "the write-ahead log is gone too"
    assert "つきよのかに".encode() not in (left["madoguchi.db"] or b"")


async def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    error = await refusal(address(tmp_path / "nowhere" / "madoguchi.db"))
    assert isinstance(error, SettingsError)
    assert str(error).startswith("DATABASE_URL: ")
    assert f"{tmp_path / 'nowhere'} does not exist" in str(error)


def not_a_database(file: Path) -> None:
    file.write_text("これはデータベースではありません。" * 100, encoding="utf-8")


def cut_off(file: Path) -> None:
    sqlite3.connect(file).executescript("CREATE TABLE facts (name TEXT); VACUUM").connection.close()
    file.write_bytes(file.read_bytes()[:100] + b"\0" * 3996)


@pytest.mark.parametrize("spoil", [Path.mkdir, not_a_database, cut_off])
async def test_a_file_that_is_no_database_is_left_alone_and_named(
    file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(file)
    before = files_in(file.parent)
    error = await refusal(address(file), ())
    assert isinstance(error, StoreError)
    assert str(file) in str(error)
    assert files_in(file.parent) == before
