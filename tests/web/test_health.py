from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import StoreError
from bot.store import facts, figures
from bot.store.engine import Store
from bot.store.figures import Durations, Figures, Queue
from bot.store.opening import open_store
from bot.web.health import health_routes
from tests.databases import Maker
from tests.store.rows import AT
from tests.web.site import open_site

QUIET = Figures(
    inbox=Queue(0, 0.0, 0, 0),
    outbox=Queue(0, 0.0, 0, 0),
    possible_duplicates=0,
    handling=Durations(0, 0.0, 0.0),
    sending=Durations(0, 0.0, 0.0),
    open_tickets=0,
    oldest_open_ticket_seconds=0.0,
    undecided_reports=0,
)
BUSY = Figures(
    inbox=Queue(7, 1.5, 2, 1),
    outbox=Queue(3, 0.25, 1, 4),
    possible_duplicates=5,
    handling=Durations(100, 0.02, 0.4),
    sending=Durations(90, 0.1, 2.0),
    open_tickets=6,
    oldest_open_ticket_seconds=3600.0,
    undecided_reports=8,
)


class Process:
    """What is asked; an exception in place of an answer is raised."""

    def __init__(self) -> None:
        self.reason: str | Exception | None = None
        self.figures: Figures | Exception = QUIET

    async def why_not_ready(self) -> str | None:
        if isinstance(self.reason, Exception):
            raise self.reason
        return self.reason

    async def gather(self) -> Figures:
        if isinstance(self.figures, Exception):
            raise self.figures
        return self.figures


@pytest.fixture
def process() -> Process:
    return Process()


@pytest.fixture
async def client(process: Process) -> AsyncIterator[ClientSession]:
    async with open_site(*health_routes(process.why_not_ready, process.gather)) as (_, session):
        yield session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "madoguchi.db"


@pytest.fixture
async def store(file: Path, sqlite: Maker) -> AsyncIterator[Store]:
    sqlite.copy_to(file)
    opened = await open_store(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()


async def ask(client: ClientSession, path: str) -> tuple[int, str]:
    async with client.get(path) as answer:
        return answer.status, await answer.text()


async def metrics(client: ClientSession) -> dict[str, float]:
    """Each sample by its name, with the quantile behind a colon."""
    status, text = await ask(client, "/metrics")
    assert status == 200
    families = [*text_string_to_metric_families(text)]
    assert all(family.type == "gauge" and family.documentation for family in families)
    samples = [sample for family in families for sample in family.samples]
    return {":".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


async def test_a_process_lives_whatever_its_database_does(client: ClientSession, process: Process) -> None:
    process.reason = process.figures = OSError("gone")
    assert await ask(client, "/healthz") == (200, "ok")


async def test_ready_is_200(client: ClientSession) -> None:
    assert await ask(client, "/readyz") == (200, "ready")


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("no access to the staff group (removed from it)", "no access to the staff group (removed from it)"),
        (StoreError("the keys do not\nfit"), "the keys do not fit"),
        (OSError("postgresql://bot:hunter2@db refused"), "the check failed: OSError"),
    ],
)
async def test_not_ready_is_503_and_why_in_one_line_without_secrets(
    client: ClientSession, process: Process, reason: str | Exception, line: str
) -> None:
    process.reason = reason
    assert await ask(client, "/readyz") == (503, line)


async def test_what_fails_is_logged_by_kind_and_place(
    client: ClientSession, process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    process.figures = OSError("postgresql://bot:hunter2@db refused")
    await ask(client, "/metrics")
    (line,) = caplog.messages
    assert line.startswith("a check failed: OSError at ")
    assert "test_health.py:" in line
    assert "hunter2" not in caplog.text


async def test_metrics_are_503_where_there_are_no_figures(client: ClientSession, process: Process) -> None:
    process.figures = OSError("postgresql://bot:hunter2@db refused")
    assert await ask(client, "/metrics") == (503, "the check failed: OSError")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_only_get_and_head_are_answered(client: ClientSession, path: str) -> None:
    async with client.head(path) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
    async with client.post(path) as answer:
        assert answer.status == 405


async def test_metrics_are_in_the_text_format(client: ClientSession) -> None:
    async with client.get("/metrics") as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


async def test_every_figure_has_its_name(client: ClientSession, process: Process) -> None:
    process.figures = BUSY
    assert await metrics(client) == {
        "madoguchi_inbox_pending": 7,
        "madoguchi_inbox_oldest_seconds": 1.5,
        "madoguchi_inbox_retrying": 2,
        "madoguchi_inbox_dead_letters": 1,
        "madoguchi_outbox_pending": 3,
        "madoguchi_outbox_oldest_seconds": 0.25,
        "madoguchi_outbox_retrying": 1,
        "madoguchi_outbox_dead_letters": 4,
        "madoguchi_outbox_possible_duplicates": 5,
        "madoguchi_recently_handled": 100,
        "madoguchi_handle_seconds:0.5": 0.02,
        "madoguchi_handle_seconds:0.99": 0.4,
        "madoguchi_recently_sent": 90,
        "madoguchi_send_seconds:0.5": 0.1,
        "madoguchi_send_seconds:0.99": 2.0,
        "madoguchi_open_tickets": 6,
        "madoguchi_oldest_open_ticket_seconds": 3600,
        "madoguchi_undecided_reports": 8,
    }


async def test_no_duration_is_made_up_where_nothing_was_done(client: ClientSession) -> None:
    found = await metrics(client)
    assert found["madoguchi_recently_handled"] == found["madoguchi_recently_sent"] == 0
    assert not [name for name in found if "handle_seconds" in name or "send_seconds" in name]


async def test_a_database_that_hangs_is_told_soon_and_works_again_afterwards(
    store: Store, file: Path
) -> None:
    async def why_not_ready() -> str | None:
        async with store.transaction() as tx:
            return await facts.get(tx, "reason")

    async def gather() -> Figures:
        async with store.transaction() as tx:
            return await figures.gather(tx, AT)

    routes = health_routes(why_not_ready, gather, patience=0.2)
    async with open_site(*routes) as (_, client):
        with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
            for path in ("/readyz", "/metrics"):
                other.execute("BEGIN IMMEDIATE")
                threading.Timer(0.5, other.rollback).start()  # as another process would, whatever we do
                assert await ask(client, path) == (503, "the check failed: TimeoutError")
        await asyncio.wait_for(_write(store), 5)
        assert await ask(client, "/readyz") == (200, "ready")


async def _write(store: Store) -> None:
    async with store.transaction() as tx:
        await facts.put(tx, "name", "value")
