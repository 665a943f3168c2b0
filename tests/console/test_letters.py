"""What could not be handled or delivered, at the desk."""

from __future__ import annotations

from bot.core.handbook import Handbook
from bot.store.outbox import FAREWELL, TOAST
from tests.console.browsers import csrf
from tests.console.literals import given
from tests.console.signed import Rooms
from tests.service.scene import SATO, TANAKA

LETTERS = "/desk/letters"


async def given_up(rooms: Rooms, *, for_leads: bool = False) -> None:
    """The reply to a person, in a ticket, and what another one wrote."""
    scene = rooms.scene
    await scene.user("会費を二重に払ってしまいました。担当者につないでください。")
    await scene.command("ask")
    await scene.execute("UPDATE outbox SET state = 'dead', error = 'Forbidden' WHERE chat = 'hanako'")
    await scene.execute("UPDATE outbox SET sealed_payload = (SELECT sealed_payload FROM outbox LIMIT 1)")
    await scene.execute("UPDATE tickets SET for_leads = :for_leads", for_leads=for_leads)
    await scene.execute("UPDATE inbox SET state = 'dead', error = 'ValueError' WHERE id = 1")


async def test_a_record_is_tried_again_by_one_and_the_other_is_told(rooms: Rooms) -> None:
    await given_up(rooms)
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    page = await sato.get(LETTERS)
    assert 'href="/desk/tickets/1"' in page.text
    assert "受け取ったメッセージ" in page.text
    assert "Forbidden" in page.text
    assert "二重" not in page.text, "never what it says"
    theirs = {"csrf": csrf(await tanaka.get(LETTERS)), "name": "in-1"}
    done = await sato.post(f"{LETTERS}/retry", {"csrf": csrf(page), "name": "in-1"})
    assert done.path == f"{LETTERS}?said=retried"
    late = await tanaka.post(f"{LETTERS}/retry", theirs)
    assert late.path == f"{LETTERS}?said=not_retried"
    assert await rooms.scene.rows("SELECT state FROM inbox WHERE id = 1") == [("pending",)]
    assert "in-1" in (await tanaka.get("/desk/audit?type=retried")).text


async def test_all_are_tried_again_after_a_second_look_and_what_is_confidential_by_leads_alone(
    rooms: Rooms,
) -> None:
    await given_up(rooms, for_leads=True)
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    page = await sato.get(LETTERS)
    assert "受付番号1" not in page.text
    (about,) = await rooms.scene.rows("SELECT min(id) FROM outbox WHERE ticket_number = 1 AND state = 'dead'")
    hidden = await sato.post(f"{LETTERS}/retry", {"csrf": csrf(page), "name": f"out-{about[0]}"})
    assert hidden.path == f"{LETTERS}?said=not_retried"
    await sato.post(f"{LETTERS}/all", {"csrf": csrf(await sato.get(f"{LETTERS}/all"))})
    left = await rooms.scene.rows("SELECT DISTINCT ticket_number FROM outbox WHERE state = 'dead'")
    assert left == [(1,)]
    await tanaka.post(f"{LETTERS}/all", {"csrf": csrf(await tanaka.get(f"{LETTERS}/all"))})
    assert "未処理・未達のものはありません" in (await tanaka.get(f"{LETTERS}/all")).text


def test_there_are_words_for_all_that_can_be_given_up(handbook: Handbook) -> None:
    purposes, jobs = given("work.send", 1, "purpose"), given("jobs.schedule", 1, "name")
    assert {"answer", "reply"} <= purposes, "they are found"
    assert {"clean_up", "mail"} <= jobs, "they are found"
    wanted = {f"out.{one}" for one in purposes - {FAREWELL, TOAST}} | {f"job.{one}" for one in jobs}
    assert {one for one in wanted if f"desk.letters.{one}" not in handbook.wording["ja"]} == set()
