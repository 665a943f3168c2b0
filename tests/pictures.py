"""Takes the pictures in the documents anew: `make pictures`.

The program itself is started on a free port, somebody asks in the chat, and staff answer at the desk.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Final

from playwright.async_api import FloatRect, Page

from bot.app.serving import serve
from bot.settings import Settings
from tests.browser.browser import PC, PHONE, chromium, launched, somebody
from tests.end_to_end.madoguchi import ALWAYS, free_port

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
_FAX: Final = "ファックス番号は？"
_FEE: Final = "年会費はいくらですか。連絡は taro@example.com まで"
_UPPER_PART: Final[FloatRect] = {"x": 0, "y": 0, "width": 1280, "height": 1750}
_ANSWER: Final = (
    "お問い合わせありがとうございます。会費は会員種別によって異なります。入会案内をお送りします。"
)


async def main() -> None:
    """Start the program, use it, and take its pictures."""
    FOLDER.mkdir(exist_ok=True)
    program = chromium()
    if program is None:
        raise SystemExit("no browser is here: install chromium, or set CHROMIUM")
    with tempfile.TemporaryDirectory() as folder:
        port, stop, told = free_port(), asyncio.Event(), asyncio.Queue[str]()
        settings = Settings(
            madoguchi_data_dir=Path(folder), host="127.0.0.1", port=port, log_level="ERROR", **ALWAYS
        )
        running = asyncio.create_task(serve(settings, stop, told.put_nowait, at_terminal=True))
        while "is ready" not in (text := await told.get()):
            pass
        link = re.search(r"(/desk/start/\S+)", text)
        assert link
        async with launched(program) as browser:
            address = f"http://127.0.0.1:{port}"
            chat = await (await somebody(browser, address, size=PHONE)).new_page()
            desk = await (await somebody(browser, address, size=PC)).new_page()
            await _take(chat, desk, link[1])
        stop.set()
        await running


async def _take(chat: Page, desk: Page, link: str) -> None:
    await chat.emulate_media(reduced_motion="reduce")  # no picture of a page on the move
    await chat.goto("/chat")
    await _ask(chat, _FAX, "03-3372-4414")
    await chat.screenshot(path=FOLDER / "chat.png")
    await _ask(chat, _FEE, "受付番号1")
    await desk.goto(link)
    await desk.locator("main button").click()
    await desk.goto("/desk/tickets/1")
    await desk.locator('form[action$="/claim"] button').click()
    await desk.locator("#reply-text").fill(_ANSWER)
    await desk.locator('#reply-form button[value="preview"]').click()
    await desk.locator("#preview").wait_for()
    await desk.screenshot(path=FOLDER / "desk.png", full_page=True, clip=_UPPER_PART)


async def _ask(page: Page, text: str, word: str) -> None:
    await page.locator("textarea").fill(text)
    await page.locator("form.write button.main").click()
    await page.locator(".talk .message:not(.mine)", has_text=word).last.wait_for()


if __name__ == "__main__":
    asyncio.run(main())
