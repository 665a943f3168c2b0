"""The chat on the web, as people see it in a browser without script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from bot.channels.web.chat import A_MINUTE
from bot.channels.web.person import chat_of
from bot.service.ports import MESSAGE_LIMIT
from tests.channels.web.visiting import Browser, House, open_house
from tests.conftest import OpenOffice
from tests.service.chores import jobs_done, where_it_stands
from tests.service.pictures import as_file, code, on_canvas
from tests.service.scene import STAFF_CHAT

ENQUIRY = "研究会の会場の駐車場は使えますか"
PICTURE = as_file(Image.new("RGB", (40, 30), "white"))
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MARKUP = '<script>alert(1)</script> <img src=x onerror="a()"> **太字** [link](https://evil.example/)'


@pytest.fixture
async def house(office: OpenOffice) -> AsyncIterator[House]:
    async with open_house(await office()) as opened:
        yield opened


@pytest.fixture
async def hanako(house: House) -> Browser:
    return house.browser()


def words(house: House, id: str, language: str = "ja", **values: str) -> str:
    return house.scene.office.assistant.handbook.wording[language][id].format(**values)


async def sent(house: House) -> int:
    return len(await house.scene.rows("SELECT id FROM inbox"))


# --- asking ----------------------------------------------------------------------------------------


async def test_looking_leaves_nothing_and_writing_a_cookie_that_no_script_reads(
    house: House, hanako: Browser
) -> None:
    page = await hanako.see()
    assert "日本画像学会" in page.text
    assert words(house, "chat.automated") in page.text
    assert 'lang="ja"' in page.text
    assert "Imaging Society of Japan" in (await house.browser("en-GB").see()).text
    assert (hanako.cookies, await sent(house)) == ({}, 0)
    form = {**await hanako.fields(), "text": "電話番号は？", "live": "1"}
    async with hanako.client.post(
        "/chat", data=form, headers={"Origin": hanako.origin}, allow_redirects=False
    ) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/chat#text")
        cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Max-Age=31536000", "Path=/"))
    secret = hanako.cookies["madoguchi_chat"]
    assert await where_it_stands(house.scene, secret) == []
    assert await house.scene.rows("SELECT DISTINCT chat FROM web_messages") == [(chat_of(secret),)]


async def test_without_script_the_answer_is_on_the_page_that_comes_back(hanako: Browser) -> None:
    page = await hanako.writes("電話番号を教えてください")
    assert page.status == 200
    assert page.said[0] == "電話番号を教えてください"
    assert "03-3373-9576" in page.said[1]
    assert (await hanako.see()).said == page.said


async def test_a_button_answers_once_and_the_others_stay(hanako: Browser) -> None:
    page = await hanako.writes("/start")
    button = page.button("contact")
    pressed = await asyncio.gather(*(hanako.post("/chat/press", button) for _ in range(2)))
    assert all(answer.status == 200 for answer in pressed)
    page = await hanako.see()
    assert len(page.said) == 4, "pressed once, answered once"
    assert "03-3373-9576" in page.said[-1]
    assert page.button("privacy")
    assert (await hanako.post("/chat/press", {**button, "command": "delete yes"})).said == page.said


async def test_the_menu_of_the_page_works_before_anything_was_written(hanako: Browser) -> None:
    fields = await hanako.fields()
    page = await hanako.post("/chat/press", {**fields, "command": "contact"})
    assert "03-3373-9576" in page.said[-1]
    again = await hanako.post("/chat/press", {"proof": page.field("proof"), "command": "reveal 1"})
    assert again.said == page.said


async def test_what_people_write_is_never_markup_and_only_published_addresses_are_links(
    hanako: Browser,
) -> None:
    page = await hanako.writes(MARKUP)
    assert page.said[0] == MARKUP
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="https://evil.example' not in page.text
    page = await hanako.writes("公式サイトのアドレスは？")
    assert 'href="https://www.imaging-society-japan.org' in page.text


async def test_a_picture_with_a_code_is_read_shown_and_nobody_elses(house: House, hanako: Browser) -> None:
    picture = as_file(on_canvas(code("https://www.imaging-society-japan.org")))
    page = await hanako.writes("これは公式ですか", ("写真 1.png", picture))
    assert "https://www.imaging-society-japan.org" in page.said[-1]
    ((number,),) = await house.scene.rows("SELECT id FROM web_messages WHERE author = 'user'")
    shown = await hanako.see(f"/chat/files/{number}")
    assert shown.content == picture
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''%E5%86%99%E7%9C%9F")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    other = house.browser()
    assert (await other.see(f"/chat/files/{number}")).status == 404
    await other.writes("こんにちは")
    assert (await other.see(f"/chat/files/{number}")).status == 404
    assert (await hanako.see("/chat/files/99999999999999999999")).status == 404


# --- staff -----------------------------------------------------------------------------------------


async def test_staffs_answer_comes_into_the_chat_and_as_a_piece_to_whoever_waits(
    house: House, hanako: Browser
) -> None:
    page = await hanako.writes(ENQUIRY)
    assert "受付番号1" in page.said[-1]
    piece = await hanako.see("/chat/messages")
    had = {"X-Mark": piece.headers["X-Mark"]}
    async with hanako.client.get("/chat/messages", headers=had) as unchanged:
        assert (unchanged.status, await unchanged.read()) == (204, b"")
    await house.scene.staff_reply(1, "はい、<b>使えます</b>。")
    await house.scene.staff_press("send 1")
    async with hanako.client.get("/chat/messages", headers=had) as changed:
        assert changed.status == 200
        assert "はい、&lt;b&gt;使えます&lt;/b&gt;。" in await changed.text()
    assert (await house.browser().see("/chat/messages")).status == 204


@pytest.mark.parametrize(
    ("file", "shown_as"), [(PICTURE, "photo"), (PDF, "document")], ids=["picture", "pdf"]
)
async def test_a_file_of_an_enquiry_reaches_staff_on_their_own_channel(
    file: bytes, shown_as: str, house: House, hanako: Browser
) -> None:
    await hanako.writes(ENQUIRY)
    await hanako.writes("先ほどの問い合わせに追加です。学生です", ("花子の学生証.pdf", file))
    assert not any(post.attachment or post.upload for post in house.scene.staff_posts())
    await jobs_done(house.scene)
    await house.scene.runner.drain()
    (post,) = (post for post in house.scene.staff_posts() if post.upload)
    assert post.upload is not None
    assert (post.upload.kind, post.upload.content, post.text) == (shown_as, file, "受付番号1の添付")
    assert "花子" not in post.upload.name
    await jobs_done(house.scene)
    await house.scene.runner.drain()
    assert len([post for post in house.scene.staff_posts() if post.upload]) == 1


# --- one's own data --------------------------------------------------------------------------------


async def test_a_message_can_be_taken_back_by_whoever_wrote_it(house: House, hanako: Browser) -> None:
    page = await hanako.writes("私の電話番号は090-1234-5678です。会費は？")
    assert "このチャットの画面には残っています" in "".join(page.said)
    fields = {"proof": page.field("proof", "/chat/delete"), "message": page.field("message", "/chat/delete")}
    other = house.browser()
    theirs = (await other.writes("こんにちは")).field("proof")
    await other.post("/chat/delete", {**fields, "proof": theirs})
    assert (await hanako.see()).said == page.said
    assert (await hanako.post("/chat/delete", fields)).said == page.said[1:]
    assert await where_it_stands(house.scene, "090-1234-5678") == ["personal_values.sealed_value"]


async def test_what_is_held_comes_as_a_file_and_goes_wholly_when_the_person_says_so(
    house: House, hanako: Browser
) -> None:
    await hanako.writes(ENQUIRY, ("駐車場.png", PICTURE))
    page = await hanako.writes("/privacy")
    assert words(house, "record.web_chat") in page.said[-1]
    assert "Telegram" not in page.said[-1]
    page = await hanako.writes("/export")
    ((number,),) = await house.scene.rows("SELECT max(id) FROM web_messages WHERE sealed_file IS NOT NULL")
    file = await hanako.see(f"/chat/files/{number}")
    assert "駐車場" in file.text
    assert file.headers["Content-Disposition"].startswith("attachment")
    page = await hanako.writes("/delete")
    assert "Telegram" not in page.said[-1]
    page = await hanako.post("/chat/press", page.button("delete yes"))
    assert len(page.said) == 1, "the farewell alone"
    assert "証明番号" in page.said[0]
    assert await where_it_stands(house.scene, "駐車場は") == []
    assert (await hanako.see(f"/chat/files/{number}")).status == 404


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "file", "wrong"),
    [
        ("", None, "chat.nothing"),
        ("あ" * (MESSAGE_LIMIT + 1), None, "chat.too_long"),
        ("長い" * 16_000, None, "chat.too_long"),
        ("見てください", ("photo.png", b"MZ\x90\x00 a program"), "chat.file.unknown"),
        ("見てください", ("photo.png", b"\x89PNG\r\n\x1a\n<script>"), "chat.file.unknown"),
        ("見てください", ("photo.png", PICTURE + bytes(30_000_000)), "chat.file.too_large"),
    ],
    ids=["nothing", "too long", "100 kB", "a program", "disguised", "30 MB"],
)
async def test_what_cannot_be_taken_is_told_and_what_was_written_stays_in_the_field(
    text: str, file: tuple[str, bytes] | None, wrong: str, house: House, hanako: Browser
) -> None:
    page = await hanako.writes(text, file)
    assert page.status == 422
    assert words(house, wrong, megabytes="10") in page.text
    assert f">{text}</textarea>" in page.text
    assert 'role="alert"' in page.text
    assert await sent(house) == 0


async def test_a_form_of_another_site_or_without_proof_does_nothing(house: House, hanako: Browser) -> None:
    fields = {**await hanako.fields(), "text": "会費は？"}
    assert (await hanako.post("/chat", fields, Origin="https://evil.example")).status == 403
    assert (await hanako.post("/chat", fields, Sec_Fetch_Site="cross-site")).status == 403
    async with hanako.client.post("/chat", data=fields) as untold:
        assert untold.status == 403, "a first message, and nobody says where it comes from"
    assert await sent(house) == 0
    await hanako.writes("会費は？")
    page = await hanako.post("/chat", {"text": "会費は？", "once": "x", "proof": "0" * 32})
    assert page.status == 403
    assert words(house, "chat.stale") in page.text
    assert ">会費は？</textarea>" in page.text
    assert await sent(house) == 1


async def test_the_same_form_twice_is_one_message_also_when_it_is_the_first(
    house: House, hanako: Browser
) -> None:
    fields = {**await hanako.fields(), "text": ENQUIRY}
    await asyncio.gather(*(hanako.post("/chat", fields) for _ in range(3)))
    later = await hanako.post("/chat", {**fields, "proof": (await hanako.see()).field("proof")})
    assert len(later.said) == 2
    assert len(await house.scene.rows("SELECT number FROM tickets")) == 1


async def test_a_form_that_comes_back_with_other_words_is_another_message(
    house: House, hanako: Browser
) -> None:
    fields = await hanako.fields()
    for text in ("電話番号は？", "電話番号は？", "ファックス番号は？"):
        page = await hanako.post("/chat", {**fields, "text": text})
        fields["proof"] = page.field("proof")
    assert [said for said in page.said if said.endswith("は？")] == ["電話番号は？", "ファックス番号は？"]
    assert await sent(house) == 2


async def test_who_writes_too_much_at_once_is_told_to_wait(house: House, hanako: Browser) -> None:
    fields = {**await hanako.fields(), "text": "会費は？", "live": "1"}
    for number in range(A_MINUTE):
        page = await hanako.post("/chat", {**fields, "once": f"{number}"})
        fields["proof"] = page.field("proof")
    page = await hanako.post("/chat", {**fields, "once": "more"})
    assert page.status == 429
    assert words(house, "chat.too_often") in page.text
    assert ">会費は？</textarea>" in page.text
    assert (await house.browser().writes("会費は？")).status == 200


async def test_what_the_database_does_not_take_stays_in_the_field_and_is_taken_later_once(
    house: House, hanako: Browser
) -> None:
    await house.scene.sabotage("INSERT ON inbox")
    page = await hanako.writes(ENQUIRY)
    assert page.status == 503
    assert f">{ENQUIRY}</textarea>" in page.text
    await house.scene.repair()
    assert await house.scene.rows("SELECT id FROM web_messages") == [], "both or neither"
    fields = {name: page.field(name) for name in ("proof", "new", "once")}
    assert (await hanako.post("/chat", {**fields, "text": ENQUIRY})).said[0] == ENQUIRY
    assert [post.chat for post in house.scene.staff_posts()] == [STAFF_CHAT]
