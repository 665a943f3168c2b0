"""A loopback Bot API server, and the channel talking to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.log_filter import quiet_http_logs
from tests.telegram_server import Group, TelegramServer, User

TOKEN = "123456:AAH-secret_part_of_the_token"


def noon() -> datetime:
    return datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


class Monotonic:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def until(condition: Callable[[], object], tries: int = 500) -> None:
    for _ in range(tries):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@pytest.fixture
def monotonic() -> Monotonic:
    return Monotonic()


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(TOKEN, "madoguchi_bot") as server:
        yield server


@pytest.fixture
async def channel(server: TelegramServer, monotonic: Monotonic) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, noon, base_url=server.url, monotonic=monotonic)
    await channel.start()
    yield channel
    await channel.stop()


@pytest.fixture
def hanako(server: TelegramServer) -> User:
    return server.user(7, "花子", language_code="ja", started=True)


@pytest.fixture
def staff_chat(server: TelegramServer, hanako: User) -> Group:
    return server.supergroup(-100500, "事務局", [hanako])


@pytest.fixture
def quiet_logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything logged, with the libraries as the application sets them up."""
    for library in ("aiohttp", "telegram", "uvicorn.access"):
        caplog.set_level(logging.DEBUG, library)  # so that the level is put back afterwards
    caplog.set_level(logging.DEBUG)  # last: it sets what is kept, too
    quiet_http_logs()
    return caplog
