"""Answering an enquiry on its page: kept, looked at, and only then sent."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from aiohttp import FormData

from bot.store import log, tickets
from tests.console.enquiries import Enquiry, asks
from tests.console.replies import ONE, REPLY, WRITE, a_picture, form, has, writes
from tests.console.signed import Rooms
from tests.service.scene import SATO, TANAKA
from tests.store.rows import becomes


async def test_a_reply_is_previewed_just_as_it_goes_out_and_pressed_twice_goes_out_once(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato = await rooms.browser(SATO)
    previewed = await writes(sato, await sato.get(ONE), REPLY)
    shown = re.search(r'class="preview" lang="ja">(.*?)</div>', previewed.text, re.DOTALL)
    assert shown
    send = form(previewed, f"{WRITE}/send")
    first = await sato.post(f"{WRITE}/send", send)
    again = await sato.post(f"{WRITE}/send", send)
    await rooms.scene.runner.drain()
    assert rooms.scene.channel.texts("hanako") == [html.unescape(shown[1])]
    assert has(first, "お返事を送信します", "送信待ち") == [True, True]
    assert (again.status, "もう一度は送信していません" in again.text) == (409, True)
    assert "送信済み" in (await sato.get(ONE)).text


async def test_two_collide_and_the_slower_reads_what_changed_with_the_text_kept(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    both = [await one.get(ONE) for one in (sato, tanaka)]
    quick = await writes(sato, both[0], "早いお返事")
    rooms.scene.clock.forward(timedelta(minutes=1))
    await sato.post(f"{WRITE}/send", form(quick, f"{WRITE}/send"))
    slow = await writes(tanaka, both[1], "遅いお返事")
    assert has(slow, "変化がありました", "早いお返事", "遅いお返事", "佐藤さんが担当") == [True] * 4
    await rooms.scene.runner.drain()
    assert "遅いお返事" not in "".join(rooms.scene.channel.texts("hanako"))
    stale = form(slow, f"{WRITE}/send") | {"version": "1", "seen_at": "9999-12-31T23:59:59-23:59"}
    held = await tanaka.post(f"{WRITE}/send", stale)
    assert (held.status, has(held, "まだ送信していません", "遅いお返事")) == (409, [True, True])
    await tanaka.post(f"{WRITE}/send", form(held, f"{WRITE}/send"))
    await rooms.scene.runner.drain()
    assert "遅いお返事" in rooms.scene.channel.texts("hanako")[-1]


async def test_what_cannot_be_sent_is_said_beside_the_text_and_the_text_stays(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry(), Enquiry(who="john", language="en"))
    sato = await rooms.browser(SATO)
    empty = await writes(sato, await sato.get(ONE), " ")
    assert (empty.status, "お返事が空です" in empty.text) == (422, True)
    long = await writes(sato, empty, "長" * 33_000)
    assert has(long, "3000文字までです", "長" * 33_000, f'action="{WRITE}/send') == [True, True, False]
    warned = await writes(sato, long, "Please call 090-1234-5678, then we can look into your membership.")
    assert has(warned, "英語で書かれているようです", "電話番号") == [True, True]
    old = await writes(sato, empty, "古い窓の文章")
    assert (old.status, has(old, "別の画面で", "古い窓の文章")) == (409, [True, True])
    async with rooms.scene.transaction() as tx:
        await becomes(tx, 1, "withdrawn", rooms.scene.clock())
    late = await writes(sato, warned, "間に合わなかった文章")
    assert (late.status, has(late, "お返事はできません", "間に合わなかった文章")) == (409, [True, True])


async def test_files_are_judged_by_what_is_in_them(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato = await rooms.browser(SATO)
    page = await sato.get(ONE)
    for name, content, told in (
        ("請求書.pdf", b"MZ\x90\x00 a program", "中身で確かめています"),
        ("../地図.gif", a_picture(), "添えるファイル：地図.png"),
    ):
        data = FormData({**form(page, WRITE), "text": REPLY}, quote_fields=False)
        data.add_field("file", content, filename=name, content_type="application/pdf")
        page = await sato.post(WRITE, data)
        assert has(page, told, "ご覧") == [True, True]
    number = re.search(r'name="remove" value="(\d+)"', page.text)
    assert number
    removed = await writes(sato, page, REPLY, remove=number[1])
    assert "地図.png" not in removed.text
    stale = form(page, f"{WRITE}/send")
    assert (await sato.post(f"{WRITE}/send", stale)).status == 409, "without the file it is another reply"


async def test_what_stands_beside_can_be_put_in_without_script(rooms: Rooms) -> None:
    scene = rooms.scene
    hidden = Enquiry("年会費の領収書の再発行の件", who="jiro", for_leads=True)
    await asks(
        scene, Enquiry("年会費の領収書の再発行をお願いします"), Enquiry("年会費の領収書の再発行"), hidden
    )
    async with scene.transaction() as tx:
        for number in (2, 3):
            await tickets.change(
                *(tx, number, scene.clock()),
                only_from=("new",),
                event="answered",
                actor="sato",
                state="answered",
                answered=True,
            )
            said = f"{number}番への再発行のお返事"
            await log.add(tx, log.Entry(1, "staff", said, scene.clock(), "hanako", ticket_number=number))
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    page = await sato.get(ONE)
    assert has(page, "2番への再発行", "3番への再発行", "定型文") == [True, False, True]
    assert has(await tanaka.get(ONE), "3番への再発行") == [True]
    put_in = await writes(sato, page, "書きかけ", insert="answer:2")
    assert re.search(r"<textarea[^>]*>\n書きかけ\n\n2番への再発行のお返事</textarea>", put_in.text)
    forged = await writes(sato, put_in, "書きかけ", insert="answer:3")
    assert "3番への再発行" not in forged.text
    canned = re.search(r'name="insert" value="(canned:[^"]+:ja)"', page.text)
    assert canned
    assert "お問い合わせをいただき" in (await writes(sato, forged, "", insert=canned[1])).text


async def test_a_colleague_sees_what_is_to_be_checked_and_gives_it_back_with_a_note(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry(), Enquiry("ハラスメントの件", for_leads=True))
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    previewed = await writes(sato, await sato.get(ONE), REPLY)
    assert "佐藤さんが確認" not in (await tanaka.get(ONE)).text, "a draft is one's own until one asks"
    await sato.post(f"{WRITE}/ask", form(previewed, f"{WRITE}/ask"))
    to_check = await tanaka.get(ONE)
    assert "佐藤さんが確認" in to_check.text
    note = {"note": "日付をご確認ください"}
    await tanaka.post(f"{WRITE}/hand_back", form(to_check, f"{WRITE}/hand_back") | note)
    back = await sato.get(ONE)
    assert has(back, "日付をご確認ください", f'action="{WRITE}/ask') == [True, True]
    elsewhere = form(back, f"{WRITE}/send")
    assert (await sato.post("/desk/tickets/2/reply/send", elsewhere)).status == 404, (
        "not for whoever leads not"
    )
    asked = await sato.post(f"{WRITE}/discard", form(back, f"{WRITE}/discard"))
    still_there = await rooms.scene.rows("SELECT count(*) FROM drafts WHERE state = 'open'")
    assert still_there == [(1,)], "without script a page asks first"
    await sato.post(f"{WRITE}/discard", form(asked, f"{WRITE}/discard"))
    assert await rooms.scene.rows("SELECT DISTINCT state, sealed_text FROM drafts") == [("discarded", None)]
