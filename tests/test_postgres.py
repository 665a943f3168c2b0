"""The PostgreSQL server that the tests use is one they can rely on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres.databases import Databases, connect
from tests.postgres.server import PATIENCE, PostgresServer, open_databases

ROOT = Path(__file__).parent.parent
NEVER_STOPS = """
import signal
from tests.postgres.server import PostgresServer
with PostgresServer() as server:
    print(server.folder, flush=True)
    signal.pause()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that a test may stop, if it starts it again."""
    with PostgresServer() as running:
        yield running


@pytest.fixture
def database(server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database."""
    url = server.create()
    yield url
    server.drop(url)


def write(url: str, text: str = "窓口") -> None:
    with connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS enquiries (text TEXT)")
        connection.execute("INSERT INTO enquiries VALUES (%s)", (text,))


def read(url: str) -> list[str]:
    with connect(url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM enquiries")]


def is_there(url: str) -> bool:
    try:
        connect(url).close()
    except psycopg.OperationalError as error:
        if "does not exist" in str(error):
            return False
        raise
    return True


def waits_for_the_disk(server: PostgresServer) -> bool:
    with connect(server.url("postgres")) as connection:
        return connection.execute("SHOW fsync").fetchone() == ("on",)


def process_of(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_new_database_keeps_what_is_written(database: str) -> None:
    write(database)
    assert read(database) == ["窓口"]


def test_databases_do_not_know_each_other(server: PostgresServer, database: str) -> None:
    other = server.create()
    write(database, "here")
    write(other, "there")
    assert (read(database), read(other)) == (["here"], ["there"])


def test_a_template_is_copied_and_not_shared(server: PostgresServer, database: str) -> None:
    write(database, "both")
    copy = server.create(database)
    write(copy, "copy only")
    assert (read(database), read(copy)) == (["both"], ["both", "copy only"])


def test_a_database_in_use_is_dropped_all_the_same(server: PostgresServer) -> None:
    url = server.create()
    with connect(url):
        server.drop(url)
    assert not is_there(url)


def test_what_was_committed_outlives_a_crash(server: PostgresServer, database: str) -> None:
    write(database)
    server.stop("immediate")
    with pytest.raises(psycopg.OperationalError):
        connect(database)
    server.start()
    assert read(database) == ["窓口"]


def test_terminating_ends_the_connections_of_one_database(server: PostgresServer, database: str) -> None:
    with connect(database) as ended, connect(server.create()) as other:
        server.terminate_backends(database)
        with pytest.raises(psycopg.OperationalError):
            ended.execute("SELECT 1")
        assert other.execute("SELECT 1").fetchone() == (1,)


def test_only_a_durable_server_waits_for_the_disk(server: PostgresServer) -> None:
    with PostgresServer(durable=True) as durable:
        assert waits_for_the_disk(durable)
        assert not waits_for_the_disk(server)


def test_nothing_is_left_of_a_server_at_the_end() -> None:
    with PostgresServer() as server:
        process = process_of(server.folder)
        assert runs(process)
    assert not runs(process)
    assert not server.folder.exists()


def test_nothing_is_left_of_a_server_when_the_tests_are_killed() -> None:
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", NEVER_STOPS], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout
        folder = Path(tests.stdout.readline().strip())
        process = process_of(folder)
        assert runs(process)
        tests.kill()
    deadline = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not folder.exists()
    assert not runs(process)


def test_another_server_can_be_named_and_is_left_as_it_was(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", server.url("postgres").replace("+psycopg", ""))
    with open_databases() as databases:
        assert type(databases) is Databases
        url = databases.create()
        write(url)
    assert not is_there(url)
    assert is_there(server.url("postgres"))


def test_a_platform_without_a_server_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.postgres.programs.PACKAGE", "no_such_package")
    with pytest.raises(RuntimeError, match="TEST_DATABASE_URL"), PostgresServer():
        pass
