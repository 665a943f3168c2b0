"""The database: opened, migrated, and used in transactions."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiosqlite
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, StaticPool, Table, bindparam, event, make_url, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import SettingsError, StoreError
from bot.store.encryption import Vault, key_beside, new_key
from bot.store.tables import facts, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
MEMORY = "sqlite+aiosqlite:///:memory:"
KEY_CHECK = "key_check"


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection inside a transaction, and what opens its sealed columns."""

    connection: AsyncConnection
    vault: Vault


@dataclass(frozen=True, slots=True)
class Store:
    """An open database."""

    engine: AsyncEngine
    vault: Vault

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing; on SQLite it holds the one write lock from its start."""
        async with self.engine.begin() as connection:
            yield Transaction(connection, self.vault)

    async def close(self) -> None:
        await self.engine.dispose()


async def open_store(url: str, keys: tuple[str, ...] = ()) -> Store:
    """Open the database, bring it to the newest version, and find its keys.

    Raises SettingsError for a URL that cannot work and StoreError for a database that cannot be used.
    """
    engine = _engine(url)
    path = _sqlite_path(engine.url)
    if path is not None:
        _check_file(path)
    async with AsyncExitStack() as on_failure:
        on_failure.push_async_callback(engine.dispose)
        await _bring_to_newest(engine)
        store = Store(engine, Vault(keys or (key_beside(path) if path else new_key(),)))
        await _check_key(store)
        on_failure.pop_all()
    return store


def _check_file(path: Path) -> None:
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


async def _bring_to_newest(engine: AsyncEngine) -> None:
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_migrate)
            await connection.commit()
    except CommandError as error:
        raise StoreError(f"the database was made by a newer version of this program: {error}") from error
    except DBAPIError as error:
        raise StoreError(
            f"the database {engine.url.render_as_string()} cannot be opened: {error.orig}"
        ) from error


async def _check_key(store: Store) -> None:
    """StoreError when the database was written with other keys; what it holds could not be read later."""
    async with store.transaction() as tx:
        sealed = await tx.connection.scalar(select(facts.c.value).where(facts.c.name == KEY_CHECK))
        if sealed is not None:
            tx.vault.open(sealed.encode())
            if not tx.vault.is_newest(sealed.encode()):
                await _change_keys(tx)
        value = tx.vault.seal(KEY_CHECK).decode()
        await tx.connection.execute(
            insert(facts)
            .values(name=KEY_CHECK, value=value)
            .on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )


async def _change_keys(tx: Transaction) -> None:
    """Seal everything with the newest key, so that the older ones can be taken away."""
    for table in metadata.sorted_tables:
        for name in (column.name for column in table.c if column.name.startswith("sealed_")):
            await _reseal(tx, table, name)


async def _reseal(tx: Transaction, table: Table, name: str) -> None:
    (row_id,), column = table.primary_key.columns, table.c[name]
    found = await tx.connection.execute(select(row_id, column).where(column.is_not(None)))
    rows = [{"row": row, "sealed": tx.vault.reseal(sealed)} for row, sealed in found]
    if rows:
        change = update(table).where(row_id == bindparam("row")).values({name: bindparam("sealed")})
        await tx.connection.execute(change, rows)


async def copy_in_memory(store: Store) -> Store:
    """A database of its own in memory with the same content: quicker than migrating another one."""
    copy = Store(_engine(MEMORY), store.vault)
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

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(zlib.decompress(content))
        return connection

    async with aiosqlite.Connection(connect, iter_chunk_size=1) as source, _driver(store) as target:
        await source.backup(target)


@asynccontextmanager
async def _driver(store: Store) -> AsyncIterator[aiosqlite.Connection]:
    """The driver's own connection, for what SQLAlchemy does not know."""
    async with store.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        yield cast("aiosqlite.Connection", driver)


def is_there(url: str) -> bool:
    """Whether a database has been made; SettingsError for an address that cannot work."""
    path = _sqlite_path(check_url(url))
    return path is not None and path.exists()


def check_url(url: str) -> URL:
    """The database address, with our driver; SettingsError when it is none that we can use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(
            "DATABASE_URL: not a database address; write sqlite+aiosqlite:///path/to/file"
        ) from error
    if parsed.get_backend_name() != "sqlite":
        raise SettingsError("DATABASE_URL: only SQLite is supported; write sqlite+aiosqlite:///path/to/file")
    return parsed.set(drivername="sqlite+aiosqlite")


def _engine(url: str) -> AsyncEngine:
    parsed = check_url(url)
    options: dict[str, Any] = {"poolclass": StaticPool} if _sqlite_path(parsed) is None else {}
    engine = create_async_engine(parsed, hide_parameters=True, **options)
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite address; None in memory."""
    return Path(url.database) if url.database and url.database != ":memory:" else None


def _on_connect(connection: Any, _record: object) -> None:
    """WAL lets readers go on while we write; FULL keeps a commit through a power cut."""
    connection.isolation_level = None
    try:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except Exception:
        connection.close()  # the pool does not know it yet, and its thread would outlive the loop
        raise


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def sqlite_version() -> str:
    return sqlite3.sqlite_version
