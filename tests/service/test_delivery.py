"""What was decided reaches people and staff, in order, through every refusal of the channel."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.service.outbox.outcomes import LONGEST_WAIT
from bot.service.ports import (
    BotPresence,
    TryLater,
    Undeliverable,
    Unreachable,
)
from bot.store.outbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT, Scene

ASKED = "入会方法を教えてください"
PHONE, FAX = "電話番号を教えてください", "ファックス番号を教えてください"
SUPERGROUP = "-100200"


async def wait(scene: Scene, seconds: float) -> None:
    scene.clock.forward(timedelta(seconds=seconds))
    await scene.runner.drain()


def got(scene: Scene, chat: str = "hanako") -> list[str]:
    """The first characters of what a chat got."""
    return [post.text[:5] for post in scene.channel.posts(chat)]


# --- order and retries ---------------------------------------------------------------------------


async def test_of_one_chat_nothing_overtakes_and_other_chats_go_on(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("flood", 30)]
    await scene.user(PHONE)
    await scene.user(FAX)
    await scene.user(FAX, who="taro")
    assert got(scene) == []
    assert got(scene, "taro") == ["ファックス"]
    await wait(scene, 31)
    assert got(scene) == ["電話：03", "ファックス"]


async def test_the_channel_says_when_to_try_again(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("flood", 30)]
    await scene.user(PHONE)
    await wait(scene, 29)
    assert got(scene) == []
    await wait(scene, 1)
    assert got(scene) == ["電話：03"]


async def test_without_such_a_word_the_waits_grow_to_some_minutes(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("no network") for _ in range(12)]
    await scene.user(PHONE)
    assert got(scene) == []
    waits = []
    for _ in range(12):
        row = await scene.rows("SELECT not_before FROM outbox WHERE state = 'pending'")
        waits.append(str(row[0][0]))
        await wait(scene, LONGEST_WAIT)
    assert got(scene) == ["電話：03"]
    assert len(set(waits)) == 12


async def test_what_cannot_be_sent_for_a_day_is_set_aside_and_staff_are_told(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("no network")]
    await scene.user(ASKED)
    await scene.execute("UPDATE outbox SET attempts = :tries WHERE state = 'pending'", tries=MAX_ATTEMPTS - 1)
    scene.channel.faults["hanako"] = [TryLater("no network")]
    await wait(scene, LONGEST_WAIT)
    assert await scene.events(1) == ["opened", "undelivered"]
    assert "お届けできませんでした" in scene.staff_posts()[-1].text


async def test_a_delivered_message_is_blanked_in_the_database(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    rows = await scene.rows("SELECT DISTINCT state, sealed_payload IS NULL FROM outbox")
    assert rows == [("sent", 1)]


# --- refusals ------------------------------------------------------------------------------------


async def answered(scene: Scene) -> list[str]:
    """Staff answer ticket 1; gives what they are shown."""
    await scene.staff_reply(1, "お返事です。")
    return await scene.staff_press("send 1")


async def test_an_answer_to_a_person_who_blocked_the_bot_is_reported_to_staff(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.channel.faults["hanako"] = [Unreachable("bot was blocked by the user")]
    shown = await answered(scene)
    assert any("ブロック" in text for text in shown)
    assert "undelivered" in await scene.events(1)
    assert (await scene.ticket(1)).state == "claimed"
    assert await scene.rows("SELECT blocked_at IS NULL FROM people") == [(0,)]


async def test_a_person_who_writes_again_is_no_longer_taken_for_blocked(office: OpenOffice) -> None:
    scene = await office()
    await scene.receive(BotPresence("hanako", False))
    await scene.user(PHONE)
    assert await scene.rows("SELECT blocked_at IS NULL FROM people") == [(1,)]


async def test_staff_see_in_the_preview_that_the_person_blocked_the_bot(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.receive(BotPresence("hanako", False))
    shown = await scene.staff_reply(1, "お返事です。")
    assert any("ブロックしている" in text for text in shown)


async def test_a_message_refused_for_good_is_reported_and_holds_nothing_up(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.channel.faults["hanako"] = [Undeliverable("message is too strange")]
    shown = await answered(scene)
    assert any("お届けできませんでした" in text for text in shown)
    assert (await scene.user(PHONE))[0].startswith("電話")


async def test_a_message_the_staff_chat_refuses_is_logged_and_the_next_one_goes(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Undeliverable("topic is closed")]
    with caplog.at_level(logging.WARNING):
        await scene.user(ASKED)
    assert "topic is closed" in caplog.text
    assert ASKED not in caplog.text
    await scene.user("別件ですが、論文の投稿方法を教えてください")
    assert len(scene.staff_posts()) == 1


async def test_a_fault_of_ours_with_one_message_holds_up_no_other_chat(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [RuntimeError(ASKED)]
    await scene.user("ファックス番号は？")
    assert await scene.user("ファックス番号は？", who="taro")
    assert ASKED not in caplog.text
    await scene.wait_out(1)
    assert len(scene.channel.posts("hanako")) == 1
