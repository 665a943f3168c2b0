"""What people do on the pages: ask in the chat, sign in with the phone in hand, work at the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser.browser import somebody
from tests.end_to_end.madoguchi import Madoguchi
from tests.telegram_server import Message, User

CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@dataclass(frozen=True, slots=True)
class Site:
    """The application and its address."""

    browser: Browser
    app: Madoguchi
    address: str

    async def open(self, path: str, **context: Any) -> Page:
        """A page in a browser of its own."""
        page = await (await somebody(self.browser, self.address, **context)).new_page()
        await page.goto(path)
        return page

    async def sign_in(self, staff: User, **context: Any) -> Page:
        """A member of staff at a PC, with the phone in hand: signed in at the desk."""
        page = await self.open("/desk", **context)
        shown = CODE.search(await page.locator(".code").inner_text())
        assert shown, await page.content()
        question = await self.ask_to_sign_in(staff, shown[0])
        await self.app.press(staff, question, self.app.ja("signin.chat.yes"))
        await page.wait_for_url(re.compile(r"/desk(\?.*)?$"))
        return page

    async def ask_to_sign_in(self, staff: User, code: str) -> Message:
        """Staff send the code to the bot; what it asks."""
        return await self.app.ask(staff, f"/desk {code}", self.app.ja("signin.chat.question"))

    async def ask(self, page: Page, text: str, *words: str) -> None:
        """Somebody writes in the web chat, and reads the reply."""
        await page.locator("textarea").fill(text)
        await page.locator("form.write button.main").click()
        for word in words:
            await page.locator(".talk .message:not(.mine)", has_text=word).last.wait_for()
