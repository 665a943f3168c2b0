"""The real content, databases of both kinds, and offices at work."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bot.app.learning import learnt_once
from bot.content.loader import load
from bot.core.assistant import Assistant, prepare
from bot.core.embedding import Encoder, universal_encoder
from bot.core.handbook import Handbook
from bot.core.models import Models
from tests.databases import Folder, Kind, Maker, wipe
from tests.postgres.databases import Databases
from tests.postgres.server import open_databases
from tests.service.scene import Scene, open_scene

settings.register_profile("patient", deadline=None)  # a busy machine is no failure
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
BOT = "madoguchi_bot"
LEARNT = ROOT / ".pytest_cache" / "learnt"
"""Learning takes many seconds: once for all tests, and for the bots they start.

What is learnt of anything but the real content has folders of its own in it, for of one folder only the
newest few are kept.
"""
OpenOffice = Callable[..., Awaitable[Scene]]


os.environ.setdefault("MADOGUCHI_CACHE_DIR", str(LEARNT))


FIRST = (
    "tests/faults/",
    "tests/browser/",
    "tests/end_to_end/",
    "tests/test_dialogues.py",
    "tests/cli/",
    "tests/channels/test_jsonl.py",
    "tests/core/test_certainty.py",
    "tests/service/",
    "tests/store/",
)
"""What takes longest: begun last, one file of these would leave the other processes idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; within a room the order stays."""
    ranks = {place: rank for rank, place in enumerate(FIRST)}
    items.sort(
        key=lambda item: next((r for place, r in ranks.items() if item.nodeid.startswith(place)), len(FIRST))
    )


def learnt(handbook: Handbook, encoder: Encoder | None, folder: Path) -> Models:
    """What is learnt from a handbook; of several processes of tests one learns and the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return learnt_once(handbook, encoder, folder)


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    """The organisation's own content, as it is published with the bot."""
    return load(ROOT / "knowledge", ROOT / "intents.yaml").handbook


@pytest.fixture(scope="session")
def models(handbook: Handbook) -> Models:
    """What is learnt from the real content, sentence vectors and all, as the bot itself does it."""
    return learnt(handbook, universal_encoder(), LEARNT)


@pytest.fixture(scope="session")
def assistant(handbook: Handbook, models: Models) -> Assistant:
    """The real assistant on the real content."""
    return prepare(handbook, BOT, universal_encoder(), models)


# --- databases -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A PostgreSQL server, started when the first test needs it."""
    with open_databases() as databases:
        yield databases


@pytest.fixture(scope="session")
def postgresql(postgres: Databases) -> Maker:
    return Maker(postgres, wipe)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(Folder(tmp_path_factory.mktemp("sqlite")))


@pytest.fixture
def kind() -> Kind:
    """The kind of database a test runs on; where both matter, a conftest.py names both."""
    return "sqlite"


@pytest.fixture
def maker(kind: Kind, request: pytest.FixtureRequest) -> Maker:
    found: Maker = request.getfixturevalue(kind)
    return found


@pytest.fixture
def database(maker: Maker) -> Iterator[str]:
    """The URL of a database with its tables and nothing in them."""
    with maker.lend() as url:
        yield url


# --- offices -------------------------------------------------------------------------------------


@pytest.fixture
async def office(database: str, assistant: Assistant) -> AsyncIterator[OpenOffice]:
    """Opens an office; `beside` another it is one more process on the same database and channel."""
    opened: list[Scene] = []

    async def open_office(assistant: Assistant = assistant, **options: Any) -> Scene:
        scene = open_scene(database, assistant, **options)
        opened.append(scene)
        return scene

    yield open_office
    for scene in opened:
        await scene.office.store.close()
