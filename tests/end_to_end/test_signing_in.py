"""Signing in to the desk with the phone in hand, on Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.basics import now, open_database, set_up_office
from bot.channels.telegram.channel import TelegramChannel
from tests.console.browsers import Door, a_desk, open_desk
from tests.end_to_end.madoguchi import STAFF_CHAT, TOKEN, Madoguchi
from tests.service.channel import Clock
from tests.telegram_server import Group, TelegramServer, User

PAGE = "/desk/sessions"


@pytest.fixture
def clock() -> Clock:
    """By which the desk goes, and what its channel remembers of members."""
    return Clock(now())


@pytest.fixture
async def door(app: Madoguchi, telegram: TelegramServer, clock: Clock) -> AsyncIterator[Door]:
    """The desk of the running application, served beside it."""
    settings = app.settings()
    channel = TelegramChannel(
        TOKEN, clock, base_url=telegram.url, monotonic=lambda: clock().timestamp(), limits=app.limits
    )
    await channel.start()
    store = await open_database(settings)
    office = set_up_office(settings, store, app.assistant, str(STAFF_CHAT), channel)
    async with open_desk(a_desk(replace(office, clock=clock))) as door:
        yield door
    await channel.stop()
    await store.close()


async def test_a_member_is_let_in_and_is_out_within_five_minutes_of_leaving_the_group(
    app: Madoguchi, door: Door, clock: Clock, staff_group: Group, suzuki: User
) -> None:
    browser = door.browser()
    code = await browser.code()
    question = await app.ask(suzuki, f"/desk {code}", "Firefox, Windows")
    await app.press(suzuki, question, app.ja("signin.chat.yes"))
    await app.reply(suzuki, app.ja("signin.chat.confirmed", browser="Firefox, Windows"))
    await browser.get("/desk/sign-in")
    page = await browser.get(PAGE)
    assert (page.path, "鈴木 花" in page.text) == (PAGE, True)

    clock.forward(timedelta(minutes=4, seconds=30))
    assert (await browser.get(PAGE)).path == PAGE
    staff_group.remove(suzuki)
    clock.forward(timedelta(minutes=5))
    assert (await browser.get(PAGE)).path.startswith("/desk/sign-in")
    assert code not in app.log


async def test_an_outsider_with_the_right_code_is_refused(app: Madoguchi, door: Door, ann: User) -> None:
    browser = door.browser()
    await app.ask(ann, f"/desk {await browser.code()}", app.en("signin.chat.not_member"))
    assert (await browser.get(PAGE)).path.startswith("/desk/sign-in")
