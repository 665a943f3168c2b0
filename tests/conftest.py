"""The real content, and offices at work on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from bot.content.loader import load
from bot.core.assistant import Assistant, prepare
from bot.core.handbook import Handbook
from tests.service.scene import STAFF_CHAT, Scene, open_scene

settings.register_profile("patient", deadline=None)  # a busy machine is no failure
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
BOT = "madoguchi_bot"
OpenOffice = Callable[..., Awaitable[Scene]]


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    """The organisation's own content, as it is published with the bot."""
    return load(ROOT / "knowledge", ROOT / "intents.yaml").handbook


@pytest.fixture(scope="session")
def assistant(handbook: Handbook) -> Assistant:
    """The real assistant on the real content; preparing it takes seconds, so it is made once."""
    return prepare(handbook, BOT)


@pytest.fixture
async def office(tmp_path: Path, assistant: Assistant) -> AsyncIterator[OpenOffice]:
    """Opens offices on database files of their own; naming the same file opens it again."""
    opened: list[Scene] = []
    numbers = count(1)

    async def open_office(
        assistant: Assistant = assistant, staff_chat: str | None = STAFF_CHAT, file: Path | None = None
    ) -> Scene:
        scene = await open_scene(file or tmp_path / f"office{next(numbers)}.db", assistant, staff_chat)
        opened.append(scene)
        return scene

    yield open_office
    for scene in opened:
        await scene.office.store.close()
