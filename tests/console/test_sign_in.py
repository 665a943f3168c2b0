"""Signing in to the desk, and out of it, as a browser sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import Response

from bot.console import cookies
from bot.console.guard import BELIEVED, CHECK_AFTER
from bot.service.ports import TryLater
from bot.service.sign_in.signing_in import CODE_LASTS, SESSION_LASTS
from bot.service.sign_in.start_link import StartLink
from tests.conftest import OpenOffice
from tests.console.browsers import Front, csrf, open_front
from tests.service.channel import MEMBERSHIP

LIST = "/desk/sessions"


@pytest.fixture
async def front(office: OpenOffice) -> AsyncIterator[Front]:
    scene = await office()
    scene.office = replace(scene.office, lead_ids=frozenset({"nobody of these"}))
    async with open_front(scene, link=StartLink()) as opened:
        yield opened


async def test_the_browser_that_shows_the_code_is_let_in_and_comes_where_it_wanted(front: Front) -> None:
    mine, other = front.browser(), front.browser()
    sent_on = await mine.get(f"{LIST}?lang=en")
    assert sent_on.path.startswith("/desk/sign-in?next=")
    code = await mine.code(sent_on.path)
    assert await mine.code(sent_on.path) == code, "a reload shows the same code"
    assert await other.code() != code
    assert "Firefox, Windows" in "".join(await front.confirms(code))
    state = await mine.get(sent_on.path.replace("/sign-in?", "/sign-in/state?"))
    assert parse_qs(urlsplit(state.headers["X-Go-To"]).query) == {"next": [f"{LIST}?lang=en"]}
    assert (await mine.get(sent_on.path)).path == f"{LIST}?lang=en"
    assert (await other.get(LIST)).path.startswith("/desk/sign-in")
    assert (await mine.get("/desk/sign-in?next=/desk/sessions")).path == LIST, "back: it is open already"
    assert mine.cookies == {"madoguchi_desk", "madoguchi_language"}


async def test_nobody_is_sent_to_another_site(front: Front) -> None:
    browser = await front.signed_in()
    for elsewhere in ("//example.com", "https://example.com", "/desk%5C@example.com", "/desk-2", "/desk?%0d"):
        assert (await browser.get(f"/desk/sign-in?next={elsewhere}")).path == "/desk"


def test_the_cookie_is_for_no_script_no_other_site_and_no_open_line() -> None:
    plain, secure = Response(), Response()
    cookies.keep_session(plain, "token", secure=False)
    cookies.keep_session(secure, "token", secure=True)
    rest = "=token; HttpOnly; Max-Age=1209600; Path=/; SameSite=lax"
    assert plain.headers["Set-Cookie"] == f"madoguchi_desk{rest}"
    assert secure.headers["Set-Cookie"] == f"__Host-madoguchi_desk{rest}; Secure"


async def test_a_code_that_is_too_old_is_said_to_be_and_a_new_one_shown(front: Front) -> None:
    browser = front.browser()
    code = await browser.code()
    front.scene.clock.forward(CODE_LASTS)
    assert front.desk.pages.say("ja", "signin.state.over") in (await browser.get("/desk/sign-in/state")).text
    assert await browser.code() != code


async def test_codes_are_not_made_without_end(front: Front) -> None:
    answers = [(await front.browser().get("/desk/sign-in")).status for _ in range(21)]
    assert answers == [200] * 20 + [429]


async def test_who_leaves_the_group_is_out_everywhere_within_five_minutes(front: Front) -> None:
    one, two = await front.signed_in(), await front.signed_in()
    other = await front.signed_in("tanaka")
    front.scene.channel.members.remove("sato")
    front.scene.clock.forward(CHECK_AFTER)
    assert (await one.get(LIST)).path.startswith("/desk/sign-in")
    front.scene.channel.members.add("sato")
    assert (await two.get(LIST)).path.startswith("/desk/sign-in"), "it was ended, not only refused"
    assert (await other.get(LIST)).path == LIST


async def test_while_telegram_cannot_tell_nobody_is_thrown_out_and_nobody_stays_for_long(
    front: Front,
) -> None:
    browser, channel = await front.signed_in(), front.scene.channel
    page = await browser.get(LIST)
    channel.faults[MEMBERSHIP] = [TryLater("down")] * 3
    front.scene.clock.forward(CHECK_AFTER)
    assert (await browser.get(LIST)).path == LIST
    front.scene.clock.forward(BELIEVED - CHECK_AFTER)
    assert (await browser.get(LIST)).status == 503
    written = {"csrf": csrf(page), "id": "7", "text": "書きかけのお返事です。"}
    held = await browser.post(f"{LIST}/end", written)
    assert (held.status, "書きかけのお返事です。" in held.text) == (503, True)
    assert (await browser.get(LIST)).status == 200


async def test_a_session_ends_after_two_weeks_and_what_was_written_then_is_kept(front: Front) -> None:
    browser = await front.signed_in()
    page = await browser.get(LIST)
    front.scene.clock.forward(SESSION_LASTS)
    reply = "<b>長い</b>お返事です。\n「二行目」も残ります。"
    held = await browser.post(f"{LIST}/end", {"csrf": csrf(page), "id": "1", "text": reply})
    assert held.status == 401
    assert "&lt;b&gt;長い&lt;/b&gt;お返事です。" in held.text
    assert 'name="csrf" value=""' in held.text


async def test_a_form_without_proof_does_nothing_and_can_be_sent_again(front: Front) -> None:
    browser = await front.signed_in()
    other = await front.signed_in()
    page, others = await browser.get(LIST), await other.get(LIST)
    for proof in ("", csrf(others), "０"):
        refused = await browser.post("/desk/sign-out", {"csrf": proof, "text": "消えると困る長い文章です。"})
        assert (refused.status, "消えると困る長い文章です。" in refused.text) == (403, True)
    assert csrf(refused) == csrf(page)
    for foreign in ({"Origin": "https://example.com"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
        away = await browser.post("/desk/sign-out", {"csrf": csrf(page)}, **foreign)
        assert (away.status, "csrf" in away.text) == (403, False)
    assert (await browser.get(LIST)).path == LIST
    out = await browser.post("/desk/sign-out", {"csrf": csrf(refused)})
    assert out.path == "/desk/signed-out"
    assert (await browser.get(LIST)).path.startswith("/desk/sign-in")
    assert (await other.get(LIST)).path == LIST


async def test_one_ends_ones_own_sessions_and_who_leads_ends_any(front: Front) -> None:
    sato, tanaka = await front.signed_in(), await front.signed_in("tanaka")
    page = await sato.get(LIST)
    await sato.post(f"{LIST}/end", {"csrf": csrf(page), "id": "2"})
    assert (await tanaka.get(LIST)).path == LIST, "it is another's"
    local = front.browser()
    assert front.desk.start_link
    opened = await local.post(f"/desk/start/{front.desk.start_link.token}", {})
    assert opened.path == "/desk"
    everybody = await local.get(LIST)
    assert everybody.text.count("Firefox, Windows") >= 3
    ended = await local.post(f"{LIST}/end", {"csrf": csrf(everybody), "id": "2"})
    assert front.desk.pages.say("ja", "desk.said.session_ended") in ended.text
    assert (await tanaka.get(LIST)).path.startswith("/desk/sign-in")
    again = await local.post(f"{LIST}/end", {"csrf": csrf(everybody), "id": "2"})
    assert front.desk.pages.say("ja", "desk.said.session_gone") in again.text


async def test_the_start_link_opens_the_desk_once_and_only_by_its_button(front: Front) -> None:
    assert front.desk.start_link
    path = f"/desk/start/{front.desk.start_link.token}"
    one, two = front.browser(), front.browser()
    assert [(await one.get(path)).status for _ in range(2)] == [200, 200]
    assert (await one.get(LIST)).path.startswith("/desk/sign-in")
    assert (await two.post(path, {}, Origin="https://example.com")).status == 404
    assert (await two.post("/desk/start/another", {})).status == 404
    assert (await one.post(path, {})).path == "/desk"
    assert (await one.get(LIST)).path == LIST
    assert (await two.get(path)).status == 404
    assert (await two.post(path, {})).status == 404
