"""What was deleted leaves the database's files, too."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from bot.errors import StoreError
from bot.store import drafts, feedback, inbox, log, outbox, people, tickets
from bot.store.address import MEMORY
from bot.store.engine import Store, Transaction
from bot.store.feedback import Judgement
from bot.store.opening import connect, make_engine, open_store
from bot.store.tickets import NewTicket
from tests.databases import eventually
from tests.store.opening import address, files_in, recall, remember
from tests.store.rows import AT, LATER, US, a_person, a_ticket, came_in, queued, said, to_handle, to_send

MARK = "つきよのかに"


def files_with(what: str, file: Path) -> list[str]:
    """The names of the files beside a database, and its own, in which something can be read."""
    return [name for name, content in files_in(file.parent).items() if what.encode() in (content or b"")]


async def test_the_store_goes_on_as_it_was_after_a_sweep(store: Store) -> None:
    async with store.transaction() as tx:
        await a_ticket(tx)
        await said(tx, MARK)
    await store.scrub()
    await store.scrub()
    async with store.transaction() as tx:
        assert (await a_ticket(tx)).number == 2
        assert [e.text for e in await log.of_person(tx, (await a_person(tx)).id)] == [MARK]


async def test_in_memory_there_is_nothing_to_sweep() -> None:
    store = await open_store(MEMORY)
    await remember(store, "offset", "7")
    await store.scrub()
    assert await recall(store, "offset") == "7"
    await store.close()


# --- on SQLite -----------------------------------------------------------------------------------


async def everywhere(tx: Transaction, mark: str) -> None:
    """Somebody at an address, and all that is kept of them in clear."""
    person = await a_person(tx, mark)
    new = NewTicket(person.id, mark, "ja", f"質問は{mark}", f"答えは{mark}")
    ticket = await tickets.open_ticket(tx, new, AT)
    await tickets.add_event(tx, ticket.number, "shared", "user", AT, mark)
    await said(tx, f"私は{mark}です", who=mark, ticket=ticket.number)
    await feedback.keep(tx, Judgement(AT, "ja", mark, "fee", "", 1.0, (mark,), False, ticket.number, "v1"))
    await came_in(tx, 1, chat=mark)
    await inbox.done(tx, await to_handle(tx), US, AT)
    await came_in(tx, 2, chat=mark)
    (dead,) = await to_handle(tx)
    await inbox.set_aside(tx, dead, US, mark)
    await queued(tx, mark, chat=mark, ticket=ticket.number)
    await outbox.sent(tx, (await to_send(tx))[0], US, 41, AT)
    await drafts.add(tx, ticket.number, 1, "sato", mark, AT)


async def erased(tx: Transaction, mark: str) -> None:
    person = await a_person(tx, mark)
    numbers = [ticket.number for ticket in await tickets.of_person(tx, person.id)]
    await tickets.erase(tx, numbers, LATER)
    await feedback.erase(tx, [], numbers)
    await log.erase_of(tx, person.id)
    await inbox.erase_dead(tx, "telegram", mark)
    await outbox.erase(tx, "telegram", mark)
    await people.erase(tx, person.id, "erased-1", LATER)


async def test_of_who_was_erased_nothing_can_be_read_in_any_file(sqlite_store: Store, file: Path) -> None:
    async with sqlite_store.transaction() as tx:
        await everywhere(tx, MARK)
        await said(tx, "これは残る")
    assert files_with(MARK, file)
    async with sqlite_store.transaction() as tx:
        await erased(tx, MARK)
    await sqlite_store.scrub()
    assert files_with(MARK, file) == []
    assert files_with("これは残る", file) == ["madoguchi.db"]


async def test_nothing_stays_behind_where_rows_had_to_make_room_for_others(
    sqlite_store: Store, file: Path
) -> None:
    """With secure_delete alone SQLite leaves two of the addresses, in pages from which rows had moved."""
    random, here, gone = Random(2), [], []  # noqa: S311  # no secret
    async with sqlite_store.transaction() as tx:
        for number in range(300):
            here.append(await a_person(tx, str(random.randrange(10**9, 10**10))))
            for person in random.choices(here, k=5):
                await people.remember(tx, person.id, "ja", False, "x" * random.randrange(700))
            if random.random() < 0.4:
                person = here.pop(random.randrange(len(here)))
                await people.erase(tx, person.id, f"erased-{number}", AT)
                gone.append(person.address)
    await sqlite_store.scrub()
    assert gone
    assert [address for address in gone if files_with(address, file)] == []


@contextmanager
def somebody(file: Path, *statements: str) -> Iterator[sqlite3.Connection]:
    """Another process in the middle of a transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement).fetchall()
    yield connection
    connection.close()


READS = ("BEGIN", "SELECT * FROM facts")
WRITES = ("BEGIN IMMEDIATE", "INSERT INTO facts VALUES ('theirs', '1')")
disturbed = pytest.mark.parametrize("statements", [READS, WRITES])


@disturbed
async def test_while_somebody_is_in_the_database_it_cannot_be_swept_and_nothing_is_lost(
    sqlite_store: Store, file: Path, statements: tuple[str, ...]
) -> None:
    await remember(sqlite_store, "offset", "7")
    with somebody(file, *statements) as other:
        with pytest.raises(StoreError) as caught:
            await sqlite_store.scrub()
        assert "\n" not in str(caught.value)
        assert "swept" in str(caught.value)
        other.execute("COMMIT")
        assert await recall(sqlite_store, "offset") == "7"
        await sqlite_store.scrub()
    assert await recall(sqlite_store, "offset") == "7"
    assert await recall(sqlite_store, "theirs") == ("1" if statements is WRITES else None)


async def test_while_the_sweep_waits_for_somebody_other_work_goes_on(sqlite_store: Store, file: Path) -> None:
    await remember(sqlite_store, "offset", "7")
    with somebody(file, *READS):
        sweep = asyncio.create_task(sqlite_store.scrub())
        for _ in range(10):
            await asyncio.sleep(0.01)
        assert not sweep.done()
        with pytest.raises(StoreError):
            await sweep


async def test_a_file_that_cannot_be_swept_at_all_is_named(sqlite_store: Store, file: Path) -> None:
    spoilt = file.with_name("spoilt.db")
    spoilt.write_text("これはデータベースではありません。" * 100, encoding="utf-8")
    before = spoilt.read_bytes()
    store = connect(make_engine(address(spoilt)), sqlite_store.vault)
    with pytest.raises(StoreError) as caught:
        await store.scrub()
    await store.close()
    assert str(spoilt) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert spoilt.read_bytes() == before


# --- on PostgreSQL -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_on_postgresql_dead_rows_are_given_free(store: Store) -> None:
    async def pages() -> int:
        async with store.transaction() as tx:
            return await tx.connection.scalar(text("SELECT pg_relation_size('messages')")) or 0

    async def are_swept() -> bool:
        await store.scrub()
        return await pages() == 0

    async with store.transaction() as tx:
        person = await a_person(tx)
        await said(tx, MARK)
    async with store.transaction() as tx:
        assert await log.erase_of(tx, person.id) == 1
    assert await pages() > 0
    await eventually(are_swept)
