"""The desk with years of enquiries in it, on both databases: make bench-desk

How long the server takes for the list of enquiries and for searches, from the request to the whole page: who
is signed in, the queries, the template. Fails when a median is above what is asked.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time as hour
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.types import Message

from benchmarks.contenders import ROOT
from benchmarks.many_tickets import AT, fill
from benchmarks.usage import cpu_seconds, file_system, machine
from bot.console.app import TEMPLATES, desk_routes
from bot.console.desk import Desk
from bot.content.loader import load
from bot.core.assistant import Assistant
from bot.core.handbook import Handbook
from bot.service.hours import Hours
from bot.service.office import Office
from bot.service.ports import Channels
from bot.service.sign_in.signing_in import SESSION_LASTS, new_token
from bot.store import sessions, staff
from bot.store.encryption import new_key
from bot.store.engine import Store
from bot.store.opening import open_store
from bot.store.sessions import NewSession
from bot.web.pages import Pages
from tests.postgres.server import PostgresServer
from tests.service.channel import RecordingChannel

AT_MOST = 100.0
"""Milliseconds, of the median."""
LEADS = frozenset({"tanaka"})
"""Not who looks: what is confidential must be left out."""
PAGES = {
    "queue": "",
    "queue, all ended": "view=ended",
    "queue, page 10": "view=all&from=18000",
    "a Japanese word": "view=all&q=公式",
    "an English word": "view=all&q=account",
    "two words": "view=all&q=公式+アカウント",
    "words nobody wrote": "view=all&q=まったくない言葉",
    "a person": "view=all&person=17",
    "kind, language, mine": "view=open&kind=report&language=ja&mine=1",
}


@dataclass
class Served:
    """The desk without a network, and the cookie of a member of staff."""

    app: Starlette
    token: str

    async def milliseconds(self, query: str) -> float:
        """For one page. RuntimeError when it is not shown."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        begun = time.perf_counter()
        await self.app(self._scope(query), receive, send)
        taken = 1000 * (time.perf_counter() - begun)
        if sent[0]["status"] != 200:
            raise RuntimeError(f"{query}: {sent[0]['status']}")
        return taken

    def _scope(self, query: str) -> dict[str, Any]:
        headers = [(b"cookie", f"madoguchi_desk={self.token}".encode()), (b"host", b"localhost")]
        return {
            "type": "http",
            "method": "GET",
            "path": "/desk",
            "raw_path": b"/desk",
            "root_path": "",
            "scheme": "http",
            "query_string": quote(query, safe="=&+").encode(),
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
            "http_version": "1.1",
        }


async def served(store: Store, handbook: Handbook) -> Served:
    """The desk on a database; its pages want nothing of the assistant but its handbook."""
    assistant = cast(Assistant, SimpleNamespace(handbook=handbook))
    hours = Hours(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), hour(10), hour(17))
    office = Office(store, assistant, Channels(RecordingChannel()), lambda: AT, hours, "-100", lead_ids=LEADS)
    pages = Pages(TEMPLATES, handbook.wording, handbook.languages, secure=False, version="0")
    token = new_token()
    async with store.transaction() as tx:
        await staff.seen(tx, "sato", "佐藤", AT)
        await sessions.start(tx, NewSession(token, "sato", "Firefox", "ja", AT, AT + SESSION_LASTS), AT)
    return Served(Starlette(routes=desk_routes(Desk(office, pages))), token)


@dataclass(frozen=True)
class Looked:
    """Milliseconds of each look at a page; and of CPU a look, that of the database with it."""

    taken: Sequence[float]
    cpu: float


async def run(url: str, handbook: Handbook, options: argparse.Namespace) -> Mapping[str, Looked]:
    """Every page looked at again and again."""
    store = await open_store(url, (new_key(),))
    try:
        await fill(store, options.open, options.ended)
        await settle(store)
        desk = await served(store, handbook)
        return {name: await look(desk, query, options.rounds) for name, query in PAGES.items()}
    finally:
        await store.close()


async def settle(store: Store) -> None:
    """What PostgreSQL does by itself a minute after much has come in."""
    if store.engine.dialect.name == "postgresql":
        async with store.engine.connect() as connection:
            by_itself = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await by_itself.exec_driver_sql("VACUUM ANALYZE")


async def look(desk: Served, query: str, rounds: int) -> Looked:
    """Once before it counts: the first look makes what is kept."""
    await desk.milliseconds(query)
    before = cpu_seconds([os.getpid()])
    taken = [await desk.milliseconds(query) for _ in range(rounds)]
    return Looked(taken, 1000 * (cpu_seconds([os.getpid()]) - before) / rounds)


def report(database: str, found: Mapping[str, Looked]) -> bool:
    """Prints the figures; whether every median is low enough."""
    print(f"\n{database}")
    for name, looked in found.items():
        p99 = quantiles(looked.taken, n=100)[98]
        wall = f"median {median(looked.taken):6.1f} ms  p99 {p99:6.1f} ms"
        print(f"{name:24} {wall}  CPU {looked.cpu:6.1f} ms", flush=True)
    return all(median(looked.taken) <= AT_MOST for looked in found.values())


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--open", type=int, default=1000, help="enquiries that are open")
    parser.add_argument("--ended", type=int, default=20_000, help="enquiries that have ended")
    parser.add_argument("--rounds", type=int, default=100, help="looks at every page")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when a median is above what is asked."""
    options = parse()
    handbook = load(ROOT / "knowledge", ROOT / "intents.yaml").handbook
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, PostgresServer(durable=True) as server:
        print(f"{machine()}; databases in {folder} ({file_system(Path(folder))})", flush=True)
        print(f"{options.open} open and {options.ended} ended enquiries; at most {AT_MOST:g} ms a page")
        sqlite = asyncio.run(run(f"sqlite+aiosqlite:///{folder}/desk.db", handbook, options))
        fast = report("SQLite", sqlite)
        postgres = asyncio.run(run(server.create(), handbook, options))
        return 0 if report("PostgreSQL", postgres) and fast else 1


if __name__ == "__main__":
    sys.exit(main())
