from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.store.encryption import new_key
from tests.cli.running import NOBODY_AT_WORK, Run, refuses
from tests.postgres.databases import Databases

ONE_KEY, ANOTHER_KEY = new_key(), new_key()
COMMANDS_ON_A_DATABASE = ["migrate", "ready", "dead-letters", "feedback"]


@pytest.fixture
def postgresql_url(postgres: Databases) -> Iterator[str]:
    """An empty database on PostgreSQL."""
    url = postgres.create()
    yield url
    postgres.drop(url)


def test_on_postgresql_the_commands_work_as_on_sqlite(run: Run, postgresql_url: str) -> None:
    for _ in range(2):
        outcome = run("migrate", DATABASE_URL=postgresql_url, ENCRYPTION_KEYS=ONE_KEY)
        assert outcome == (0, "the database is up to date\n", "")
    assert run("ready") == (1, NOBODY_AT_WORK, "")
    assert run("dead-letters") == (0, "", "")
    refuses(run("ready", ENCRYPTION_KEYS=ANOTHER_KEY), "no key fits", "ENCRYPTION_KEYS")
    refuses(run("ready", ENCRYPTION_KEYS=""), "ENCRYPTION_KEYS: not set", "new-key")
    assert not Path("data").exists()


@pytest.mark.parametrize("command", COMMANDS_ON_A_DATABASE)
def test_a_postgresql_that_does_not_know_the_database_is_named_without_the_password(
    run: Run, command: str, postgres: Databases
) -> None:
    url = make_url(postgres.url("nowhere")).set(password="hunter2").render_as_string(hide_password=False)
    outcome = run(command, DATABASE_URL=url, ENCRYPTION_KEYS=ONE_KEY)
    refuses(outcome, "nowhere", "does not exist")
    assert "hunter2" not in outcome[2]


@pytest.mark.parametrize("listens", [False, True], ids=["refuses", "is silent"])
def test_a_postgresql_that_cannot_be_reached_is_given_up_within_seconds(run: Run, listens: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not listens:
            server.close()
        url = f"postgresql://bot:hunter2@127.0.0.1:{port}/bot"
        began = time.monotonic()
        outcome = run("ready", DATABASE_URL=url, ENCRYPTION_KEYS=ONE_KEY)
    refuses(outcome, "127.0.0.1", "cannot be opened")
    assert "hunter2" not in outcome[2]
    assert time.monotonic() - began < 15
