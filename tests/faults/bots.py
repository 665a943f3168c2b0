"""Bots as processes of their own: the program itself with a fixed decision, and a stock one."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.app.serving import Parts, serve
from bot.app.stopping import stop_on_signals
from bot.service.inbox import worker
from bot.service.ports import Limits
from bot.settings import Settings
from tests.faults.failpoints import kill_at
from tests.faults.fixed import fixed_assistant
from tests.faults.stock import run_stock

STAFF_CHAT = -1001234567890
TOKEN = "123456:AAH-secret_part_of_the_token"
RETRY_PAUSE = 0.1
FAST = Limits(a_second=10_000, seconds_between=0.0, group_a_minute=10_000)
END_SECONDS = 30.0

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.warm"])  # a bot starts in milliseconds


@dataclass(frozen=True)
class BotPlan:
    """How a bot is started, and what becomes of it: `deaths` are points and their passings."""

    telegram: str
    folder: Path
    database: str | None = None
    key: str | None = None
    port: int | None = None
    webhook: bool = False
    limits: Limits = FAST
    deaths: tuple[tuple[str, int], ...] = ()
    full_disk: bool = False
    stock: bool = False
    parts: Parts = field(default_factory=Parts)


class Bot:
    """A running bot."""

    def __init__(self, plan: BotPlan) -> None:
        self._process: BaseProcess = _context.Process(target=run_bot, args=(plan,), daemon=True)
        self._process.start()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()

    async def end(self) -> int | None:
        """Ask it to end in good order; its exit status, None when it had to be killed."""
        if self._process.pid is not None and self.is_alive:
            os.kill(self._process.pid, signal.SIGTERM)
        await asyncio.to_thread(self._process.join, END_SECONDS)
        if self.is_alive:
            self.kill()
            self._process.join()
            return None
        return self._process.exitcode


def run_bot(plan: BotPlan) -> None:
    """The bot's process; it does not outlive the tests, however they end."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    log = os.open(plan.folder / "bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if plan.stock:
        run_stock(plan.telegram, TOKEN, plan.deaths)
        return
    worker.PAUSE = RETRY_PAUSE
    for name, passing in plan.deaths:
        kill_at(name, passing)
    if plan.full_disk:
        _fill_disk()
    asyncio.run(_serve(plan))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


async def _serve(plan: BotPlan) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await serve(
        _settings(plan),
        stop,
        lambda _: None,
        parts=plan.parts,
        assistant=fixed_assistant(),
        limits=plan.limits,
    )


def _settings(plan: BotPlan) -> Settings:
    values: dict[str, Any] = {
        "telegram_bot_token": SecretStr(TOKEN),
        "telegram_api_url": plan.telegram,
        "staff_chat_id": str(STAFF_CHAT),
        "madoguchi_data_dir": plan.folder / "data",
        "database_url": plan.database,
        "encryption_keys": plan.key or "",
        "port": plan.port,
        "host": "127.0.0.1",
        "webhook_url": f"http://127.0.0.1:{plan.port}" if plan.webhook else None,
    }
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]  # pydantic-settings' own argument


def _fill_disk() -> None:
    """Let SQLite's file grow no more: to SQLite that is "database or disk is full"."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", limit)
