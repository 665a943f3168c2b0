"""Opening databases, and what is in them afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import MadoguchiError
from bot.store import facts
from bot.store.engine import Store
from bot.store.opening import open_store
from tests.databases import KEYS


def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def refusal(url: str, keys: tuple[str, ...] = KEYS) -> MadoguchiError:
    """Why a database is not opened, in one line."""
    with pytest.raises(MadoguchiError) as caught:
        await open_store(url, keys)
    assert "\n" not in str(caught.value)
    return caught.value


async def remember(store: Store, name: str, value: str) -> None:
    async with store.transaction() as tx:
        await facts.put(tx, name, value)


async def recall(store: Store, name: str) -> str | None:
    async with store.transaction() as tx:
        return await facts.get(tx, name)


def files_in(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in sorted(folder.iterdir())}
