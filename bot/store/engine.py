"""An open database, used in transactions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.encryption import Vault
from bot.store.locks import Locks


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection inside a transaction, and what opens its sealed columns."""

    connection: AsyncConnection
    vault: Vault


@dataclass(frozen=True, slots=True)
class Store:
    """An open database.

    `writer` is held through a transaction where there is one writer only; `locks` tell processes apart.
    """

    engine: AsyncEngine
    vault: Vault
    locks: Locks
    writer: AbstractAsyncContextManager[object]
    sweep_files: Callable[[AsyncEngine], Awaitable[None]]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing; on SQLite it holds the one write lock from its start."""
        async with self.writer, self.engine.begin() as connection:
            yield Transaction(connection, self.vault)

    async def scrub(self) -> None:
        """See to it that what was deleted leaves the database's files, too; StoreError when it cannot now.

        On SQLite the file is written anew, which takes seconds when it is large, and the write-ahead log is
        emptied; on PostgreSQL dead rows are given free to be overwritten.
        """
        async with self.writer:
            await self.sweep_files(self.engine)

    async def close(self) -> None:
        await self.locks.close()
        await self.engine.dispose()
