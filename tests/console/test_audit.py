"""The record of what staff did, at the desk."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.core.handbook import Handbook
from bot.store import desk_events, tickets
from bot.store.audit import NOT_STAFF
from tests.console.literals import given
from tests.console.signed import Rooms
from tests.service.scene import NOON, SATO, TANAKA

AUDIT = "/desk/audit"


async def test_who_did_what_is_told_in_words_by_person_by_kind_and_page_by_page(rooms: Rooms) -> None:
    scene = rooms.scene
    await scene.user("会費を二重に払ってしまいました。担当者につないでください。")
    await scene.command("ask")
    await scene.staff_press("claim 1")
    async with scene.transaction() as tx:
        await tickets.add_event(tx, 1, "revealed", TANAKA.id, NOON, "phone")
        for minute in range(100):
            at = NOON - timedelta(minutes=minute)
            await desk_events.add(tx, TANAKA.id, "signed_in", f"Firefox {minute}", at)
    browser = await rooms.browser(SATO)
    page = (await browser.get(AUDIT)).text
    assert "担当になった" in page
    assert "電話番号" in page
    assert "佐藤" in page, "who pressed in the chat is known by name"
    assert "Firefox 99" not in page
    older = re.search(r'href="(/desk/audit\?[^"]*before=[^"]*)"', page)
    assert older
    rest = (await browser.get(older[1].replace("&amp;", "&"))).text
    assert "Firefox 99" in rest
    assert "担当になった</td>" not in rest
    theirs = (await browser.get(f"{AUDIT}?staff=sato&type=claimed&lang=en")).text
    assert theirs.count(">Took it</td>") == 1
    assert "Firefox 1" not in theirs
    for before in ("x", "2026-01-01 ticket 1", "2026-01-01T00:00:00+00:00 ticket 99999999999"):
        assert (await browser.get(AUDIT + "?before=" + before.replace(" ", "%20"))).status == 200


def test_there_are_words_for_all_that_staff_do(handbook: Handbook) -> None:
    added, changed = (("tickets.add_event", 2, ""), ("tickets.change", 9, "event"))
    with_tickets = given(*added, unless=NOT_STAFF) | given(*changed, unless=NOT_STAFF)
    handled = given("_change", 4) | given("_change_joined", 4)
    at_the_desk = given("desk_events.add", 2) | given("_recorded", 2)
    types = {one for one in with_tickets | handled | at_the_desk if not one.startswith("/")}
    assert {"claimed", "revealed", "signed_in", "warned"} <= types, "they are found"
    assert {one for one in types if f"desk.audit.type.{one}" not in handbook.wording["ja"]} == set()
