from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.store.address import MEMORY
from bot.store.copying import copy_in_memory, packed, unpack
from bot.store.engine import Store
from bot.store.opening import open_store
from tests.store.opening import files_in, recall, remember
from tests.store.rows import a_ticket


async def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store(MEMORY)
    await remember(store, "offset", "7")
    assert await recall(store, "offset") == "7"
    await store.close()
    assert files_in(tmp_path) == {}


async def test_a_copy_in_memory_is_a_database_of_its_own(sqlite_store: Store) -> None:
    await remember(sqlite_store, "offset", "7")
    copy = await copy_in_memory(sqlite_store)
    await remember(copy, "offset", "8")
    assert (await recall(sqlite_store, "offset"), await recall(copy, "offset")) == ("7", "8")
    await copy.close()


async def test_a_copy_opens_what_the_first_one_sealed(sqlite_store: Store) -> None:
    copy = await copy_in_memory(sqlite_store)
    assert copy.vault.open(sqlite_store.vault.seal("秘密")) == "秘密"
    await copy.close()


async def test_a_database_is_packed_into_little_and_goes_on_where_it_was() -> None:
    first, second = await open_store(MEMORY), await open_store(MEMORY)
    async with first.transaction() as tx:
        assert (await a_ticket(tx)).number == 1
    content = await packed(first)
    assert len(content) < 20_000

    await unpack(content, second)
    async with second.transaction() as tx:
        assert (await a_ticket(tx)).number == 2
    await asyncio.gather(first.close(), second.close())
