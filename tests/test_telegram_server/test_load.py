"""The load a benchmark offers, against a small bot."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from benchmarks.load import STAFF_CHAT, Tally
from tests.telegram_server import TelegramServer
from tests.telegram_server.client import new_client
from tests.telegram_server.errors import JsonDict
from tests.test_telegram_server.hook import Hook, serving

ROOT = Path(__file__).parents[2]
DEADLINE = 60.0


@asynccontextmanager
async def load(*options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "benchmarks.load", *options)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said(process: asyncio.subprocess.Process) -> dict[str, Any]:
    """The next line of its output."""
    assert process.stdout is not None
    line: dict[str, Any] = json.loads(await asyncio.wait_for(process.stdout.readline(), DEADLINE))
    return line


def client_for(ready: dict[str, Any]) -> Bot:
    server = TelegramServer(ready["token"])
    server.url = ready["url"]
    return new_client(server)


async def echo(bot: Bot, seen: int) -> None:
    """Answers so many updates."""
    offset = 0
    while seen:
        for update in await bot.get_updates(offset, timeout=5):
            assert update.message is not None
            await bot.send_message(update.message.chat.id, "an answer")
            offset, seen = update.update_id + 1, seen - 1


async def test_a_polling_bot_is_measured() -> None:
    async with load("--poll", "--updates", "20", "--users", "4", "--rate", "200") as process:
        async with client_for(await said(process)) as bot:
            await echo(bot, 20)
            result = await said(process)
        assert await process.wait() == 0
    assert (result["updates"], result["replies"], result["duplicates"], result["missing"]) == (20, 20, 0, 0)
    assert 0 < result["latency"]["p50"] <= result["latency"]["p99"] <= result["latency"]["max"]
    assert result["per_second"] == pytest.approx(20 / result["seconds"], rel=0.1)


async def test_a_webhook_bot_is_measured_and_its_second_replies_counted() -> None:
    async with load("--webhook", "--updates", "6", "--users", "3") as process, serving(Hook()) as hook:
        ready = await said(process)
        async with client_for(ready) as bot:

            async def answer(update: JsonDict) -> None:
                chat_id = update["message"]["chat"]["id"]
                await bot.send_message(chat_id, "an answer")
                await bot.send_message(ready["staff_chat_id"], "not a reply")
                if update["update_id"] == 1005:
                    await bot.send_message(chat_id, "the same once more")

            hook.meanwhile = answer
            await bot.set_webhook(hook.url)
            result = await said(process)
    assert (result["replies"], result["duplicates"], result["missing"]) == (7, 1, 0)


async def test_a_bot_that_stays_silent_misses_replies() -> None:
    async with load("--poll", "--updates", "2", "--users", "1", "--timeout", "3") as process:
        async with client_for(await said(process)) as bot:
            await bot.get_updates()
            result = await said(process)
        assert await process.wait() == 1
    assert (result["replies"], result["missing"]) == (0, 2)


async def test_each_reply_is_timed_against_its_own_message(server: TelegramServer, bot: Bot) -> None:
    ann, tally = server.user(1, "Ann"), Tally()
    server.group(STAFF_CHAT, "Staff")
    server.world.on_message = tally.saw
    tally.asks(ann, "one")
    await asyncio.sleep(0.05)
    tally.asks(ann, "two")
    await bot.send_message(1, "to one")
    await bot.send_message(1, "to two")
    first, second = tally.latencies
    assert first > second
    assert first >= 0.05
