from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.engine import Store, Transaction
from bot.store.opening import open_store
from tests.databases import KINDS, Kind, Maker, connected


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Whoever uses a database is run on both."""
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def empty(maker: Maker) -> Iterator[str]:
    """The URL of a database in which nothing was made."""
    url = maker.place.create()
    yield url
    maker.place.drop(url)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = connected(database)
    yield opened
    await opened.close()


@pytest.fixture
async def other(store: Store, database: str) -> AsyncIterator[Store]:
    """What another process has opened: the same database, with locks and connections of its own."""
    opened = connected(database)
    yield opened
    await opened.close()


@pytest.fixture
async def tx(store: Store) -> AsyncIterator[Transaction]:
    """A transaction of a new database, committed at the end of the test."""
    async with store.transaction() as transaction:
        yield transaction


# --- SQLite's own --------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an SQLite database of the test is, or will be."""
    return tmp_path / "madoguchi.db"


@pytest.fixture
async def sqlite_store(file: Path) -> AsyncIterator[Store]:
    """A new database in a file, with its key beside it."""
    opened = await open_store(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()
