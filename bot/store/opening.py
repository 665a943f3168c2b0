"""Opens the database: made and migrated when needed, its keys found and checked."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, nullcontext

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import postgresql, sqlite
from bot.store.address import check_keys, check_url, is_sqlite, sqlite_path
from bot.store.encryption import Vault, key_beside, new_key
from bot.store.engine import Store
from bot.store.keys import check_key
from bot.store.locks import AdvisoryLocks, FileLocks
from bot.store.migrating import bring_to_newest


async def open_store(url: str, keys: tuple[str, ...] = ()) -> Store:
    """Open the database, bring it to the newest version, and find its keys.

    Raises SettingsError for a URL that cannot work and StoreError for a database that cannot be used.
    """
    check_keys(url, keys)
    path = sqlite_path(check_url(url))
    if path is not None:
        sqlite.check_file(path)
    engine = make_engine(url)
    async with AsyncExitStack() as on_failure:
        on_failure.push_async_callback(engine.dispose)
        await bring_to_newest(engine)
        store = connect(engine, Vault(keys or (key_beside(path) if path else new_key(),)))
        await check_key(store)
        on_failure.pop_all()
    return store


def make_engine(url: str) -> AsyncEngine:
    """Connects when it is used; SettingsError for an address that cannot work."""
    parsed = check_url(url)
    return sqlite.make_engine(parsed) if is_sqlite(parsed) else postgresql.make_engine(parsed)


def connect(engine: AsyncEngine, vault: Vault) -> Store:
    """A store on a database as it is."""
    if is_sqlite(engine.url):
        return Store(engine, vault, FileLocks(sqlite_path(engine.url)), asyncio.Lock(), sqlite.sweep_files)
    return Store(engine, vault, AdvisoryLocks(engine), nullcontext(), postgresql.sweep_files)


async def version(store: Store) -> str:
    """The name and the version of the database, for the log."""
    if is_sqlite(store.engine.url):
        return sqlite.version()
    async with store.transaction() as tx:
        return f"PostgreSQL {await tx.connection.scalar(text('SHOW server_version'))}"
