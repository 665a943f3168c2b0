"""A bot as a process of its own, started in milliseconds, with a folder and a log of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.end_to_end.http import Page, look
from tests.end_to_end.madoguchi import DEADLINE, free_port
from tests.faults.bots import Bot, BotPlan
from tests.telegram_server import TelegramServer


class Replica:
    """It answers a message with the message itself; one with the word "staff" becomes a ticket."""

    def __init__(self, telegram: TelegramServer, folder: Path, **plan: Any) -> None:
        self.port = free_port()
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self._bot = Bot(BotPlan(telegram.url, folder, port=self.port, **plan))

    @property
    def log(self) -> str:
        log = self._folder / "bot.log"
        return log.read_text() if log.exists() else ""

    async def logs(self, *words: str) -> None:
        """Wait until its log holds all the words."""
        await until(lambda: all(w in self.log for w in words))

    async def look(self, path: str) -> Page:
        """One of its pages."""
        return await look(self.port, path)

    def kill(self) -> None:
        """As a crash would: without a word."""
        self._bot.kill()

    async def end(self) -> int | None:
        """SIGTERM; the exit status."""
        return await self._bot.end()


async def until(condition: Callable[[], object]) -> None:
    """Wait for what happens in another process."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0.02)
