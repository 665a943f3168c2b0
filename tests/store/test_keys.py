from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.errors import SettingsError, StoreError
from bot.store import (
    draft_files,
    drafts,
    files,
    impostors,
    notes,
    people,
    personal_values,
    reports,
    web_messages,
)
from bot.store.draft_files import NewFile
from bot.store.encryption import Vault, new_key
from bot.store.engine import Store
from bot.store.keys import AT_ONCE
from bot.store.opening import open_store
from bot.store.tables import metadata
from bot.store.tables import outbox as outbox_table
from tests.store.opening import address, refusal
from tests.store.rows import AT, a_person, a_ticket, came_in, queued

NAMED = NewFile("document", "its name", "application/pdf", b"a file of staff")

# --- beside an SQLite file -----------------------------------------------------------------------


async def test_the_key_lies_beside_the_database_for_its_owner_only(sqlite_store: Store, file: Path) -> None:
    key = file.with_name("madoguchi.db.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text() not in repr(sqlite_store)


async def test_the_key_beside_the_database_opens_it_the_next_time(sqlite_store: Store, file: Path) -> None:
    sealed = sqlite_store.vault.seal("会員番号を教えてください")
    again = await open_store(address(file))
    assert again.vault.open(sealed) == "会員番号を教えてください"
    await again.close()


async def test_keys_that_are_set_are_used_and_none_is_written(file: Path) -> None:
    store = await open_store(address(file), (new_key(),))
    await store.close()
    assert not file.with_name("madoguchi.db.key").exists()


@pytest.mark.parametrize("content", [b"", b"hunter2\n", b"\xff\xfe"])
async def test_a_spoilt_key_file_is_named_and_never_replaced(
    sqlite_store: Store, file: Path, content: bytes
) -> None:
    key = file.with_name("madoguchi.db.key")
    key.write_bytes(content)
    error = await refusal(address(file), ())
    assert str(key) in str(error)
    assert "hunter2" not in str(error)
    assert key.read_bytes() == content


# --- whatever the database -----------------------------------------------------------------------


async def test_what_was_sealed_opens_the_next_time_with_the_first_of_the_keys(empty: str) -> None:
    keys = (new_key(), new_key())
    store = await open_store(empty, keys)
    sealed = store.vault.seal("秘密")
    await store.close()

    again = await open_store(empty, keys[:1])
    assert again.vault.open(sealed) == "秘密"
    await again.close()


async def test_a_database_written_with_another_key_is_not_opened(empty: str) -> None:
    keys = (new_key(),)
    store = await open_store(empty, keys)
    sealed = store.vault.seal("秘密")
    await store.close()
    error = await refusal(empty, (new_key(),))
    assert isinstance(error, StoreError)
    assert "ENCRYPTION_KEYS" in str(error)

    again = await open_store(empty, keys)
    assert again.vault.open(sealed) == "秘密"
    await again.close()


@pytest.mark.parametrize("key", ["hunter2", "鍵", "A" * 44])
async def test_what_is_no_key_is_refused_without_showing_it(empty: str, key: str) -> None:
    error = await refusal(empty, (new_key(), key))
    assert isinstance(error, SettingsError)
    assert str(error).startswith("ENCRYPTION_KEYS: ")
    assert "python -m bot new-key" in str(error)
    assert key not in str(error)


async def test_keys_are_changed_one_after_the_other(empty: str) -> None:
    old, new = new_key(), new_key()
    for keys in ((old,), (new, old), (new,)):
        await (await open_store(empty, keys)).close()
    assert isinstance(await refusal(empty, (old,)), StoreError)


async def test_processes_that_start_at_once_with_a_new_key_all_open_the_database(empty: str) -> None:
    old, new = new_key(), new_key()
    store = await open_store(empty, (old,))
    async with store.transaction() as tx:
        await queued(tx, "the message")
    await store.close()
    opened = await asyncio.gather(*(open_store(empty, (new, old)) for _ in range(3)))
    await asyncio.gather(*(store.close() for store in opened))

    store = await open_store(empty, (new,))
    assert await sealed_values(store) == {"outbox.sealed_payload": ["the message"]}
    await store.close()


async def sealed_values(store: Store) -> dict[str, list[str]]:
    """What is in every sealed column of every table, as far as any is."""
    columns = [c for table in metadata.sorted_tables for c in table.c if c.name.startswith("sealed_")]
    async with store.transaction() as tx:
        found = {str(c): await tx.connection.scalars(select(c).where(c.is_not(None))) for c in columns}
    opened = {name: [store.vault.open(value) for value in values] for name, values in found.items()}
    return {name: values for name, values in opened.items() if values}


async def test_after_a_change_of_keys_everything_sealed_opens_with_the_new_one_alone(empty: str) -> None:
    old, new = new_key(), new_key()
    store = await open_store(empty, (old,))
    async with store.transaction() as tx:
        person = await a_person(tx)
        await people.remember(tx, person.id, "ja", False, "the turn")
        await came_in(tx, 1, "the update")
        ticket = await a_ticket(tx)
        draft = await drafts.add(tx, ticket.number, ticket.version, "staff", "the draft", AT)
        await queued(tx, "the message", ticket=ticket.number, draft=draft)
        impostor, _ = await impostors.reported(tx, "x impostor", ticket.number, AT)
        await reports.add(
            tx, impostor=impostor.id, person=person.id, ticket=None, reference="the evidence", at=AT
        )
        await personal_values.keep(
            tx, [("mail", "the value")], person=person.id, ticket=None, state="kept", said_at=AT
        )
        await files.want(tx, ticket.number, "photo", "the file's id", AT)
        fetched = await files.want(tx, ticket.number, "photo", "", AT)
        await files.keep(tx, fetched, b"the file")
        await draft_files.add(tx, ticket.number, draft, NAMED, AT)
        await notes.add(tx, ticket.number, "sato", "the note", AT)
        await web_messages.add(tx, "web:hanako", "user", "the message", AT, b"its file")
    sealed = {str(c) for t in metadata.sorted_tables for c in t.c if c.name.startswith("sealed_")}
    before = await sealed_values(store)
    assert set(before) == sealed, "the test knows every sealed column"
    await store.close()

    for keys in ((new, old), (new,)):
        store = await open_store(empty, keys)
        assert await sealed_values(store) == before
        async with store.transaction() as tx:
            assert await impostors.known(tx, "x impostor") == impostor, "it is still found by what it is"
        await store.close()


async def test_however_many_rows_there_are_all_are_sealed_with_the_new_key(empty: str) -> None:
    old, new = new_key(), new_key()
    store = await open_store(empty, (old,))
    messages = [f"message {number}" for number in range(2 * AT_ONCE + 1)]
    async with store.transaction() as tx:
        for message in messages:
            await queued(tx, message)
    await store.close()
    await (await open_store(empty, (new, old))).close()

    store = await open_store(empty, (new,))
    assert sorted((await sealed_values(store))["outbox.sealed_payload"]) == sorted(messages)
    await store.close()


async def test_keys_are_not_changed_by_half(empty: str) -> None:
    lost, old, new = new_key(), new_key(), new_key()
    store = await open_store(empty, (old,))
    async with store.transaction() as tx:
        await people.remember(tx, (await a_person(tx)).id, "ja", False, "the turn")
        await queued(tx, "the message")
        await tx.connection.execute(update(outbox_table).values(sealed_payload=Vault([lost]).seal("lost")))
    await store.close()
    assert isinstance(await refusal(empty, (new, old)), StoreError)

    store = await open_store(empty, (old,))
    async with store.transaction() as tx:
        assert (await a_person(tx)).turn == "the turn"
    await store.close()


async def test_what_a_process_with_the_old_key_first_still_sealed_is_changed_at_a_later_start(
    empty: str,
) -> None:
    old, new = new_key(), new_key()
    await (await open_store(empty, (old,))).close()
    behind = await open_store(empty, (old, new))
    ahead = await open_store(empty, (new, old))
    async with behind.transaction() as tx:
        await people.remember(tx, (await a_person(tx)).id, "ja", False, "the turn")
    for store in (behind, ahead, await open_store(empty, (new, old))):
        await store.close()

    store = await open_store(empty, (new,))
    assert await sealed_values(store) == {"people.sealed_turn": ["the turn"]}
    await store.close()
