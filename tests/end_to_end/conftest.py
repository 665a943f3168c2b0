"""The running application, its staff group and the people who write to it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.core.assistant import Assistant
from tests.databases import Maker
from tests.end_to_end.madoguchi import STAFF_CHAT, TOKEN, Madoguchi
from tests.telegram_server import Group, TelegramServer, User


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """The application sets up the whole process's logging."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)  # the loopback server's own
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def _no_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback needs none, and loading them takes longer than the rest of a start."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(TOKEN, "madoguchi_bot") as server:
        yield server


@pytest.fixture
def sato(telegram: TelegramServer) -> User:
    """A member of staff."""
    return telegram.user(101, "佐藤", last_name="一郎", language_code="ja")


@pytest.fixture
def suzuki(telegram: TelegramServer) -> User:
    """Another member of staff."""
    return telegram.user(102, "鈴木", last_name="花", language_code="ja")


@pytest.fixture
def staff_group(telegram: TelegramServer, sato: User, suzuki: User) -> Group:
    """The staff's group."""
    return telegram.supergroup(STAFF_CHAT, "事務局", [suzuki], creator=sato)


@pytest.fixture
def hanako(telegram: TelegramServer) -> User:
    """Somebody who reads Japanese."""
    return telegram.user(7, "花子", language_code="ja")


@pytest.fixture
def ann(telegram: TelegramServer) -> User:
    """Somebody who reads English."""
    return telegram.user(8, "Ann", language_code="en")


@pytest.fixture
async def stopped(
    telegram: TelegramServer, staff_group: Group, assistant: Assistant, tmp_path: Path, sqlite: Maker
) -> AsyncIterator[Madoguchi]:
    """The application, not started yet; its database has its tables, for to make them takes longest."""
    (tmp_path / "data").mkdir()
    sqlite.copy_to(tmp_path / "data" / "madoguchi.db")
    madoguchi = Madoguchi(telegram, assistant, tmp_path)
    yield madoguchi
    await madoguchi.stop()
    print(madoguchi.log)


@pytest.fixture
async def app(stopped: Madoguchi) -> Madoguchi:
    """The application, up and answering."""
    await stopped.start()
    return stopped
