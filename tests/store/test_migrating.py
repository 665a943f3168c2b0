from __future__ import annotations

import asyncio
from collections.abc import Sequence

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.store import tables
from bot.store.engine import Transaction
from bot.store.migrating import MIGRATIONS, bring_to_newest
from bot.store.opening import make_engine, open_store
from tests.databases import KEYS, Kind, connected
from tests.store.at_once import AT_ONCE, open_at_once
from tests.store.rows import AT, LATER, a_ticket, read, to_handle, to_send


def test_processes_that_start_at_once_all_find_a_database_they_can_use(empty: str, kind: Kind) -> None:
    """On SQLite they also find one key beside the file."""
    assert open_at_once(empty, () if kind == "sqlite" else KEYS) == [""] * AT_ONCE


async def test_a_database_may_be_opened_at_once_by_several(empty: str) -> None:
    stores = await asyncio.gather(*(open_store(empty, KEYS) for _ in range(AT_ONCE)))
    numbers = []
    for store in stores:
        async with store.transaction() as tx:
            numbers.append((await a_ticket(tx)).number)
        await store.close()
    assert numbers == [1, 2, 3]


async def test_migrating_again_changes_nothing(empty: str) -> None:
    engine = make_engine(empty)
    for _ in range(2):
        await bring_to_newest(engine)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "0004"
    await engine.dispose()


# --- from the first version on -------------------------------------------------------------------

FIRST = "0001"


async def made_by_the_first_version(url: str, statements: Sequence[str]) -> None:
    """A database as it was when there were no leases and jobs, with rows in it."""

    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)

    store = connected(url)
    sealed = {"sealed": store.vault.seal("会費は？")}
    async with store.transaction() as tx:
        await tx.connection.run_sync(upgrade)
        for statement in statements:
            await tx.connection.execute(text(statement), sealed if ":sealed" in statement else {})
    await store.close()


async def test_a_database_of_the_first_version_is_brought_to_the_newest_with_all_its_rows(empty: str) -> None:
    inbox = "INSERT INTO inbox (update_key, chat, sealed_payload, state, attempts, received_at) VALUES "
    outbox = (
        "INSERT INTO outbox (channel, chat, key, purpose, sealed_payload, state, attempts, created_at)"
        " VALUES "
    )
    at = AT.isoformat(sep=" ")
    await made_by_the_first_version(
        empty,
        [
            f"{inbox} ('telegram:4294967297', 'hanako', :sealed, 'pending', 0, '{at}')",
            f"{inbox} ('telegram:7', 'taro', NULL, 'done', 1, '{at}')",
            f"{inbox} ('terminal:7', 'hanako', :sealed, 'dead', 5, '{at}')",
            f"{outbox} ('telegram', 'hanako', 'inbox:1:0', 'reply', :sealed, 'pending', 2, '{at}')",
            "INSERT INTO facts (name, value) VALUES ('staff_chat:-100', '-1002')",
        ],
    )
    store = await open_store(empty, KEYS)
    async with store.transaction() as tx:
        assert await updates(tx) == {
            ("telegram", 4294967297, "pending"),
            ("telegram", 7, "done"),
            ("terminal", 7, "dead"),
        }
        assert read(tx, *await to_handle(tx, LATER)) == ["会費は？"]
        (message,) = await to_send(tx, LATER)
        assert (read(tx, message), message.attempts) == (["会費は？"], 3)
        duplicates = await tx.connection.scalars(tables.outbox.select().with_only_columns(POSSIBLE))
        assert list(duplicates) == [False]
    await store.close()


POSSIBLE = tables.outbox.c.possible_duplicate


async def updates(tx: Transaction) -> set[tuple[str, int, str]]:
    found = await tx.connection.execute(tables.inbox.select())
    return {(row.channel, row.update_id, row.state) for row in found}
