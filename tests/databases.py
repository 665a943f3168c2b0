"""Databases for tests, of both kinds: each made from one that has its tables already."""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Protocol

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.encryption import Vault, new_key
from bot.store.engine import Store
from bot.store.migrating import bring_to_newest
from bot.store.opening import connect as connect_store
from bot.store.opening import make_engine
from bot.store.tables import metadata
from tests.postgres.databases import connect

Kind = Literal["sqlite", "postgresql"]
KINDS: Final[tuple[Kind, ...]] = ("sqlite", "postgresql")
KEYS = (new_key(),)
"""What tests write databases with, unless keys are what they are about."""


class Place(Protocol):
    """Where databases are made: tests.postgres.Databases is one."""

    def create(self, template: str | None = None) -> str: ...

    def drop(self, url: str) -> None: ...


class Folder:
    """SQLite databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._free: list[str] = []

    def create(self, template: str | None = None) -> str:
        """The URL of a database: a file not made yet, or a copy of another."""
        url = (
            self._free.pop()
            if self._free
            else f"sqlite+aiosqlite:///{self._folder / secrets.token_hex(4)}.db"
        )
        if template:
            shutil.copy(_file(template), _file(url))
        return url

    def drop(self, url: str) -> None:
        """Remove a database and all that lies beside it; another may have its name."""
        for path in self._folder.glob(f"{_file(url).name}*"):
            path.unlink()
        self._free.append(url)


class Maker:
    """Lends databases that have their tables and nothing in them, quicker than by migrating each."""

    def __init__(self, place: Place, wipe: Callable[[str], None] | None = None) -> None:
        """With `wipe` a database is lent again. Not to be called inside an event loop."""
        self.place = place
        self._wipe = wipe
        self._returned: list[str] = []
        self._template = place.create()
        asyncio.run(migrate(self._template))

    def copy_to(self, file: Path) -> None:
        """Put an SQLite database that has its tables where somebody will open it."""
        shutil.copy(_file(self._template), file)
        file.chmod(0o600)  # as the bot makes it

    @contextmanager
    def lend(self) -> Iterator[str]:
        url = self._returned.pop() if self._returned else self.place.create(self._template)
        yield url
        if self._wipe:
            self._wipe(url)
            self._returned.append(url)
        else:
            self.place.drop(url)


def wipe(url: str) -> None:
    """Empty a PostgreSQL database: making another takes ten times as long, and TRUNCATE five times."""
    names = ", ".join(metadata.tables)
    rows = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))  # noqa: S608  # our own names
    numbers = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
    with connect(url) as connection:
        connection.execute(
            "SET lock_timeout = '20s';"
            "DROP FUNCTION IF EXISTS broken CASCADE;"  # what a test may have put in
            f"LOCK TABLE {names};{rows};{numbers}"
        )


_spare: defaultdict[tuple[str, int], list[AsyncEngine]] = defaultdict(list)
"""Engines that were disposed of, by what they were made for: each has compiled its statements already."""


def connected(url: str) -> Store:
    """A store on a database that has its tables: quicker than opening, which looks for migrations."""
    made_for = (url, logging.getLogger("sqlalchemy.engine").getEffectiveLevel())  # an engine looks only once
    spare = _spare[made_for]
    if spare:
        engine = spare.pop()
    else:
        engine = make_engine(url)
        event.listen(engine.sync_engine, "engine_disposed", lambda _: spare.append(engine))
    return connect_store(engine, Vault(KEYS))


async def migrate(url: str) -> None:
    """Make the tables and nothing else: opening would write which keys the database is for."""
    engine = make_engine(url)
    await bring_to_newest(engine)
    await engine.dispose()


async def eventually(true: Callable[[], Awaitable[object]]) -> None:
    """A server notices the end of a connection a moment later."""
    async with asyncio.timeout(20):
        while not await true():  # noqa: ASYNC110  # nothing to wait on
            await asyncio.sleep(0.01)


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")
