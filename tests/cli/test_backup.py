"""Backups, and coming back from them."""

from __future__ import annotations

import asyncio
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.store import tickets
from bot.store.opening import open_store
from tests.cli.running import BOT, Run, refuses
from tests.databases import KEYS
from tests.postgres.databases import Databases
from tests.postgres.programs import PACKAGE
from tests.store.rows import a_ticket


def question(url: str, keys: tuple[str, ...] = ()) -> str:
    """What ticket 1 asks; opens one first where there is none."""

    async def read() -> str:
        store = await open_store(url, keys)
        async with store.transaction() as tx:
            ticket = await tickets.find(tx, 1) or await a_ticket(tx)
        await store.close()
        return ticket.question

    return asyncio.run(read())


def test_a_backup_made_while_the_database_is_open_brings_everything_back(run: Run, tmp_path: Path) -> None:
    run("migrate")
    asked = question("sqlite:///data/madoguchi.db")
    assert run("backup", "copy.db") == (0, "copied to copy.db; keep the key apart from it\n", "")
    assert Path("copy.db").stat().st_mode & 0o777 == 0o600

    key = Path("data/madoguchi.db.key").read_bytes()
    for file in Path("data").iterdir():
        file.unlink()
    Path("copy.db").rename("data/madoguchi.db")
    Path("data/madoguchi.db.key").write_bytes(key)

    assert run("migrate")[0] == 0
    assert question("sqlite:///data/madoguchi.db") == asked


@pytest.mark.parametrize(
    ("settings", "file", "word"),
    [
        ({}, "data/madoguchi.db", "is there already"),
        ({}, "no/such/folder/copy.db", "cannot be written"),
        ({"DATABASE_URL": "postgresql://db/bot", "ENCRYPTION_KEYS": KEYS[0]}, "copy.db", "pg_dump"),
        ({"MADOGUCHI_DATA_DIR": "elsewhere"}, "copy.db", "has not run here"),
    ],
    ids=["over another file", "nowhere", "postgresql", "no database"],
)
def test_what_cannot_be_backed_up_is_said(run: Run, settings: dict[str, str], file: str, word: str) -> None:
    run("migrate")
    refuses(run("backup", file, **BOT, **settings), word)


def test_a_dump_of_postgresql_brings_everything_back(postgres: Databases, tmp_path: Path) -> None:
    old, new = postgres.create(), postgres.create()
    asked = question(old, KEYS)
    dump = tmp_path / "madoguchi.dump"
    program("pg_dump", "--format=custom", f"--file={dump}", plain(old))
    program("pg_restore", "--no-owner", f"--dbname={plain(new)}", str(dump))
    assert question(new, KEYS) == asked


def program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs."""
    package = find_spec(PACKAGE)
    assert package is not None
    assert package.origin is not None
    found = Path(package.origin).parent / "pginstall" / "bin" / name
    subprocess.run([found, *arguments], check=True, capture_output=True)  # noqa: S603  # our own arguments


def plain(url: str) -> str:
    """An address as PostgreSQL's own programs read it."""
    return url.replace("postgresql+psycopg://", "postgresql://")
