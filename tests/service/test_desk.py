"""Staff at work: every press is done once, or said why not."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.model import Command
from bot.service.ports import Key, StaffAction
from tests.conftest import OpenOffice
from tests.service.channel import Shown, texts
from tests.service.scene import SATO, STAFF_CHAT, TANAKA, Scene

ASKED = "入会方法を教えてください"
OTHER = "別件ですが、論文の投稿方法を教えてください"


async def press(scene: Scene, command: str) -> list[str]:
    """A press that claims to come from a button with this command, whatever is shown."""
    sent = await scene.receive(scene.pressed(Shown(1, "", ()), Key("", command)), STAFF_CHAT)
    return texts(sent)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("claim 99", "受付番号99は見つかりません"),
        ("close 99", "受付番号99は見つかりません"),
        ("show 99", "受付番号99は見つかりません"),
        ("send 99", "この下書きは見つかりません"),
        ("discard 99", "この下書きは見つかりません"),
    ],
)
async def test_a_press_about_something_that_is_not_there_is_answered(
    command: str, told: str, office: OpenOffice
) -> None:
    scene = await office()
    assert any(told in text for text in await press(scene, command))


@pytest.mark.parametrize(
    "command", ["claim", "claim x", "claim -1", "claim 1 2", "claim 9999999999", "drop 1", "send ²"]
)
async def test_a_press_that_makes_no_sense_changes_nothing_and_breaks_nothing(
    command: str, office: OpenOffice
) -> None:
    scene = await office()
    await scene.user(ASKED)
    await press(scene, command)
    assert await scene.events(1) == ["opened"]
    assert await scene.rows("SELECT DISTINCT state FROM inbox") == [("done",)]


async def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told_who(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    where, key = scene.button(STAFF_CHAT, "claim 1")
    await asyncio.gather(
        scene.save(scene.pressed(where, key, SATO), STAFF_CHAT),
        scene.save(scene.pressed(where, key, TANAKA), STAFF_CHAT),
    )
    await scene.runner.drain()
    ticket = await scene.ticket(1)
    assert ticket.claimed_name in {"佐藤", "田中"}
    told = scene.channel.texts(STAFF_CHAT)
    assert any(f"すでに「担当：{ticket.claimed_name}」" in text for text in told)
    assert await scene.events(1) == ["opened", "claimed"]


async def test_of_two_drafts_sent_the_second_is_shown_again_first(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "佐藤のお返事", SATO)
    await scene.staff_reply(1, "田中のお返事", TANAKA)
    await scene.staff_press("send 1", SATO)
    shown = await scene.staff_press("send 2", TANAKA)
    assert any("まだ送信していません" in text for text in shown)
    assert not any("田中のお返事" in post.text for post in scene.channel.posts("hanako"))


async def test_a_draft_pressed_twice_is_sent_once(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "お返事です。")
    where, key = scene.button(STAFF_CHAT, "send 1")
    for _ in range(2):
        await scene.save(scene.pressed(where, key), STAFF_CHAT)
    await scene.runner.drain()
    assert sum("お返事です。" in post.text for post in scene.channel.posts("hanako")) == 1


async def test_a_discarded_draft_cannot_be_sent(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "書きかけ")
    send = scene.button(STAFF_CHAT, "send 1")
    await scene.staff_press("discard 1")
    await scene.receive(scene.pressed(*send), STAFF_CHAT)
    assert "すでに破棄" in scene.channel.texts(STAFF_CHAT)[-1]
    assert len(scene.channel.posts("hanako")) == 1


async def test_a_draft_is_sealed_and_blanked_when_it_is_done(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "書きかけ")
    assert await scene.rows("SELECT state, sealed_text IS NULL FROM drafts") == [("open", 0)]
    await scene.staff_press("discard 1")
    assert await scene.rows("SELECT state, sealed_text IS NULL FROM drafts") == [("discarded", 1)]


async def test_an_answer_to_a_ticket_withdrawn_meanwhile_is_not_sent(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "お返事です。")
    await scene.command("/cancel")
    shown = await scene.staff_press("send 1")
    assert any("本人が取り下げ" in text for text in shown)
    assert not any("お返事です。" in post.text for post in scene.channel.posts("hanako"))


async def test_a_reply_to_something_that_is_no_ticket_is_talk(office: OpenOffice) -> None:
    scene = await office()
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, "了解です", reply_to=12345), STAFF_CHAT)
    assert sent == []


async def test_a_reply_to_a_notice_or_a_picture_of_a_ticket_is_a_draft_too(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.user("先ほどの問い合わせに追加です。学生です")
    notice = next(s for s in scene.channel.screens[STAFF_CHAT].values() if "追記" in s.text)
    reply = StaffAction(SATO, STAFF_CHAT, 9, "お返事です。", reply_to=notice.message_id)
    sent = await scene.receive(reply, STAFF_CHAT)
    assert any("下書き" in text for text in texts(sent))


async def test_the_queue_lists_what_waits_oldest_first(office: OpenOffice) -> None:
    scene = await office()
    for text in (ASKED, OTHER, "死にたい"):
        await scene.user(text)
    await scene.staff_press("close 2")
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)
    (queue,) = texts(sent)
    assert "2件" in queue
    assert queue.index(ASKED) < queue.index("死にたい")
    assert OTHER not in queue


async def test_a_queue_of_thirty_fits_one_message(office: OpenOffice) -> None:
    scene = await office()
    for number in range(30):
        await scene.user("担当者と話したいです" + "。" * number, who=f"person{number}")
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)
    (queue,) = texts(sent)
    assert "30件" in queue
