"""What was not carried out stays on the page of the enquiry, and what was is said where the page opens."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.store import tickets
from tests.console.enquiries import Enquiry, asks
from tests.console.replies import ONE, REPLY, WRITE, a_picture, form, has, with_file, writes
from tests.console.signed import Rooms
from tests.service.scene import SATO, TANAKA
from tests.store.rows import becomes


async def test_who_gives_back_what_was_rewritten_meanwhile_keeps_the_note(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    previewed = await writes(sato, await sato.get(ONE), REPLY)
    await sato.post(f"{WRITE}/ask", form(previewed, f"{WRITE}/ask"))
    to_check = form(await tanaka.get(ONE), f"{WRITE}/hand_back")
    long = await tanaka.post(f"{WRITE}/hand_back", to_check | {"note": "長" * 10_001})
    assert (long.status, has(long, "メモは10000文字まで", "いまは10001文字")) == (422, [True, True])
    assert re.search(r'<textarea id="note-\d+"[^>]*aria-invalid[^>]*>\n長{10001}</textarea>', long.text)
    await writes(sato, await sato.get(ONE), "書き直しました")
    refused = await tanaka.post(f"{WRITE}/hand_back", to_check | {"note": "<b>日付</b>をご確認ください"})
    assert (refused.status, has(refused, "書き直されています", "メモはまだ保存していません")) == (
        *(409, [True, True]),
    )
    kept = "&lt;b&gt;日付&lt;/b&gt;をご確認ください"
    assert re.search(rf'<textarea id="note" [^>]*>\n{kept}</textarea>', refused.text)
    assert await rooms.scene.rows("SELECT count(*) FROM notes") == [(0,)]


async def test_a_file_is_kept_before_a_word_is_written_and_if_it_is_not_kept_that_is_said(
    rooms: Rooms,
) -> None:
    await asks(rooms.scene, Enquiry())
    sato = await rooms.browser(SATO)
    first = await sato.get(ONE)
    unfit = await sato.post(WRITE, with_file(first, "", b"no picture"))
    assert (unfit.status, has(unfit, "お返事が空です", "ファイルは保存していません")) == (422, [True, True])
    alone = await sato.post(WRITE, with_file(first, "", a_picture()))
    assert has(alone, "ファイルだけでは送れません", "map.pngを外す", f'action="{WRITE}/send') == [
        *(True, True, False),
    ]
    written = await writes(sato, alone, REPLY)
    assert "添えるファイル：map.png" in written.text
    loser = await sato.post(WRITE, with_file(first, "古い窓の文章", a_picture()))
    assert (loser.status, has(loser, "別の画面で", "ファイルは保存していません", "もう一度選んで")) == (
        *(409, [True] * 3),
    )
    async with rooms.scene.transaction() as tx:
        await becomes(tx, 1, "withdrawn", rooms.scene.clock())
    late = await sato.post(WRITE, with_file(written, REPLY, a_picture()))
    assert has(late, "送信も保存もしていません", "ファイルは保存していません", "もう一度選んで") == [
        *(True, True, False),
    ]


async def test_a_file_that_was_sent_can_be_seen_again_and_the_look_is_recorded(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry(), Enquiry("別の件", who="john"))
    sato = await rooms.browser(SATO)
    page = await sato.post(WRITE, with_file(await sato.get(ONE), REPLY, a_picture()))
    sent = await sato.post(f"{WRITE}/send", form(page, f"{WRITE}/send"))
    await rooms.scene.runner.drain()
    link = re.search(r'href="(/desk/files/\d+)">送ったファイル：map.png<', sent.text)
    assert link
    assert (await sato.content(link[1]))[0] == a_picture()
    assert (await rooms.scene.events(1))[-1] == "opened_file"
    assert "map.png" in (await sato.get(ONE)).text
    assert "map.png" not in (await sato.get("/desk/tickets/2")).text


async def test_from_an_old_window_what_changed_since_is_listed(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato = await rooms.browser(SATO)
    old = form(await writes(sato, await sato.get(ONE), REPLY), f"{WRITE}/send")
    rooms.scene.clock.forward(timedelta(minutes=1))
    async with rooms.scene.transaction() as tx:
        await tickets.change(
            *(tx, 1, rooms.scene.clock()),
            only_from=("claimed",),
            event="added",
            actor="user",
            state="claimed",
        )
    await writes(sato, await sato.get(ONE), REPLY)
    held = await sato.post(f"{WRITE}/send", old)
    assert (held.status, "この画面を開いたあとに、次の変化がありました" in held.text) == (409, True)
    assert re.search(r"次の変化がありました.*<li><time[^>]*>[^<]*</time>\s*追記", held.text, re.DOTALL)
    untold = await sato.post(f"{WRITE}/send", old | {"seen_at": rooms.scene.clock().isoformat()})
    assert "お問い合わせか下書きが更新されています" in untold.text


async def test_what_was_done_is_said_where_the_page_opens(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry())
    sato = await rooms.browser(SATO)
    page = await writes(sato, await sato.get(ONE), REPLY)
    sent = await sato.post(f"{WRITE}/send", form(page, f"{WRITE}/send"))
    noted = await sato.post(f"{ONE}/notes", {"csrf": form(sent, WRITE)["csrf"], "note": "済み"})
    claimed = await sato.get(f"{ONE}?said=ticket.claim")
    for page, before, told in (
        (sent, r'id="reply-title">[^<]*</h2>', "お返事を送信します"),
        (noted, r'id="notes">[^<]*</h2>', "メモを残しました"),
        (claimed, r'<main id="main" tabindex="-1">', "担当になりました"),
    ):
        assert len(re.findall('role="status"', page.text)) == 1
        assert re.search(rf'{before}\s*<p class="notice good" role="status">{told}', page.text), told
