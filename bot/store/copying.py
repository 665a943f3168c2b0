"""Databases in memory, copied and packed: quicker than migrating another one."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import cast

import aiosqlite

from bot.store.address import MEMORY
from bot.store.engine import Store
from bot.store.opening import connect, make_engine


async def copy_in_memory(store: Store) -> Store:
    """A database of its own in memory with the same content."""
    copy = connect(make_engine(MEMORY), store.vault)
    async with _driver(store) as source, _driver(copy) as target:
        await source.backup(target)
    return copy


async def packed(store: Store) -> bytes:
    """All that is in a database in memory, for `unpack`."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
        async with _driver(store) as source:
            await source.backup(copy)
        return zlib.compress(copy.serialize())


async def unpack(content: bytes, store: Store) -> None:
    """Replace all that is in a database in memory by what was packed from one with the same keys."""

    def source_of_content() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(zlib.decompress(content))
        return connection

    async with aiosqlite.Connection(source_of_content, iter_chunk_size=1) as source, _driver(store) as target:
        await source.backup(target)


@asynccontextmanager
async def _driver(store: Store) -> AsyncIterator[aiosqlite.Connection]:
    """The driver's own connection, for what SQLAlchemy does not know."""
    async with store.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        yield cast("aiosqlite.Connection", driver)
