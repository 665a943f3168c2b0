"""The page of an enquiry: what is known of it, and what staff do."""

from __future__ import annotations

import asyncio
import io
from typing import Any

from PIL import Image

from bot.service.tickets.noting import LONGEST
from bot.store import files, log, personal_values
from tests.console.browsers import YES, csrf, fields
from tests.console.enquiries import Enquiry, asks
from tests.console.signed import Rooms
from tests.service.reporting import SHOWN, reports
from tests.service.scene import SATO, TANAKA

ONE = "/desk/tickets/1"
PHONE = "090-1234-5678"


async def test_of_two_who_take_it_at_once_one_has_it_and_the_other_reads_who(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    forms = [{"csrf": csrf(await one.get(ONE))} for one in (sato, tanaka)]
    answers = await asyncio.gather(sato.post(f"{ONE}/claim", forms[0]), tanaka.post(f"{ONE}/claim", forms[1]))
    won, lost = sorted(answers, key=lambda answer: "too_late" in answer.path)
    name = "佐藤" if won is answers[0] else "田中"
    assert "担当になりました" in won.text
    assert "操作は行われませんでした" in lost.text
    assert f"担当：{name}" in lost.text
    assert await rooms.scene.events(1) == ["opened", "claimed"]
    winner = (sato, tanaka)[answers.index(won)]
    again = await winner.post(f"{ONE}/claim", forms[answers.index(won)])
    assert "操作は行われませんでした" not in again.text, "who presses twice has it"


async def test_it_is_given_back_declined_and_closed_and_the_person_reads_so(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry(), Enquiry(who="john", language="en"))
    sato = await rooms.browser(SATO)
    proof = {"csrf": csrf(await sato.get(ONE))}
    for action in ("claim", "give_back", "close"):
        await sato.post(f"{ONE}/{action}", {**proof, **YES})
    await sato.post("/desk/tickets/2/decline", {**proof, **YES})
    assert await scene.events(1) == ["opened", "claimed", "given_back", "closed"]
    assert [(await scene.ticket(number)).state for number in (1, 2)] == ["closed", "declined"]
    await scene.runner.drain()
    assert "受付番号1" in scene.channel.texts("hanako")[-1]
    page = (await sato.get(ONE)).text
    assert "お返事を差し上げられないまま" in page, "the conversation is what the person saw"
    assert [word in page for word in ("担当を外れた", "/claim")] == [True, False]


async def test_a_press_is_shown_as_the_person_saw_it_and_a_typed_command_as_it_was_typed(
    rooms: Rooms,
) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry(), Enquiry(who="john", language="en"))
    async with scene.transaction() as tx:
        for ticket, text in ((1, "/report 2d34803f"), (1, "/ask <b>会費</b>は"), (2, "/not_helped 1")):
            said = log.Entry(ticket, "user", text, scene.clock(), "hanako", ticket_number=ticket)
            await log.add(tx, said)
    sato = await rooms.browser(SATO)
    page = (await sato.get(ONE)).text
    assert [word in page for word in ("「事務局に知らせる」", "2d34803f", "/ask &lt;b&gt;会費")] == [
        *(True, False, True),
    ]
    assert "「No, ask the office」" in (await sato.get("/desk/tickets/2")).text, "in the person's language"


async def test_without_script_a_page_asks_before_the_person_is_told(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry())
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA, "en")
    proof = {"csrf": csrf(await sato.get(ONE))}
    for action, question in (
        ("close", "受付番号1：まだお返事をしていません"),
        ("decline", "受付番号1：この窓口では対応できない"),
    ):
        page = await sato.post(f"{ONE}/{action}", proof)
        assert [text in page.text for text in (question, f'action="{ONE}/{action}"', f'href="{ONE}"')] == [
            True
        ] * 3
        assert (await sato.get(f"{ONE}/{action}")).path == ONE, "loading it again leads back"
    await sato.post(f"{ONE}/claim", proof)
    theirs = {"csrf": csrf(await tanaka.get(ONE))}
    assert "Take it from them?" in (await tanaka.post(f"{ONE}/give_back", theirs)).text
    assert await scene.events(1) == ["opened", "claimed"], "nothing is done before the answer"
    asked = await sato.post(f"{ONE}/decline", proof)
    done = await sato.post(f"{ONE}/decline", fields(asked))
    assert (await scene.ticket(1)).state == "declined", done.text
    late = await sato.post(f"{ONE}/close", proof)
    assert "操作は行われませんでした" in late.text, "what cannot be done is not asked"


async def test_the_page_tells_what_the_bot_told_in_its_own_language(rooms: Rooms) -> None:
    scene = rooms.scene
    await scene.user("コメントしたら返信はもらえますか")
    await scene.command("/ask")
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA, "en")
    assert "を案内しました" in (await sato.get(ONE)).text
    page = (await tanaka.get(ONE)).text
    assert ["told the person: 6.1" in page, "案内しました" in page] == [True, False]
    await scene.execute("UPDATE tickets SET tried = '確認の結果を案内しました'")
    old = (await tanaka.get(ONE)).text
    assert '<dd lang="ja">確認の結果を案内しました</dd>' in old, "what was kept as a sentence stays one"


async def test_who_came_by_the_start_link_is_named_in_the_language_of_the_page(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    await rooms.scene.execute(
        "UPDATE tickets SET state = 'claimed', claimed_by = 'local', claimed_name = 'KEPT'"
    )
    for path in (ONE, "/desk?view=claimed", "/desk/export.csv"):
        for language, name in (("en", "Operator at this machine"), ("ja", "この端末の管理者")):
            seen = (await (await rooms.browser(SATO, language)).get(path)).text
            assert [name in seen, "KEPT" in seen] == [True, False], path


async def test_what_is_not_there_is_said_not_to_be(rooms: Rooms) -> None:
    sato = await rooms.browser(SATO)
    proof = {"csrf": csrf(await sato.get("/desk/sessions"))}
    for path in ("99", "0", "x", "-1", "9999999999999", "²"):
        for answer in (
            await sato.get(f"/desk/tickets/{path}"),
            await sato.post(f"/desk/tickets/{path}/claim", proof),
            await sato.post(f"/desk/tickets/{path}/notes", {**proof, "note": "x"}),
            await sato.post(f"/desk/values/{path}", proof),
            await sato.get(f"/desk/files/{path}"),
        ):
            assert (answer.status, "<h1>" in answer.text) == (404, True), path


async def test_of_what_is_for_leads_others_see_and_do_nothing(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry("ハラスメントの件", for_leads=True), Enquiry("別の件"))
    person = (await scene.ticket(1)).person_id
    async with scene.transaction() as tx:
        await log.add(tx, log.Entry(person, "user", "あの人のことです", scene.clock(), "hanako"))
        kept: dict[str, Any] = {"person": person, "ticket": 1, "state": "shared", "said_at": scene.clock()}
        await personal_values.keep(tx, [("phone", PHONE)], **kept)
        await files.keep(tx, await files.want(tx, 1, "document", "f", scene.clock()), b"secret")
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    proof = {"csrf": csrf(await sato.get("/desk/tickets/2"))}
    tried = [
        await sato.get(ONE),
        await sato.get("/desk/files/1"),
        await sato.post("/desk/values/1", proof),
        await sato.post(f"{ONE}/notes", {**proof, "note": "x"}),
        *[await sato.post(f"{ONE}/{action}", proof) for action in ("claim", "give_back", "close", "decline")],
    ]
    assert {answer.status for answer in tried} == {404}
    assert await scene.events(1) == ["opened"]
    beside = (await sato.get("/desk/tickets/2")).text
    assert [word in beside for word in ("ハラスメント", "あの人", "ほかのお問い合わせ")] == [False] * 3
    seen = (await tanaka.get("/desk/tickets/2")).text
    assert [word in seen for word in ("ハラスメント", "ほかのお問い合わせ")] == [True] * 2
    assert "責任者だけ" in (await tanaka.get(ONE)).text


async def test_a_note_is_kept_once_and_one_that_is_too_long_stays_in_its_field(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry())
    sato = await rooms.browser(SATO)
    proof = {"csrf": csrf(await sato.get(ONE))}
    note = {**proof, "note": "電話しました。<b>明日</b>また\r\nかけます"}
    for _ in range(2):
        kept = await sato.post(f"{ONE}/notes", note)
    assert kept.text.count("&lt;b&gt;明日&lt;/b&gt;") == 1
    assert await scene.rows("SELECT count(*) FROM notes") == [(1,)]
    assert "電話" not in str(await scene.rows("SELECT sealed_text FROM notes")), "sealed"
    long = "長" * 34_000  # 100 kB
    refused = await sato.post(f"{ONE}/notes", {**proof, "note": long})
    assert (refused.status, long in refused.text) == (422, True)
    assert [word in refused.text for word in (f"{LONGEST}文字まで", "34000文字", 'role="alert"')] == [
        True
    ] * 3
    assert (await sato.post(f"{ONE}/notes", {**proof, "note": " \r\n "})).status == 422
    assert await scene.rows("SELECT count(*) FROM notes") == [(1,)]


async def test_a_value_is_shown_once_it_is_shared_and_the_look_is_recorded(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry("電話は[phone]です"))
    person = (await scene.ticket(1)).person_id
    async with scene.transaction() as tx:
        await personal_values.keep(
            tx, [("phone", PHONE)], person=person, ticket=1, state="kept", said_at=scene.clock()
        )
    sato = await rooms.browser(SATO)
    page = await sato.get(ONE)
    assert [word in page.text for word in ("電話は〔電話番号〕です", PHONE, "/desk/values/1")] == [
        True,
        False,
        False,
    ]
    assert "同意がないため" in page.text
    proof = {"csrf": csrf(page)}
    assert (await sato.post("/desk/values/1", proof)).status == 404
    async with scene.transaction() as tx:
        await personal_values.share(tx, person, 1)
    page = await sato.get(ONE)
    assert [word in page.text for word in (PHONE, "/desk/values/1")] == [False, True]
    shown = await sato.post("/desk/values/1", proof)
    assert PHONE in shown.text
    assert await scene.rows("SELECT type, actor, detail FROM ticket_events ORDER BY id DESC LIMIT 1") == [
        ("revealed", "sato", "phone")
    ]
    assert (await sato.get("/desk/values/1")).path == "/desk", "by its address it shows nothing"
    assert "個人情報を表示した（電話番号）" in (await sato.get(ONE)).text


async def test_a_report_shows_its_evidence_and_leads_to_the_account(rooms: Rooms) -> None:
    await reports(rooms.scene)
    page = await (await rooms.browser(SATO, "en")).get(ONE)
    assert [text in page.text for text in ('href="/desk/cases/1"', SHOWN)] == [True, True]
    assert "https://x.com" not in page.text, "nobody opens it from here"
    assert "not on the list" in page.text


async def test_a_picture_is_shown_and_anything_else_saved_whatever_it_calls_itself(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(scene, Enquiry())
    png = io.BytesIO()
    Image.new("RGB", (2, 2)).save(png, "PNG")
    async with scene.transaction() as tx:
        for content in (png.getvalue(), b"<html><script>alert(1)</script>", None):
            await files.keep(tx, await files.want(tx, 1, "photo", "f", scene.clock()), content)
    sato = await rooms.browser(SATO)
    assert "/desk/files/3" not in (await sato.get(ONE)).text, "what is not kept can't be opened"
    content, headers = await sato.content("/desk/files/1")
    assert (content, headers["Content-Type"]) == (png.getvalue(), "image/png")
    assert headers["Content-Disposition"].startswith("inline")
    content, headers = await sato.content("/desk/files/2")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert (await sato.get("/desk/files/3")).status == 404
    assert (await scene.events(1)).count("opened_file") == 2
