"""The page on which an enquiry is answered: what helps stands beside the field, what was done in sight."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.browser.browser import PC, PHONE
from tests.browser.desk import Site
from tests.browser.test_round_trip import write
from tests.telegram_server import Group, User

ASKED = ("年会費の領収書の再発行をお願いします", "年会費の領収書の再発行はできますか")
ANSWER = "再発行いたします。宛名をお知らせください。"


async def test_earlier_answers_stand_open_beside_the_field_and_on_a_phone_folded_below_it(
    site: Site, staff_group: Group, sato: User
) -> None:
    for number, question in enumerate(ASKED, 1):
        await site.ask(await site.open("/chat"), question, f"受付番号{number}")
    desk = await site.sign_in(sato)
    await desk.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await desk.goto("/desk/tickets/1")
    await write(desk, ANSWER)
    await desk.locator('#preview form[action*="/reply/send"] button').click()
    done = desk.get_by_role("status")
    await expect(done).to_have_text(site.app.ja("desk.said.reply.send"))
    await expect(done).to_be_in_viewport()

    await desk.goto("/desk/tickets/2")
    await expect(desk.locator(".beside .said", has_text=ANSWER)).to_be_hidden()
    field, beside = await _box(desk.locator("#reply-form")), await _box(desk.locator(".beside"))
    assert beside["y"] >= field["y"] + field["height"]

    await desk.set_viewport_size({"width": PC[0], "height": PC[1]})
    await desk.reload()
    await expect(desk.locator(".beside .said", has_text=ANSWER)).to_be_visible()
    field, beside = await _box(desk.locator("#reply-text")), await _box(desk.locator(".beside"))
    assert beside["x"] >= field["x"] + field["width"]
    assert beside["y"] <= field["y"]


async def _box(place: Locator) -> dict[str, float]:
    box = await place.bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
