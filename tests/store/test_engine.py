from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.errors import MadoguchiError, SettingsError, StoreError
from bot.store import drafts, facts, inbox, people
from bot.store.encryption import Vault, new_key
from bot.store.engine import MEMORY, Store, copy_in_memory, open_store, packed, unpack
from bot.store.tables import facts as facts_table
from bot.store.tables import metadata
from bot.store.tables import outbox as outbox_table
from tests.store.rows import AT, a_person, a_ticket, queued


def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def remember(store: Store, name: str, value: str) -> None:
    async with store.transaction() as tx:
        await facts.put(tx, name, value)


async def recall(store: Store, name: str) -> str | None:
    async with store.transaction() as tx:
        return await facts.get(tx, name)


def files_in(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in sorted(folder.iterdir())}


async def refusal(url: str, keys: tuple[str, ...] = ()) -> MadoguchiError:
    """Why a database is not opened, in one line."""
    with pytest.raises(MadoguchiError) as caught:
        await open_store(url, keys)
    assert "\n" not in str(caught.value)
    return caught.value


async def test_a_new_database_is_made_with_all_its_tables(file: Path) -> None:
    store = await open_store(address(file))
    async with store.transaction() as tx:
        assert (await a_ticket(tx)).number == 1
    await store.close()


async def test_a_database_can_be_opened_again_and_keeps_what_is_in_it(file: Path) -> None:
    for value in ("first", "second"):
        store = await open_store(address(file))
        await remember(store, value, value)
        await store.close()

    store = await open_store(address(file))
    assert [await recall(store, name) for name in ("first", "second")] == ["first", "second"]
    await store.close()


@pytest.mark.parametrize("url", ["sqlite:///{}", "sqlite+aiosqlite:///{}"])
async def test_the_driver_need_not_be_named(file: Path, url: str) -> None:
    store = await open_store(url.format(file))
    await remember(store, "offset", "7")
    await store.close()
    assert list(files_in(file.parent)) == ["madoguchi.db", "madoguchi.db.key"]


async def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    async def half_done() -> None:
        async with store.transaction() as tx:
            await facts.put(tx, "offset", "7")
            raise ValueError("in between")

    with pytest.raises(ValueError, match="in between"):
        await half_done()
    assert await recall(store, "offset") is None


async def test_two_processes_that_read_and_then_write_wait_for_each_other(file: Path) -> None:
    async def count_up(store: Store) -> None:
        for _ in range(20):
            async with store.transaction() as tx:
                await facts.put(tx, "count", str(int(await facts.get(tx, "count") or 0) + 1))

    one, other = await open_store(address(file)), await open_store(address(file))
    await asyncio.gather(count_up(one), count_up(other))
    assert await recall(one, "count") == "40"
    await asyncio.gather(one.close(), other.close())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 10_000),
    ],
)
async def test_every_connection_is_set_up_for_safety(store: Store, pragma: str, value: object) -> None:
    async with store.engine.connect() as first, store.engine.connect() as second:
        for connection in (first, second):
            assert await connection.scalar(text(f"PRAGMA {pragma}")) == value
            await connection.rollback()  # a transaction holds the only write lock


async def test_a_row_that_points_nowhere_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.connection.execute(
                text(
                    "INSERT INTO requests (person_id, ticket_number, kind, asked_at, due_at)"
                    " VALUES (1, 1, 'delete', :at, :at)"
                ),
                {"at": str(AT)},
            )


async def test_what_was_deleted_cannot_be_read_in_the_file(store: Store, file: Path) -> None:
    await remember(store, "secret", "つきよのかに")
    async with store.transaction() as tx:
        await facts.drop(tx, "secret")
    await store.close()
    left = files_in(file.parent)
    assert list(left) == ["madoguchi.db", "madoguchi.db.key"], "the write-ahead log is gone too"
    assert "つきよのかに".encode() not in (left["madoguchi.db"] or b"")


# --- in memory ----------------------------------------------------------------------------------


async def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store(MEMORY)
    await remember(store, "offset", "7")
    assert await recall(store, "offset") == "7"
    await store.close()
    assert files_in(tmp_path) == {}


async def test_a_copy_in_memory_is_a_database_of_its_own(store: Store) -> None:
    await remember(store, "offset", "7")
    copy = await copy_in_memory(store)
    await remember(copy, "offset", "8")
    assert (await recall(store, "offset"), await recall(copy, "offset")) == ("7", "8")
    await copy.close()


async def test_a_copy_opens_what_the_first_one_sealed(store: Store) -> None:
    copy = await copy_in_memory(store)
    assert copy.vault.open(store.vault.seal("秘密")) == "秘密"
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


# --- what cannot be opened ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["", "nonsense", "madoguchi.db", "foo:bar", "sqlite:/madoguchi.db", "a://b:c/d", "http://[::1"]
)
async def test_what_is_no_database_address_is_said_so(url: str) -> None:
    error = await refusal(url)
    assert isinstance(error, SettingsError)
    assert str(error).startswith("DATABASE_URL: ")
    assert "sqlite+aiosqlite:///path/to/file" in str(error)


@pytest.mark.parametrize("url", ["postgresql://bot:hunter2@db/a/b", "mysql+nothing://bot:hunter2@db/x"])
async def test_another_kind_of_database_is_refused_without_showing_its_password(url: str) -> None:
    error = await refusal(url)
    assert "only SQLite is supported" in str(error)
    assert "hunter2" not in str(error)


async def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    error = await refusal(address(tmp_path / "nowhere" / "madoguchi.db"))
    assert isinstance(error, SettingsError)
    assert str(error).startswith("DATABASE_URL: ")
    assert f"{tmp_path / 'nowhere'} does not exist" in str(error)


def not_a_database(file: Path) -> None:
    file.write_text("これはデータベースではありません。" * 100, encoding="utf-8")


def cut_off(file: Path) -> None:
    sqlite3.connect(file).executescript("CREATE TABLE facts (name TEXT); VACUUM").connection.close()
    file.write_bytes(file.read_bytes()[:100] + b"\0" * 3996)


@pytest.mark.parametrize("spoil", [Path.mkdir, not_a_database, cut_off])
async def test_a_file_that_is_no_database_is_left_alone_and_named(
    file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(file)
    before = files_in(file.parent)
    error = await refusal(address(file))
    assert isinstance(error, StoreError)
    assert str(file) in str(error)
    assert files_in(file.parent) == before


async def test_a_database_of_a_newer_version_is_not_touched(store: Store, file: Path) -> None:
    async with store.transaction() as tx:
        await tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    error = await refusal(address(file))
    assert isinstance(error, StoreError)
    assert "newer version of this program" in str(error)


# --- keys ---------------------------------------------------------------------------------------


async def test_the_key_lies_beside_the_database_for_its_owner_only(store: Store, file: Path) -> None:
    key = file.with_name("madoguchi.db.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text() not in repr(store)


async def test_the_key_beside_the_database_opens_it_the_next_time(store: Store, file: Path) -> None:
    sealed = store.vault.seal("会員番号を教えてください")
    again = await open_store(address(file))
    assert again.vault.open(sealed) == "会員番号を教えてください"
    await again.close()


async def test_keys_that_are_set_are_used_and_none_is_written(file: Path) -> None:
    keys = (new_key(), new_key())
    store = await open_store(address(file), keys)
    sealed = store.vault.seal("秘密")
    await store.close()
    assert not file.with_name("madoguchi.db.key").exists()

    again = await open_store(address(file), keys[:1])
    assert again.vault.open(sealed) == "秘密"
    await again.close()


async def test_a_database_written_with_another_key_is_not_opened(file: Path) -> None:
    keys = (new_key(),)
    store = await open_store(address(file), keys)
    sealed = store.vault.seal("秘密")
    await store.close()
    error = await refusal(address(file), (new_key(),))
    assert isinstance(error, StoreError)
    assert "ENCRYPTION_KEYS" in str(error)

    again = await open_store(address(file), keys)
    assert again.vault.open(sealed) == "秘密"
    await again.close()


async def test_keys_are_changed_one_after_the_other(file: Path) -> None:
    old, new = new_key(), new_key()
    for keys in ((old,), (new, old), (new,)):
        await (await open_store(address(file), keys)).close()
    assert isinstance(await refusal(address(file), (old,)), StoreError)


async def sealed_values(store: Store) -> dict[str, list[bytes]]:
    """What every sealed column of every table holds."""
    columns = [c for table in metadata.sorted_tables for c in table.c if c.name.startswith("sealed_")]
    async with store.transaction() as tx:
        return {str(c): list(await tx.connection.scalars(select(c).where(c.is_not(None)))) for c in columns}


async def test_after_a_change_of_keys_everything_sealed_opens_with_the_new_one_alone(file: Path) -> None:
    old, new = new_key(), new_key()
    store = await open_store(address(file), (old,))
    async with store.transaction() as tx:
        person = await a_person(tx)
        await people.remember(tx, person.id, "ja", False, "the turn")
        await inbox.add(tx, "update:1", "hanako", "the update", AT)
        ticket = await a_ticket(tx)
        draft = await drafts.add(tx, ticket.number, ticket.version, "staff", "the draft", AT)
        await queued(tx, "the message", ticket=ticket.number, draft=draft)
    before = await sealed_values(store)
    assert all(len(values) == 1 for values in before.values()), before
    await store.close()

    for keys in ((new, old), (new,)):
        store = await open_store(address(file), keys)
        after = await sealed_values(store)
        opened = {name: [store.vault.open(value) for value in values] for name, values in after.items()}
        assert opened == {name: [Vault([old]).open(v) for v in values] for name, values in before.items()}
        await store.close()


async def test_keys_are_not_changed_by_half(file: Path) -> None:
    lost, old, new = new_key(), new_key(), new_key()
    store = await open_store(address(file), (old,))
    async with store.transaction() as tx:
        await people.remember(tx, (await a_person(tx)).id, "ja", False, "the turn")
        await queued(tx, "the message")
        await tx.connection.execute(update(outbox_table).values(sealed_payload=Vault([lost]).seal("lost")))
    before = await sealed_values(store)
    await store.close()
    assert isinstance(await refusal(address(file), (new, old)), StoreError)

    store = await open_store(address(file), (old,))
    assert await sealed_values(store) == before
    await store.close()


async def test_a_statement_that_fails_does_not_show_what_was_in_it(store: Store) -> None:
    async with store.transaction() as tx:
        with pytest.raises(IntegrityError) as caught:
            await tx.connection.execute(insert(facts_table).values(name="つきよのかに", value=None))
    assert "つきよのかに" not in str(caught.value)


@pytest.mark.parametrize("key", ["hunter2", "鍵", "A" * 44])
async def test_what_is_no_key_is_refused_without_showing_it(file: Path, key: str) -> None:
    error = await refusal(address(file), (new_key(), key))
    assert isinstance(error, SettingsError)
    assert str(error).startswith("ENCRYPTION_KEYS: ")
    assert "python -m bot new-key" in str(error)
    assert key not in str(error)


@pytest.mark.parametrize("content", [b"", b"hunter2\n", b"\xff\xfe"])
async def test_a_spoilt_key_file_is_named_and_never_replaced(
    store: Store, file: Path, content: bytes
) -> None:
    key = file.with_name("madoguchi.db.key")
    key.write_bytes(content)
    error = await refusal(address(file))
    assert str(key) in str(error)
    assert "hunter2" not in str(error)
    assert key.read_bytes() == content
