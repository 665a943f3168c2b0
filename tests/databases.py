"""Databases for tests, of both kinds: each made from one that has its tables already."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from pathlib import Path
from typing import Final, Literal, Protocol

from sqlalchemy import make_url

from bot.store.encryption import Vault, new_key
from bot.store.engine import Store
from bot.store.migrating import bring_to_newest
from bot.store.opening import connect, make_engine

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

    def create(self, template: str | None = None) -> str:
        """The URL of a database: a file not made yet, or a copy of another."""
        file = self._folder / f"{secrets.token_hex(4)}.db"
        if template:
            shutil.copy(_file(template), file)
        return f"sqlite+aiosqlite:///{file}"

    def drop(self, url: str) -> None:
        """Remove a database and all that lies beside it."""
        for path in self._folder.glob(f"{_file(url).name}*"):
            path.unlink()


class Maker:
    """Makes databases with their tables, quicker than by migrating each."""

    def __init__(self, place: Place) -> None:
        """Not to be called inside an event loop."""
        self.place = place
        self._template = place.create()
        asyncio.run(migrate(self._template))

    def create(self) -> str:
        return self.place.create(self._template)


def connected(url: str) -> Store:
    """A store on a database that has its tables: quicker than opening, which looks for migrations."""
    return connect(make_engine(url), Vault(KEYS))


async def migrate(url: str) -> None:
    """Make the tables and nothing else: opening would write which keys the database is for."""
    engine = make_engine(url)
    await bring_to_newest(engine)
    await engine.dispose()


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")
