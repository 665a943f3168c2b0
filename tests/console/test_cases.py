"""Reported accounts at the desk: staff's verdict, and the warning that a lead publishes."""

from __future__ import annotations

from bot.console.audit import ROOM as AUDIT
from tests.console.browsers import YES, csrf, fields
from tests.console.signed import Rooms
from tests.service.reporting import NOT_OURS, SHOWN, last, reports
from tests.service.scene import SATO, TANAKA

CASES, CASE = "/desk/cases", "/desk/cases/1"
LEADS_ONLY = "責任者だけが行えます"


async def test_of_two_verdicts_the_second_is_a_question_that_names_who_gave_the_first(rooms: Rooms) -> None:
    scene = rooms.scene
    await reports(scene)
    await reports(scene, "john", english=True)
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    listed = await sato.get(CASES)
    assert SHOWN in listed.text
    assert "https://x.com" not in listed.text, "nobody opens it from here"
    page = await sato.get(CASE)
    assert all(f"受付番号{number}" in page.text for number in (1, 2))
    mine = {"csrf": csrf(page), "verdict": "not_ours"}
    theirs = {"csrf": csrf(await tanaka.get(CASE)), "verdict": "ours"}
    look = await sato.post(f"{CASE}/verdict", mine)
    assert [text in look.text for text in (f"{SHOWN}：", "2人")] == [True, True], (
        "before anybody is told, without script as well"
    )
    assert (await sato.get(f"{CASE}/verdict")).path == CASE
    done = await sato.post(f"{CASE}/verdict", fields(look))
    assert (done.status, done.path) == (200, f"{CASE}?said=judged")
    await scene.runner.drain()
    assert NOT_OURS in last(scene, "hanako")
    assert "事務局の判断：公式ではない（佐藤" in (await scene.card(1)).text
    again = await sato.post(f"{CASE}/verdict", mine)
    assert "すでに同じ判断" in again.text
    asked = await tanaka.post(f"{CASE}/verdict", {**theirs, **YES})
    assert "「公式ではない」と判断されています（佐藤、2026-04-01 12:00）" in asked.text
    assert "お伝えする人：2人" in asked.text
    changed = await tanaka.post(f"{CASE}/verdict", {**theirs, "sure": "yes"})
    assert changed.path == f"{CASE}?said=judged"
    await scene.runner.drain()
    assert "訂正いたします" in last(scene, "hanako")
    record = await sato.get(f"/desk/{AUDIT}?type=judged")
    assert record.text.count("アカウント1番") == 2
    assert "田中" in record.text


async def test_only_a_lead_publishes_a_warning_and_everybody_reads_it(rooms: Rooms) -> None:
    await reports(rooms.scene)
    sato, tanaka, anybody = await rooms.browser(SATO), await rooms.browser(TANAKA), rooms.anybody()
    mine = {"csrf": csrf(await sato.get(CASE))}
    theirs = {"csrf": csrf(await tanaka.get(CASE))}
    early = await tanaka.post(f"{CASE}/warning", theirs)
    assert early.path == f"{CASE}?said=not_warned", "nobody has said that it is not ours"
    await sato.post(f"{CASE}/verdict", {**mine, **YES, "verdict": "not_ours"})
    assert f"{CASE}/warning" not in (await sato.get(CASE)).text
    for path in (f"{CASE}/warning", f"{CASE}/warning/end"):
        refused = await sato.post(path, mine)
        assert (refused.status, LEADS_ONLY in refused.text) == (403, True)
    preview = await tanaka.get(f"{CASE}/warning")
    assert "お知らせしています" in preview.text
    assert "an account of the Society" in preview.text
    assert "ご注意いただきたいアカウント" in (await anybody.get("/warnings")).text
    assert SHOWN not in (await anybody.get("/warnings")).text
    await tanaka.post(f"{CASE}/warning", theirs)
    assert SHOWN in (public := (await anybody.get("/warnings?lang=en")).text)
    assert "We have added brackets" in public
    assert "This isn&#39;t an account of the Society" in public
    assert "https://www.imaging-society-japan.org" in public
    look = await tanaka.post(f"{CASE}/warning/end", theirs)
    assert SHOWN in (await anybody.get("/warnings")).text, "nothing is taken back before the answer"
    taken_back = await tanaka.post(f"{CASE}/warning/end", fields(look))
    assert taken_back.path == f"{CASE}?said=warning_ended"
    assert SHOWN not in (await anybody.get("/warnings")).text
    assert "注意のお知らせを公開した" in (await sato.get("/desk/audit")).text


async def test_what_is_confidential_is_a_case_for_leads_alone(rooms: Rooms) -> None:
    await reports(rooms.scene)
    await rooms.scene.execute("UPDATE tickets SET for_leads = true")
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    assert SHOWN not in (await sato.get(CASES)).text
    assert (await sato.get(CASE)).status == 404
    refused = await sato.post(f"{CASE}/verdict", {"csrf": csrf(await sato.get(CASES)), "verdict": "ours"})
    assert refused.status == 404
    assert (await tanaka.get(CASE)).status == 200


async def test_an_address_of_no_case_is_a_page_that_says_so(rooms: Rooms) -> None:
    sato = await rooms.browser(SATO)
    for number in ("1", "0", "99999999999999999999"):
        assert (await sato.get(f"{CASES}/{number}")).status == 404
    for number in ("", "x", "-1", "99999999"):
        assert (await sato.get(f"{CASES}?view=x&page={number}")).status == 200
