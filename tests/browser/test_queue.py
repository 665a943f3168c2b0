"""The list of enquiries in the hand and on a desk, and presses that need a second look."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.browser import PC, PHONE
from tests.browser.desk import Site
from tests.end_to_end.madoguchi import TALK_JA
from tests.telegram_server import Group, User


async def an_enquiry(site: Site) -> None:
    await site.ask(await site.open("/chat"), TALK_JA, "受付番号1")


async def without_script(site: Site, desk: Page, path: str) -> Page:
    """The same member of staff, in a browser that runs no script."""
    page = await site.open("/desk/sign-in", script=False, size=PHONE)
    await page.context.add_cookies([{**cookie} for cookie in await desk.context.cookies()])  # type: ignore[typeddict-item]  # what cookies() gives add_cookies() takes
    await page.goto(path)
    return page


async def test_on_a_phone_the_filters_are_folded_away_until_one_is_set(
    site: Site, staff_group: Group, sato: User
) -> None:
    await an_enquiry(site)
    wide = await site.sign_in(sato, size=PC)
    await expect(wide.locator("#kind")).to_be_visible()
    await expect(wide.locator("summary")).to_be_hidden()
    phone = await without_script(site, wide, "/desk")
    row = await phone.locator("tbody tr").first.bounding_box()
    assert row
    assert row["y"] < PHONE[1] - 80, "the first enquiry begins on the first screen"
    await expect(phone.locator("#kind")).to_be_hidden()
    await phone.locator("summary").click()
    await phone.locator("#kind").select_option("question")
    await phone.get_by_role("button", name=site.app.ja("queue.find"), exact=True).click()
    await expect(phone.locator("#kind")).to_be_visible()
    await expect(phone.locator("#kind")).to_have_value("question")


async def test_a_press_that_tells_the_person_is_asked_about_once_with_script_and_without(
    site: Site, staff_group: Group, sato: User
) -> None:
    await an_enquiry(site)
    desk = await site.sign_in(sato)
    quiet = await without_script(site, desk, "/desk/tickets/1")
    decline = 'form[action="/desk/tickets/1/decline"] button'
    await quiet.locator(decline).click()
    await expect(quiet.locator("h1")).to_have_text(site.app.ja("desk.sure"))
    await quiet.get_by_role("link", name=site.app.ja("desk.sure.no")).click()
    await quiet.locator(decline).click()
    await quiet.get_by_role("button", name=site.app.ja("desk.sure.yes"), exact=True).click()
    await expect(quiet.locator("[role=status]")).to_have_text(site.app.ja("desk.said.ticket.decline"))

    await site.ask(await site.open("/chat"), TALK_JA, "受付番号2")
    await desk.goto("/desk/tickets/2")
    desk.on("dialog", lambda dialog: dialog.accept())
    await desk.locator('form[action="/desk/tickets/2/close"] button').click()
    await expect(desk.locator("[role=status]")).to_have_text(site.app.ja("desk.said.ticket.close"))
