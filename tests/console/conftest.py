from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import OpenOffice
from tests.console.signed import Rooms, open_rooms


@pytest.fixture
async def rooms(office: OpenOffice) -> AsyncIterator[Rooms]:
    """The desk of an office that Tanaka leads."""
    async with open_rooms(await office()) as opened:
        yield opened
