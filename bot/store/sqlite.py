"""SQLite: the embedded default, one file and one writer."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, StaticPool, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingsError, StoreError
from bot.store.address import sqlite_path
from bot.store.in_place import BEGIN, InPlaceConnection

_PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",  # readers go on while we write
    "synchronous=FULL",  # a commit outlives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",
)
_NOT_LONG = "busy_timeout=1000"
"""While the sweep waits for another process everybody here waits with it, and it can be tried again."""


def make_engine(url: URL) -> AsyncEngine:
    options: dict[str, Any] = {"poolclass": StaticPool} if sqlite_path(url) is None else {}

    async def connect() -> aiosqlite.Connection:
        database = url.database or ":memory:"
        return await InPlaceConnection(
            lambda: sqlite3.connect(database, check_same_thread=False), iter_chunk_size=64
        )

    engine = create_async_engine(url, hide_parameters=True, async_creator=connect, **options)
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def check_file(path: Path) -> None:
    """Tried first without aiosqlite, whose thread outlives the loop when a file cannot be opened."""
    if not path.parent.is_dir():
        raise SettingsError(
            f"DATABASE_URL: the folder {path.parent} does not exist; create it or name another"
        )
    try:
        path.touch(mode=0o600)
        sqlite3.connect(path).close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the database {path} cannot be opened: {error}") from error


async def sweep_files(engine: AsyncEngine) -> None:
    """Write the file anew, with what is there and nothing else, and empty the write-ahead log into it.

    secure_delete overwrites a row where it is deleted, but not the copies of it that stayed behind in other
    pages when rows were moved to make room.
    """
    path = sqlite_path(engine.url)
    if path is not None:
        await asyncio.to_thread(_sweep, path)


def _sweep(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in (*_PRAGMAS, _NOT_LONG):
                connection.execute(f"PRAGMA {pragma}")
            _empty_log(connection)  # first, because a file written anew makes the log as long as itself
            connection.execute("VACUUM")
            _empty_log(connection)
    except sqlite3.Error as error:
        raise StoreError(f"what was deleted cannot be swept out of {path} now: {error}") from None


def _empty_log(connection: sqlite3.Connection) -> None:
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError("somebody reads the database: what was deleted cannot be swept out of it now")


def version() -> str:
    return f"SQLite {sqlite3.sqlite_version}"


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except Exception:
        connection.close()  # the pool does not know it yet, and its thread would outlive the loop
        raise


def _begin_immediate(connection: Connection) -> None:
    """Who reads and then writes must not find that somebody else wrote in between."""
    connection.exec_driver_sql(BEGIN)
