"""A person asks on the web, staff answer at the desk, the person reads it: through the whole program."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.browser import PHONE
from tests.browser.desk import Site
from tests.end_to_end.madoguchi import TALK_EN, TALK_JA
from tests.telegram_server import Group, User

ANSWER = "お問い合わせありがとうございます。<b>7月</b>にお知らせします。"


async def claim(page: Page, number: int) -> None:
    await page.goto(f"/desk/tickets/{number}")
    await page.locator(f'form[action="/desk/tickets/{number}/claim"] button').click()


async def write(page: Page, text: str) -> None:
    """An answer, as far as its preview."""
    await page.locator("#reply-text").fill(text)
    await page.locator('#reply-form button[value="preview"]').click()
    await page.locator("#preview").wait_for()


async def test_a_person_asks_staff_take_it_answer_and_the_person_reads_it(
    site: Site, staff_group: Group, sato: User
) -> None:
    person = await site.open("/chat", size=PHONE)
    await site.ask(person, TALK_JA, "受付番号1")
    await site.app.card(1)  # staff see it in their group as well

    desk = await site.sign_in(sato)
    await desk.get_by_role("link", name="受付番号1", exact=True).click()
    await claim(desk, 1)
    await site.app.card(1, "担当：佐藤 一郎")
    await write(desk, ANSWER)
    await expect(desk.locator("#preview .preview")).to_contain_text(ANSWER)
    await desk.locator('form[action*="/reply/send"] button').click()
    await person.locator(".talk .message", has_text="7月").wait_for()
    assert await person.locator(".talk b").count() == 0
    await desk.reload()
    await expect(desk.locator("#reply .badge.good")).to_have_text(site.app.ja("reply.delivery.sent"))


async def test_of_two_who_take_it_one_has_it_and_the_other_sees_who(
    site: Site, staff_group: Group, sato: User, suzuki: User
) -> None:
    person = await site.open("/chat", language="en")
    await site.ask(person, TALK_EN, "no. 1")
    first, second = await site.sign_in(sato), await site.sign_in(suzuki)
    for page in (first, second):
        await page.goto("/desk/tickets/1")
    for page in (first, second):
        await page.locator('form[action="/desk/tickets/1/claim"] button').click()
    await expect(second.locator("[role=alert]")).to_contain_text("佐藤 一郎")

    await write(first, "First.")
    await write(second, "Second.")
    await first.locator('form[action*="/reply/send"] button').click()
    await person.locator(".talk .message", has_text="First.").wait_for()
    await second.locator('form[action*="/reply/send"] button').click()
    await expect(second.locator("#reply [role=alert]").first).to_be_visible()
    await expect(second.locator("#reply-text")).to_have_value("Second.")
    assert await person.locator(".talk .message", has_text="Second.").count() == 0


async def test_without_script_everything_works_by_loading_pages(
    site: Site, staff_group: Group, sato: User
) -> None:
    person = await site.open("/chat", script=False)
    await site.ask(person, "ファックス番号は？", "03-3372-4414")
    await site.ask(person, TALK_JA, "受付番号1")
    question = person.locator(".talk .message", has_text="受付番号1").last
    await question.get_by_role("button").first.click()
    await person.locator(
        "#log", has_text=site.app.ja("status.item.new", number=1, office="事務局")
    ).wait_for()
