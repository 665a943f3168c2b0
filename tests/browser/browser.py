"""A real browser: Debian's chromium, or the one that CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

PHONE, PC = (360, 740), (1280, 800)
PATIENCE = 15_000
"""Milliseconds for anything to appear: far more than it takes, so that a busy machine fails no test."""
Scheme = Literal["light", "dark"]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    """Where the browser is; None where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@asynccontextmanager
async def launched(program: str) -> AsyncIterator[Browser]:
    """The browser, until the end of the block; without a sandbox, which root may not use."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def somebody(
    browser: Browser,
    address: str,
    *,
    language: str = "ja",
    size: tuple[int, int] = PC,
    scheme: Scheme = "light",
    script: bool = True,
) -> BrowserContext:
    """Somebody at a machine of their own: nothing is shared with other contexts."""
    context = await browser.new_context(
        base_url=address,
        locale={"ja": "ja-JP", "en": "en-GB"}[language],
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        java_script_enabled=script,
        timezone_id="Asia/Tokyo",
    )
    context.set_default_timeout(PATIENCE)
    return context


async def complaints(page: Page, *, of_colours: bool = False) -> list[str]:
    """What axe finds wrong with a page, a line each; `of_colours`: only with what a scheme changes."""
    only = {"type": "rule", "values": ["color-contrast"]} if of_colours else {"type": "tag", "values": _RULES}
    found = await Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


async def overflows(page: Page) -> bool:
    """Whether the page is wider than its window, so that one must scroll sideways."""
    wider: bool = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wider
