from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.engine import Store, Transaction, open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database of the test is, or will be."""
    return tmp_path / "madoguchi.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    """A new database in a file."""
    opened = await open_store(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()


@pytest.fixture
async def tx(store: Store) -> AsyncIterator[Transaction]:
    """A transaction of a new database, committed at the end of the test."""
    async with store.transaction() as transaction:
        yield transaction
