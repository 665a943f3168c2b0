"""The bots that are measured: ours in its deployments, and the stock one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.programs import Program, free_port, running
from bot.store.encryption import new_key
from tests.postgres.server import PostgresServer

ROOT = Path(__file__).parent.parent
READY = "Madoguchi is ready"


@dataclass(frozen=True)
class Ground:
    """Where one bot runs for one measurement; what it starts ends with `stack`."""

    telegram: Mapping[str, Any]
    folder: Path
    stack: AsyncExitStack

    async def start(self, module: str, *arguments: object, **settings: str) -> Program:
        log = self.stack.enter_context((self.folder / "bot.log").open("ab"))
        return await self.stack.enter_async_context(running(module, *arguments, log=log, **settings))

    def settings(self, port: int, **more: str) -> dict[str, str]:
        """The bot's, for the organisation of the repository."""
        return {
            "TELEGRAM_BOT_TOKEN": self.telegram["token"],
            "TELEGRAM_API_URL": self.telegram["url"],
            "STAFF_CHAT_ID": str(self.telegram["staff_chat_id"]),
            "WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "KNOWLEDGE_DIR": str(ROOT / "knowledge"),
            "INTENTS_FILE": str(ROOT / "intents.yaml"),
            "MADOGUCHI_DATA_DIR": str(self.folder / "data"),
            "LOG_LEVEL": "WARNING",
            **more,
        }


Contender = Callable[[Ground], Awaitable[list[int]]]
"""Starts a bot; gives the processes whose time counts."""


async def on_sqlite(ground: Ground, *, fixed: bool = True) -> list[int]:
    """All in one process, as `python -m bot serve`; the database is a file. Not `fixed`: it really thinks."""
    decision = ("--fixed",) if fixed else ()
    bot = await ground.start("benchmarks.bot", *decision, **ground.settings(free_port()))
    await bot.until(READY)
    return [bot.pid]


async def on_postgres(server: PostgresServer, workers: int, ground: Ground) -> list[int]:
    """One process for the web and some for the work; the database's time counts as well."""
    database = {"DATABASE_URL": server.create(), "ENCRYPTION_KEYS": new_key()}
    settings = ground.settings(free_port(), **database)
    pids = [int((server.folder / "data" / "postmaster.pid").read_text().split()[0])]
    for _ in range(workers):
        worker = await ground.start("benchmarks.bot", "--fixed", "--worker", **settings)
        await worker.until(READY)
        pids.append(worker.pid)
    web = await ground.start("benchmarks.bot", "--fixed", "--web", **settings)
    return [*pids, web.pid]


async def stock(ground: Ground, *, concurrent: int = 1, polls: bool = False) -> list[int]:
    where = ("--url", ground.telegram["url"], "--token", ground.telegram["token"])
    port = () if polls else ("--port", free_port())
    bot = await ground.start("benchmarks.stock", *where, *port, "--concurrent", concurrent)
    return [bot.pid]
