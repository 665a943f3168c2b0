from __future__ import annotations

import asyncio
import socket
import traceback

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.errors import SettingsError, StoreError
from bot.store import facts
from bot.store.engine import Store
from bot.store.opening import open_store, version
from bot.store.tables import facts as facts_table
from tests.databases import KEYS, Kind
from tests.postgres.databases import Databases
from tests.store.opening import recall, refusal, remember
from tests.store.rows import AT, a_ticket

QUICKLY = 20.0  # seconds; on a busy machine


async def test_a_new_database_is_made_with_all_its_tables(empty: str) -> None:
    store = await open_store(empty, KEYS)
    async with store.transaction() as tx:
        assert (await a_ticket(tx)).number == 1
    await store.close()


async def test_a_database_can_be_opened_again_and_keeps_what_is_in_it(empty: str) -> None:
    for value in ("first", "second"):
        store = await open_store(empty, KEYS)
        await remember(store, value, value)
        await store.close()

    store = await open_store(empty, KEYS)
    assert [await recall(store, name) for name in ("first", "second")] == ["first", "second"]
    await store.close()


async def test_a_database_says_what_it_is(store: Store, kind: Kind) -> None:
    name, number = (await version(store)).split(maxsplit=1)
    assert name == {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]
    assert number[0].isdecimal()


async def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    async def half_done() -> None:
        async with store.transaction() as tx:
            await facts.put(tx, "offset", "7")
            raise ValueError("in between")

    with pytest.raises(ValueError, match="in between"):
        await half_done()
    assert await recall(store, "offset") is None


async def test_two_processes_open_tickets_at_once_and_no_number_is_given_twice(
    store: Store, other: Store
) -> None:
    async def open_some(store: Store) -> list[int]:
        numbers = []
        for _ in range(10):
            async with store.transaction() as tx:
                numbers.append((await a_ticket(tx)).number)
        return numbers

    both = await asyncio.gather(open_some(store), open_some(other))
    assert sorted(both[0] + both[1]) == list(range(1, 21))


async def test_a_row_that_points_nowhere_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.connection.execute(
                text(
                    "INSERT INTO requests (person_id, ticket_number, kind, asked_at, due_at)"
                    " VALUES (1, 1, 'delete', :at, :at)"
                ),
                {"at": AT if tx.connection.dialect.name == "postgresql" else str(AT)},
            )


async def test_a_statement_that_fails_does_not_show_what_was_in_it(store: Store) -> None:
    secret = "つきよのかに"
    with pytest.raises(IntegrityError) as caught:
        async with store.transaction() as tx:
            await tx.connection.execute(insert(facts_table).values(name=secret, value=None))
    assert secret not in "".join(traceback.format_exception(caught.value))


# --- what cannot be opened ----------------------------------------------------------------------


async def test_a_database_of_a_newer_version_is_not_touched(empty: str) -> None:
    store = await open_store(empty, KEYS)
    await remember(store, "key_check", "as it was")
    async with store.transaction() as tx:
        await tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    error = await refusal(empty)
    assert isinstance(error, StoreError)
    assert "newer version of this program" in str(error)
    assert await recall(store, "key_check") == "as it was"
    await store.close()


async def test_postgresql_without_a_key_is_refused_before_anybody_connects() -> None:
    error = await refusal("postgresql://bot:hunter2@no-such-host.invalid/madoguchi", ())
    assert isinstance(error, SettingsError)
    assert str(error).startswith("ENCRYPTION_KEYS: not set")
    assert "python -m bot new-key" in str(error)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_server_that_is_not_there_is_named_within_seconds_without_the_password(host: str) -> None:
    async with asyncio.timeout(QUICKLY):
        error = await refusal(f"postgresql://bot:hunter2@{host}:{closed_port()}/madoguchi")
    assert isinstance(error, StoreError)
    assert host in str(error)
    assert "hunter2" not in str(error)


async def test_a_database_that_the_server_does_not_have_is_named(postgres: Databases) -> None:
    error = await refusal(postgres.url("no_such_database"))
    assert isinstance(error, StoreError)
    assert 'database "no_such_database" does not exist' in str(error)
