"""The running application with its pages, seen through a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.browser import chromium, launched
from tests.browser.desk import Site
from tests.end_to_end.conftest import (  # noqa: F401  # its people and its application
    _logging_as_before,
    _no_certificates,
    ann,
    hanako,
    sato,
    staff_group,
    stopped,
    suzuki,
    telegram,
)
from tests.end_to_end.madoguchi import Madoguchi, free_port


@pytest.fixture(scope="session")
def program() -> str:
    """The browser's program."""
    found = chromium()
    if found is None:
        pytest.skip("no browser is here: install chromium (apt-get install chromium), or set CHROMIUM")
    return found


@pytest.fixture
async def browser(program: str) -> AsyncIterator[Browser]:
    async with launched(program) as running:
        yield running


@pytest.fixture
async def site(browser: Browser, stopped: Madoguchi) -> Site:  # noqa: F811  # the fixture above
    """The application at work, on Telegram and with all its pages."""
    port = free_port()
    await stopped.start(host="127.0.0.1", port=port, web_chat=True)
    return Site(browser, stopped, f"http://127.0.0.1:{port}")
