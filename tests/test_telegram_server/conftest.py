"""A server and the real client library talking to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import new_client


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's coming behaviour; without it, it warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with new_client(server) as ready:
        yield ready


@pytest.fixture
def ann(server: TelegramServer) -> User:
    """Someone who has written to the bot before."""
    return server.user(1, "Ann", username="ann", language_code="en", started=True)
