from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from bot.store import inbox, people, requests, tables, tickets
from bot.store.address import is_sqlite
from bot.store.engine import Transaction
from bot.store.migrating import MIGRATIONS, bring_to_newest
from bot.store.opening import make_engine, open_store
from bot.store.requests import Request
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
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "0006"
    await engine.dispose()


# --- from older versions -------------------------------------------------------------------------


async def made_by(version: str, url: str, statements: Sequence[str]) -> None:
    """A database as an older version left it, with rows in it."""

    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, version)

    store = connected(url)
    as_kept = str if is_sqlite(store.engine.url) else datetime.astimezone
    values = {"sealed": store.vault.seal("会費は？"), "at": as_kept(AT), "later": as_kept(LATER)}
    async with store.transaction() as tx:
        await tx.connection.run_sync(upgrade)
        for statement in statements:
            named = {name: value for name, value in values.items() if f":{name}" in statement}
            await tx.connection.execute(text(statement), named)
    await store.close()


async def test_a_database_of_the_first_version_is_brought_to_the_newest_with_all_its_rows(empty: str) -> None:
    into_inbox = "INSERT INTO inbox (update_key, chat, sealed_payload, state, attempts, received_at) VALUES "
    outbox = (
        "INSERT INTO outbox (channel, chat, key, purpose, sealed_payload, state, attempts, created_at)"
        " VALUES "
    )
    at = AT.isoformat(sep=" ")
    await made_by(
        "0001",
        empty,
        [
            f"{into_inbox} ('telegram:4294967297', 'hanako', :sealed, 'pending', 0, '{at}')",
            f"{into_inbox} ('telegram:7', 'taro', NULL, 'done', 1, '{at}')",
            f"{into_inbox} ('terminal:7', 'hanako', :sealed, 'dead', 5, '{at}')",
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


async def test_what_was_there_before_personal_data_were_minded_stays_and_can_be_erased(empty: str) -> None:
    await made_by("0004", empty, BEFORE_PERSONAL_DATA)
    store = await open_store(empty, KEYS)
    async with store.transaction() as tx:
        person, ticket = await people.by_id(tx, 1), await tickets.get(tx, 1)
        assert (person.address, person.turn, person.is_erased) == ("hanako", "会費は？", False)
        assert (ticket.question, ticket.is_erased) == ("消してください", False)
        assert await requests.of_person(tx, 1) == [Request("delete", AT, LATER, None, 1)]
        assert [t.number for t in await tickets.in_queue(tx)] == [1], "the demand is still to be done"

        await requests.record(tx, person=1, kind="access", asked_at=AT, due_at=AT, done_at=AT)
        await requests.set_done(tx, [1], LATER)
        await tickets.erase(tx, [1], LATER)
        await people.erase(tx, 1, "erased-1", LATER)
        assert [r.done_at for r in await requests.of_person(tx, 1)] == [LATER, AT]
        assert await people.forget_erased(tx, LATER + (LATER - AT)) == 0, "the ticket refers to it"
        assert (await a_ticket(tx)).number == 2
    await store.close()


async def test_of_updates_that_were_handled_before_the_chat_is_forgotten_too(empty: str) -> None:
    await made_by("0004", empty, BEFORE_PERSONAL_DATA)
    store = await open_store(empty, KEYS)
    async with store.transaction() as tx:
        found = await tx.connection.execute(tables.inbox.select().order_by(tables.inbox.c.update_id))
        assert [(row.update_id, row.state, row.chat) for row in found] == [
            (1, "done", ""),
            (2, "dead", "hanako"),
            (3, "pending", "taro"),
        ]
        assert await inbox.erase_dead(tx, "telegram", "hanako") == 1
        assert read(tx, *await to_handle(tx, LATER)) == ["会費は？"]
    await store.close()


async def test_no_demand_is_lost_with_the_table_that_is_made_anew(empty: str) -> None:
    """SQLite can only copy a table to let a column be empty."""
    *_, demand, _ = BEFORE_PERSONAL_DATA
    await made_by("0004", empty, [*BEFORE_PERSONAL_DATA, *[demand] * 20])
    store = await open_store(empty, KEYS)
    async with store.transaction() as tx:
        assert len(await requests.of_person(tx, 1)) == 21
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await requests.record(tx, person=1, kind="access", asked_at=AT, due_at=AT, ticket=99)
    await store.close()


BEFORE_PERSONAL_DATA = (
    "INSERT INTO people (channel, address, language_chosen, sealed_turn, created_at)"
    " VALUES ('telegram', 'hanako', false, :sealed, :at)",
    "INSERT INTO tickets (person_id, chat, state, kind, urgent, language, question, tried, answered, version,"
    " created_at, updated_at) VALUES"
    " (1, 'hanako', 'answered', 'delete', false, 'ja', '消してください', '', true, 2, :at, :at)",
    "INSERT INTO requests (person_id, ticket_number, kind, asked_at, due_at)"
    " VALUES (1, 1, 'delete', :at, :later)",
    "INSERT INTO inbox (channel, update_id, chat, sealed_payload, state, attempts, received_at) VALUES"
    " ('telegram', 1, 'hanako', NULL, 'done', 1, :at),"
    " ('telegram', 2, 'hanako', :sealed, 'dead', 5, :at),"
    " ('telegram', 3, 'taro', :sealed, 'pending', 1, :at)",
)
