"""Demands about personal data at the desk."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.store import people, requests, tickets
from bot.store.tickets import NewTicket
from tests.console.browsers import YES, csrf
from tests.console.signed import Rooms
from tests.service.scene import NOON, SATO


async def a_demand(rooms: Rooms, days: int, *, by_itself: bool = False) -> None:
    """One that is due in so many days."""
    async with rooms.scene.transaction() as tx:
        person = await people.get(tx, "telegram", "hanako", NOON)
        ticket = None
        if not by_itself:
            new = NewTicket(person.id, "hanako", "ja", "", "", kind="access")
            ticket = (await tickets.open_ticket(tx, new, NOON)).number
        await requests.record(
            tx,
            person=person.id,
            kind="delete" if by_itself else "access",
            asked_at=NOON,
            due_at=NOON + timedelta(days=days),
            ticket=ticket,
            done_at=NOON if by_itself else None,
        )


async def test_what_is_late_and_what_is_due_soon_is_said_in_words(rooms: Rooms) -> None:
    browser = await rooms.browser(SATO)
    assert "対応が済んでいないご依頼はありません" in (await browser.get("/desk/requests")).text
    for days in (4, 3, 0, -2):
        await a_demand(rooms, days)
    await a_demand(rooms, 14, by_itself=True)
    page = (await browser.get("/desk/requests")).text
    said = ("期限を2日過ぎています", "期限は今日です", "期限まであと3日")
    assert [word for word in said if word in page] == list(said)
    assert "あと4日" not in page
    numbers = re.findall(r'href="/desk/tickets/(\d+)"', page)
    assert numbers == ["4", "3", "2", "1"], "what is due first stands first"
    assert "ボットが対応しました" in page.partition("<details>")[2]
    english = (await browser.get("/desk/requests?lang=en")).text
    assert "2 days overdue" in english


async def test_a_demand_that_is_closed_was_seen_to_and_the_person_is_told_so(rooms: Rooms) -> None:
    await a_demand(rooms, 4)
    browser = await rooms.browser(SATO)
    page = await browser.get("/desk/tickets/1")
    assert "ご依頼への対応を終えたことをご本人にお伝え" in page.text
    assert "お返事を差し上げられないまま" not in page.text
    await browser.post("/desk/tickets/1/close", {"csrf": csrf(page), **YES})
    await rooms.scene.runner.drain()
    assert rooms.scene.channel.texts("hanako")[-1].startswith("受付番号1のご依頼への対応を終えました")
    assert "対応が済んでいないご依頼はありません" in (await browser.get("/desk/requests")).text
