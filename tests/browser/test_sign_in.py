"""Who gets to the desk, and who does not."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.desk import CODE, Site
from tests.telegram_server import Group, User


async def test_with_the_phone_in_hand_the_desk_opens_and_closes_again(
    site: Site, staff_group: Group, sato: User
) -> None:
    page = await site.sign_in(sato)
    await expect(page.get_by_role("heading", level=1)).to_have_text(site.app.ja("desk.room.queue"))

    await page.get_by_role("button", name=site.app.ja("desk.sign_out")).click()
    await page.goto("/desk")
    assert "/desk/sign-in" in page.url
    await page.go_back()
    await page.goto("/desk")
    assert "/desk/sign-in" in page.url


async def test_nobody_else_gets_in_with_a_code(
    site: Site, staff_group: Group, sato: User, hanako: User
) -> None:
    page = await site.open("/desk")
    code = CODE.search(await page.locator(".code").inner_text())
    assert code

    await site.app.ask(hanako, f"/desk {code[0]}", site.app.ja("signin.chat.not_member"))
    await site.app.ask(sato, "/desk AAAA-2222", site.app.ja("signin.chat.wrong_code"))
    question = await site.ask_to_sign_in(sato, code[0])
    await site.app.press(sato, question, site.app.ja("signin.chat.no"))
    await page.locator(".notice.bad").wait_for()
    await page.goto("/desk")
    assert "/desk/sign-in" in page.url


async def test_a_code_opens_only_the_browser_that_shows_it(
    site: Site, staff_group: Group, sato: User
) -> None:
    shows, other = await site.open("/desk"), await site.open("/desk")
    code = CODE.search(await shows.locator(".code").inner_text())
    assert code
    question = await site.ask_to_sign_in(sato, code[0])
    assert "Chrome" in question.text
    await site.app.press(sato, question, site.app.ja("signin.chat.yes"))
    await shows.wait_for_url(re.compile(r"/desk(\?.*)?$"))
    await other.goto("/desk")
    assert "/desk/sign-in" in other.url
