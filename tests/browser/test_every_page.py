"""Every page can be used by everybody: whatever their eyes, their window and their language."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.browser import PC, PHONE, Scheme, complaints, overflows
from tests.browser.desk import Site
from tests.telegram_server import Group, User

ROOMS = ("/desk", "/desk?q=zzz", "/desk/tickets/1", "/desk/tickets/2", "/desk/requests", "/desk/cases",
         "/desk/cases/1", "/desk/letters", "/desk/audit", "/desk/sessions", "/desk/settings",
         "/desk/tickets/999", "/warnings", "/chat")  # fmt: skip
_PAGE = "https://www.facebook.com/isj.official.jp"
REPORTED = {"ja": f"{_PAGE} これ公式ですか？", "en": f"Is {_PAGE} your official page?"}
DELETE = {"ja": "私のデータを削除してください。", "en": "Please delete my data."}
LOOKS: list[tuple[tuple[int, int], list[Scheme]]] = [(PHONE, ["light", "dark"]), (PC, ["dark", "light"])]
HANDED_OVER = {"ja": "受付番号", "en": "no. "}


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_no_page_keeps_anybody_out(site: Site, staff_group: Group, sato: User, language: str) -> None:
    person = await site.open("/chat", language=language)
    await site.ask(person, DELETE[language], HANDED_OVER[language])
    await site.ask(person, REPORTED[language], "facebook")
    await person.locator(".keys button[value^=report]").last.click()
    await person.locator(".talk .message", has_text=f"{HANDED_OVER[language]}2").last.wait_for()
    found = await examined(person)

    outside = await site.open("/desk", language=language)
    found += await examined(outside)
    desk = await site.sign_in(sato, language=language)
    for room in ROOMS:
        await desk.goto(room)
        found += await examined(desk)
    await desk.goto("/desk/tickets/1")
    await desk.locator("#reply-text").fill("確認いたします。")
    await desk.locator('#reply-form button[value="preview"]').click()
    await desk.locator("#preview").wait_for()
    found += await examined(desk)
    await desk.evaluate("document.querySelector('form[action$=\"/close\"]').submit()")  # as without script
    await desk.locator("form[action$='/close'] button.main").wait_for()
    found += await examined(desk)
    assert found == []


async def examined(page: Page) -> list[str]:
    """What is wrong with the page as it stands: on a PC and on a phone, each in the light and in the dark."""
    assert not await page.locator("body", has_text="internal error").count(), page.url
    found = []
    for (width, height), schemes in LOOKS:
        await page.set_viewport_size({"width": width, "height": height})
        for scheme in schemes:
            await page.emulate_media(color_scheme=scheme)
            wrong = await complaints(page, of_colours=scheme != schemes[0])
            found += [f"{width} wide, {scheme}: {line}" for line in wrong]
        if await overflows(page):
            found.append(f"{page.url} is wider than its window of {width}")
    return found
