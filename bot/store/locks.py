"""Locks between processes: who leads where only one may, and which owners of leases are alive."""

from __future__ import annotations

import asyncio
import fcntl
import secrets
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_LEADERS, _OWNERS = (zlib.crc32(name) & 0x7FFFFFFF for name in (b"madoguchi leaders", b"madoguchi owners"))
"""The two kinds of advisory locks on PostgreSQL."""
_ANSWER_SECONDS = 5.0


class Locks(Protocol):
    """The locks of one process, gone with it however it ends."""

    owner: int
    one_worker: bool
    """Whether only one process may handle updates, so that it alone is alive."""

    async def acquire(self, name: str) -> bool:
        """Try to become the only holder; True also when we are."""

    async def is_held(self, name: str) -> bool:
        """Whether we still are the holder."""

    async def release(self, name: str) -> None:
        """Let another process have it."""

    async def alive(self) -> frozenset[int]:
        """The owners that are there, ourselves included."""

    async def close(self) -> None:
        """Release everything."""


def new_owner() -> int:
    return secrets.randbits(31)


class FileLocks:
    """Beside an SQLite file, by flock; without a file (in memory) there is nobody else."""

    one_worker = True

    def __init__(self, database: Path | None) -> None:
        self.owner = new_owner()
        self._database = database
        self._files: dict[str, IO[str]] = {}

    async def acquire(self, name: str) -> bool:
        if self._database is None or name in self._files:
            return True
        file = self._database.with_name(f"{self._database.name}.{name}.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._files[name] = file
        return True

    async def is_held(self, name: str) -> bool:
        return self._database is None or name in self._files

    async def release(self, name: str) -> None:
        if file := self._files.pop(name, None):
            file.close()

    async def alive(self) -> frozenset[int]:
        """The one worker asks this: whoever else had a lease is no more."""
        return frozenset({self.owner})

    async def close(self) -> None:
        for name in list(self._files):
            await self.release(name)


class AdvisoryLocks:
    """On PostgreSQL, held by one connection: the server frees them the moment it ends."""

    one_worker = False

    def __init__(self, engine: AsyncEngine) -> None:
        self.owner = new_owner()
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._held: set[str] = set()
        self._turn = asyncio.Lock()

    async def acquire(self, name: str) -> bool:
        async with self._turn:
            if name in self._held and await self._answers():
                return True
            if await self._lock(_LEADERS, _number(name)):
                self._held.add(name)
            return name in self._held

    async def is_held(self, name: str) -> bool:
        async with self._turn:
            return name in self._held and await self._answers()

    async def release(self, name: str) -> None:
        async with self._turn:
            if name in self._held and await self._answers():
                self._held.discard(name)
                await self._execute(
                    "SELECT pg_advisory_unlock(:kind, :number)", kind=_LEADERS, number=_number(name)
                )

    async def alive(self) -> frozenset[int]:
        async with self._turn:
            found = await self._execute(
                "SELECT objid::bigint FROM pg_locks JOIN pg_database d ON d.oid = database"
                " WHERE locktype = 'advisory' AND classid = :kind AND objsubid = 2 AND granted"
                " AND d.datname = current_database()",
                kind=_OWNERS,
            )
            return frozenset(found)

    async def close(self) -> None:
        async with self._turn:
            await self._drop()

    async def _lock(self, kind: int, number: int) -> bool:
        (got,) = await self._execute("SELECT pg_try_advisory_lock(:kind, :number)", kind=kind, number=number)
        return bool(got)

    async def _answers(self) -> bool:
        """Whether the connection that holds the locks is still there; without it none is held."""
        with suppress(DBAPIError, TimeoutError, OSError):
            await self._execute("SELECT 1")
        return self._connection is not None and bool(self._held)

    async def _execute(self, statement: str, **values: int) -> list[int]:
        """The first column of what is found. Any failure drops the connection, and the locks with it."""
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                connection = self._connection or await self._connect()
                return list((await connection.execute(text(statement), values)).scalars())
        except BaseException:
            await self._drop()
            raise

    async def _connect(self) -> AsyncConnection:
        connection = await self._engine.connect()
        self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(
            text("SELECT pg_advisory_lock(:kind, :number)"), {"kind": _OWNERS, "number": self.owner}
        )
        return connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is not None:
            with suppress(DBAPIError, OSError):
                await connection.invalidate()
                await connection.close()


def _number(name: str) -> int:
    return zlib.crc32(name.encode()) & 0x7FFFFFFF
