from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.service.readiness import at_work, staff_chat_lost
from bot.store.encryption import Vault, new_key
from bot.store.engine import Transaction
from bot.store.opening import open_store
from tests.cli.running import NOBODY_AT_WORK, Chat, Run, refuses


def write(url: str, change: Callable[[Transaction], Awaitable[None]]) -> None:
    """Change a database as a running bot does."""

    async def in_a_transaction() -> None:
        store = await open_store(url)
        async with store.transaction() as tx:
            await change(tx)
        await store.close()

    asyncio.run(in_a_transaction())


def test_migrate_makes_the_database_and_may_be_repeated(run: Run) -> None:
    for _ in range(2):
        assert run("migrate") == (0, "the database is up to date\n", "")
    assert sorted(file.name for file in Path("data").iterdir()) == ["madoguchi.db", "madoguchi.db.key"]


def test_the_data_folder_is_for_its_owner_only(run: Run) -> None:
    run("migrate", MADOGUCHI_DATA_DIR="some/where")
    assert Path("some/where").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("url", ["", "sqlite+aiosqlite:///bot.db", "sqlite+aiosqlite:///no/bot.db"])
def test_before_the_first_start_nothing_is_ready_and_nothing_is_made(
    run: Run, url: str, tmp_path: Path
) -> None:
    assert run("ready", DATABASE_URL=url) == (1, "not ready: the bot has not run here\n", "")
    assert list(tmp_path.iterdir()) == []


def test_ready_tells_whether_somebody_is_at_work_and_staff_can_be_reached(run: Run, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    run("migrate", DATABASE_URL=url)
    assert run("ready", DATABASE_URL=url) == (1, NOBODY_AT_WORK, "")
    now = datetime.now(UTC)
    write(url, lambda tx: at_work(tx, now - timedelta(seconds=50)))
    assert run("ready") == (0, "ready\n", "")
    write(url, lambda tx: at_work(tx, now - timedelta(seconds=70)))
    assert run("ready") == (1, NOBODY_AT_WORK, "")
    write(url, lambda tx: staff_chat_lost(tx, "removed"))
    assert run("ready") == (1, "not ready: no access to the staff group (removed)\n", "")


@pytest.mark.parametrize("command", ["migrate", "ready"])
def test_a_database_that_cannot_be_used_is_one_line(run: Run, command: str) -> None:
    Path("notes.db").write_text("これはデータベースではありません。" * 100, encoding="utf-8")
    refuses(run(command, DATABASE_URL="sqlite+aiosqlite:///notes.db"), "notes.db")
    refuses(run(command, DATABASE_URL="mysql://db/bot"), "DATABASE_URL", "only SQLite and PostgreSQL")
    run("migrate", DATABASE_URL="")
    refuses(run(command, ENCRYPTION_KEYS="hunter2"), "ENCRYPTION_KEYS", "new-key")


def test_a_database_that_cannot_be_made_is_one_line(run: Run) -> None:
    Path("notes.db").write_text("", encoding="utf-8")
    refuses(run("migrate", DATABASE_URL="sqlite+aiosqlite:///no/bot.db"), "DATABASE_URL", "no does not exist")
    refuses(run("migrate", DATABASE_URL="", MADOGUCHI_DATA_DIR="notes.db"), "MADOGUCHI_DATA_DIR", "notes.db")


@pytest.mark.parametrize("command", ["migrate", "ready", "dead-letters", "feedback"])
def test_a_database_of_a_newer_version_is_left_alone(run: Run, command: str) -> None:
    run("migrate")
    with closing(sqlite3.connect("data/madoguchi.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refuses(run(command), "newer version")


def test_dead_letters_of_a_new_database_are_none_and_cannot_be_tried_again(run: Run) -> None:
    run("migrate")
    assert run("dead-letters") == (0, "", "")
    assert run("retry", "all") == (0, "", "")
    names = ("in-1", "out-1", "in-", "1", "in-x", "in--1", "jobs-1", "in-" + "9" * 5000, "全部")
    status, out, err = run("retry", *names)
    assert (status, err) == (1, "")
    assert out.splitlines() == [f"{name}: no such dead letter" for name in names]


def test_what_people_said_of_answers_is_printed_as_json_lines(chat: Chat, run: Run) -> None:
    chat("電話番号は？", "/helped 1", "What is your phone number?")
    status, out, err = run("feedback")
    assert (status, err) == (0, "")
    (label,) = map(json.loads, out.splitlines())
    assert {**label, "at": ""} == {
        "id": "feedback-1",
        "text": "電話番号は？",
        "lang": "ja",
        "intent": "contact",
        "sections": [],
        "helpful": True,
        "ticket": None,
        "at": "",
    }
    assert datetime.fromisoformat(label["at"]).tzinfo == UTC


def test_a_new_key_is_one_that_can_be_used(run: Run) -> None:
    status, out, _ = run("new-key")
    assert status == 0
    assert Vault([out.strip()]).open(Vault([out.strip(), new_key()]).seal("秘密")) == "秘密"
