"""All pages together: whatever is sent to them is answered in words, and nothing written is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import pytest
from aiohttp import FormData

from bot.app.pages import MOST_SENT, Entrances, pages_app
from bot.settings import Settings
from tests.conftest import OpenOffice
from tests.console.browsers import Browser, Door, Seen, a_desk, csrf
from tests.console.signed import Rooms
from tests.service.scene import SATO
from tests.web.site import HOST, open_site

ENQUIRY = "研究会の会場の駐車場は使えますか"
ONE = "/desk/tickets/1"
WRITTEN = "駐車場はお使いいただけません。恐れ入りますが、公共の交通機関でお越しください。"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def telegram() -> bool:
    """Whether people write on Telegram as well."""
    return True


@pytest.fixture
async def rooms(office: OpenOffice, telegram: bool) -> AsyncIterator[Rooms]:
    scene = await office()
    await scene.user(ENQUIRY)
    entrances = Entrances(HOST, 1, chat=True, telegram=telegram)
    settings = Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings' own argument
    app = pages_app(settings, scene.office, entrances, lambda: None)
    async with open_site(otherwise=app) as (site, _):
        door = Door(site.port)
        yield Rooms(scene, a_desk(scene.office), door)
        for client in door.opened:
            await client.close()


@pytest.fixture
async def sato(rooms: Rooms) -> Browser:
    return await rooms.browser(SATO)


async def proof(sato: Browser) -> dict[str, str]:
    return {"csrf": csrf(await sato.get(ONE))}


def is_page(seen: Seen, status: int, *words: str) -> bool:
    """A page of ours in Japanese, which says this."""
    whole = seen.status == status and '<html lang="ja">' in seen.text and "<h1>" in seen.text
    return (
        whole
        and "default-src 'none'" in seen.headers["Content-Security-Policy"]
        and all(word in seen.text for word in words)
    )


# --- too much -----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [50_000, 100_000])
async def test_a_note_that_is_far_too_long_stays_in_its_field(sato: Browser, length: int) -> None:
    note = "長" * length
    refused = await sato.post(f"{ONE}/notes", {**await proof(sato), "note": note})
    assert is_page(refused, 422, note)


async def test_more_files_than_may_go_are_told_of_and_the_text_is_kept(sato: Browser) -> None:
    form = FormData({**await proof(sato), "text": WRITTEN, "version": "0"})
    for number in range(30):
        form.add_field("files", PDF, filename=f"{number}.pdf", content_type="application/pdf")
    assert is_page(await sato.post(f"{ONE}/reply", form), 422, WRITTEN)


async def test_three_files_of_the_largest_size_go_with_a_reply(sato: Browser) -> None:
    form = FormData({**await proof(sato), "text": WRITTEN, "version": "0"})
    large = PDF.replace(b"<<>>", b"<<>>" + b" " * 19_900_000, 1)
    for number in range(3):
        form.add_field("files", BytesIO(large), filename=f"map{number}.pdf", content_type="application/pdf")
    page = await sato.post(f"{ONE}/reply", form)
    assert is_page(page, 200, "map0.pdf", "map1.pdf", "map2.pdf")


@pytest.mark.parametrize(("path", "back"), [(f"{ONE}/reply", "/desk"), ("/chat", "/chat")])
async def test_what_is_larger_than_all_that_is_refused_unread_with_a_page(
    rooms: Rooms, path: str, back: str
) -> None:
    head = {"Content-Length": str(MOST_SENT + 1), "Accept-Language": "ja"}
    answer = await asked(rooms, "POST", path, head)
    assert answer.startswith("HTTP/1.1 413 ")
    assert all(word in answer for word in ("大きすぎます", f'href="{back}"', "default-src 'none'"))


# --- nobody is signed in any more -----------------------------------------------------------------


async def test_what_is_sent_after_signing_out_in_another_tab_is_kept(sato: Browser) -> None:
    sent = await proof(sato)
    await sato.post("/desk/sign-out", sent)
    assert "madoguchi_desk" not in sato.cookies
    assert is_page(await sato.post(f"{ONE}/reply", {**sent, "text": WRITTEN}), 401, WRITTEN)


# --- what cannot be done now ----------------------------------------------------------------------


async def test_what_the_database_does_not_take_is_kept_on_the_page_and_done_when_sent_again(
    rooms: Rooms, sato: Browser
) -> None:
    sent = {**await proof(sato), "note": WRITTEN}
    await rooms.scene.sabotage("INSERT ON notes")
    held = await sato.post(f"{ONE}/notes", sent)
    assert is_page(held, 503, WRITTEN, "まだ行っていません")
    await rooms.scene.repair()
    assert is_page(await sato.post(f"{ONE}/notes", {"note": WRITTEN, "csrf": csrf(held)}), 200, WRITTEN)
    assert await rooms.scene.rows("SELECT count(*) FROM notes") == [(1,)]


async def test_a_page_that_cannot_be_shown_says_so_in_words(rooms: Rooms, sato: Browser) -> None:
    await rooms.scene.execute("ALTER TABLE notes RENAME TO away")
    try:
        assert is_page(await sato.get(ONE), 500, "ただいま処理できません", 'href="/desk"')
    finally:
        await rooms.scene.execute("ALTER TABLE away RENAME TO notes")


# --- addresses and forms that anybody can write ------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/desk/", 404, 'href="/desk"'),
        ("/chat/", 404, 'href="/chat"'),
        ("/nowhere", 404, 'href="/"'),
        (f"/desk/cases/{'9' * 5000}", 404, 'href="/desk"'),
        (f"/chat/files/{'9' * 5000}", 404, 'href="/chat"'),
        ("/desk/sign-out", 405, "この方法では開けない"),
        ("/desk/audit?before=0001-01-01T00:00:00%2B14:00%20ticket%201", 200, ""),
        ("/desk/audit?before=9999-12-31T23:59:59-14:00%20ticket%201", 200, ""),
        ("/desk/audit?staff=%00&type=%00", 200, ""),
    ],
)
async def test_any_address_gets_a_page(sato: Browser, path: str, status: int, word: str) -> None:
    assert is_page(await sato.get(path), status, word)


async def test_a_page_asked_for_in_another_way_says_which_there_is(sato: Browser) -> None:
    assert "POST" in (await sato.get("/desk/sign-out")).headers["Allow"]


@pytest.mark.parametrize("charset", ["punycode", "undefined", "no-such"])
async def test_a_form_in_an_encoding_that_cannot_be_read_is_refused(rooms: Rooms, charset: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe-\r\n--x--\r\n'
    kind = {"Content-Type": f"multipart/form-data; boundary=x; charset={charset}", "Accept-Language": "ja"}
    answer = await asked(rooms, "POST", "/chat", {**kind, "Content-Length": str(len(body))}, body)
    assert answer.startswith("HTTP/1.1 4")
    assert "<h1>" in answer


async def asked(rooms: Rooms, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> str:
    """What is answered to a request as it stands, byte for byte."""
    reader, writer = await asyncio.open_connection(HOST, rooms.port)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()


# --- without Telegram ---------------------------------------------------------------------------


@pytest.mark.parametrize("telegram", [False])
async def test_where_no_code_can_be_sent_the_page_says_how_to_get_in(rooms: Rooms) -> None:
    page = await rooms.anybody().get("/desk")
    assert (page.status, "/desk " in page.text) == (403, False)
    assert "リンク" in page.text or "link" in page.text
