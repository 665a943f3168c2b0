"""What staff see, and can still do, of an enquiry whose person was erased."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Attachment, Command
from bot.service.ports import Delete, Edit, Key, Post, StaffAction
from tests.conftest import OpenOffice
from tests.service.channel import Shown, texts
from tests.service.chores import DAY, HOUR, jobs_done
from tests.service.reporting import NOT_OURS, labels, last, reports, told
from tests.service.scene import SATO, STAFF_CHAT, Scene

WHO, MARK = "hanako-88123", "むらさきいろ"
ASKED = f"入会方法を教えてください。{MARK}の件です"
MORE = f"先ほどの問い合わせに追加です。{MARK}です"
ADD_PHOTO = Attachment("photo", "file-1")


async def erased(scene: Scene, who: str = WHO) -> None:
    await scene.command("/delete yes", who)


async def queue(scene: Scene) -> str:
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)
    return "\n".join(texts(sent))


async def press(scene: Scene, command: str, where: Shown | None = None) -> str:
    """Staff press a button that may be there no more."""
    pressed = scene.pressed(where or Shown(1, "", ()), Key("", command))
    return "\n".join(texts(await scene.receive(pressed, STAFF_CHAT)))


def standing(scene: Scene) -> list[str]:
    return [shown.text for shown in scene.channel.screens[STAFF_CHAT].values()]


def done_to(scene: Scene, message_id: int) -> list[type]:
    """How a message in the staff chat was changed, in order."""
    return [
        type(one)
        for one in scene.channel.delivered
        if one.chat == STAFF_CHAT
        and (
            (isinstance(one, Edit) and one.message_id == message_id)
            or (isinstance(one, Delete) and message_id in one.message_ids)
        )
    ]


async def handled(scene: Scene) -> None:
    """An enquiry with a notice, a picture, a draft, an answer and a list of what waits."""
    await scene.user(ASKED, WHO)
    await scene.receive(scene.written(MORE, who=WHO, attachment=ADD_PHOTO), WHO)
    await queue(scene)
    await scene.staff_reply(1, f"{MARK}のお返事")
    await scene.staff_press("send 1")
    await scene.staff_reply(1, f"{MARK}の下書き")


# --- the staff chat ------------------------------------------------------------------------------


async def test_the_card_stays_and_says_that_it_is_empty(office: OpenOffice) -> None:
    scene = await office()
    await handled(scene)
    await erased(scene)
    card = await scene.card(1)
    assert "（消去済み）" in card.text
    assert "本人が取り下げ（内容は消去済み）" in card.text
    assert card.keys == ()


@pytest.mark.parametrize("age", [HOUR, 10 * DAY], ids=["young", "old"])
async def test_nothing_of_what_they_wrote_is_left_in_the_staff_chat(
    age: timedelta, office: OpenOffice
) -> None:
    scene = await office()
    await handled(scene)
    assert sum(MARK in text for text in standing(scene)) >= 4
    scene.clock.forward(age)
    await erased(scene)
    assert [text for text in standing(scene) if MARK in text] == []


async def test_what_is_young_is_deleted_and_what_is_old_emptied(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.user(MORE, WHO)
    card, old = scene.channel.screens[STAFF_CHAT]
    scene.clock.forward(47 * HOUR)
    await scene.user(MORE, WHO)
    young = list(scene.channel.screens[STAFF_CHAT])[-1]
    await erased(scene)
    assert done_to(scene, young) == [Delete]
    assert done_to(scene, old) == [Edit]
    assert scene.channel.screens[STAFF_CHAT][old].text == "（消去済み）"
    assert Delete not in done_to(scene, card)


async def test_how_old_a_message_is_goes_by_when_it_was_sent_not_edited(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.staff_reply(1, f"{MARK}のお返事")
    preview, _ = scene.button(STAFF_CHAT, "send 1")
    scene.clock.forward(47 * HOUR)
    await scene.staff_press("send 1")
    await erased(scene)
    assert done_to(scene, preview.message_id) == [Edit, Edit]
    assert standing(scene)[-1] == "（消去済み）"


async def test_a_picture_that_the_bot_cannot_delete_staff_are_asked_to_delete(office: OpenOffice) -> None:
    scene = await office()
    await handled(scene)
    scene.clock.forward(2 * DAY)
    await scene.user(ASKED, "taro")
    await scene.receive(scene.written(MORE, who="taro", attachment=ADD_PHOTO), "taro")
    before = len(scene.staff_posts())
    await erased(scene)
    await erased(scene, "taro")
    asked = scene.staff_posts()[before:]
    assert [("受付番号1" in post.text, "添付" in post.text) for post in asked] == [(True, True)]


async def test_a_card_that_waits_for_the_staff_chat_arrives_empty(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED, who=WHO), WHO)
    await scene.save(scene.written(who=WHO, command=Command("delete", "yes")), WHO)
    while await scene.worker.handle_some():
        pass
    await scene.runner.drain()
    assert [post for post in scene.staff_posts() if MARK in post.text] == []
    assert "（消去済み）" in (await scene.card(1)).text


async def test_the_queue_no_longer_lists_it(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.user("私のデータをすべて削除してください", WHO)
    assert "2件" in await queue(scene)
    await erased(scene)
    assert await queue(scene) == "回答待ちのお問い合わせはありません。"


# --- at work on it -------------------------------------------------------------------------------


@pytest.mark.parametrize("ended", [False, True], ids=["open", "closed"])
async def test_who_replies_to_its_card_is_told_that_it_is_erased(ended: bool, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    if ended:
        await scene.staff_press("close 1")
    await erased(scene)
    before = len(scene.channel.posts(WHO))
    (word,) = await scene.staff_reply(1, "お返事です。")
    assert "内容は消去済み" in word
    assert "操作は行われませんでした" in word
    assert len(scene.channel.posts(WHO)) == before


@pytest.mark.parametrize("action", ["claim", "close", "decline"])
async def test_who_presses_an_old_button_is_told_that_it_is_erased(action: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    where, _ = scene.button(STAFF_CHAT, f"{action} 1")
    await erased(scene)
    assert "内容は消去済み" in await press(scene, f"{action} 1", where)
    assert await scene.events(1) == ["opened", "withdrawn"]


async def test_a_draft_to_somebody_who_is_erased_cannot_be_sent(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.staff_reply(1, "お返事です。")
    where, _ = scene.button(STAFF_CHAT, "send 1")
    await erased(scene)
    before = len(scene.channel.posts(WHO))
    assert "すでに破棄" in await press(scene, "send 1", where)
    assert len(scene.channel.posts(WHO)) == before


async def test_its_card_asked_for_later_is_empty_too(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await erased(scene)
    assert "（消去済み）" in await press(scene, "show 1")


# --- reports -------------------------------------------------------------------------------------


async def test_a_report_stays_evidence_that_counts_and_can_be_judged(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene, WHO)
    await erased(scene)
    await jobs_done(scene)
    card = await scene.card(1)
    assert "知らせた人：1人" in card.text
    assert "isj_imaging_0fficial" in card.text
    assert labels(scene, 1) == ["公式ではない", "公式である"]
    before = await told(scene, WHO)
    assert "お伝えする人：0人" in "\n".join(await scene.staff_press("not_ours 1"))
    assert await told(scene, WHO) == before
    assert await scene.rows("SELECT verdict FROM impostors") == [("not_ours",)]


async def test_the_case_goes_on_with_the_next_who_is_told_and_the_erased_is_not(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene, WHO)
    await reports(scene, "taro")
    await erased(scene)
    assert "知らせた人：2人" in (await scene.card(2)).text
    before = await told(scene, WHO)
    assert "お伝えする人：1人" in "\n".join(await scene.staff_press("not_ours 1"))
    assert NOT_OURS in last(scene, "taro")
    assert await told(scene, WHO) == before


@pytest.mark.parametrize("again", ["ours", "not_ours"])
async def test_a_verdict_that_changes_is_not_sent_to_the_erased_either(
    again: str, office: OpenOffice
) -> None:
    scene = await office()
    await reports(scene, WHO)
    await reports(scene, "taro")
    first = {"ours": "not_ours", "not_ours": "ours"}[again]
    await scene.staff_press(f"{first} 1")
    await erased(scene)
    before = await told(scene, WHO, "taro")
    shown = await press(scene, f"{again} 1")
    assert "お伝えする人：1人" in shown
    await scene.staff_press(f"sure_{again} 1")
    assert await told(scene, WHO, "taro") == {WHO: before[WHO], "taro": before["taro"] + 1}


async def test_an_answer_on_the_card_of_a_case_reaches_those_who_are_left(office: OpenOffice) -> None:
    scene = await office()
    for who in (WHO, "taro", "jiro"):
        await reports(scene, who)
    await erased(scene, "taro")
    await scene.staff_reply(1, "調べております。")
    await scene.staff_press("send 1")
    reached = {one.chat for one in scene.channel.delivered if isinstance(one, Post) and "調べて" in one.text}
    assert reached == {WHO, "jiro", STAFF_CHAT}


async def test_who_was_erased_and_reports_again_is_counted_as_somebody_new(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene, WHO)
    await erased(scene)
    assert "受付番号2" in await reports(scene, WHO)
    assert "知らせた人：2人" in (await scene.card(2)).text
    await scene.staff_press("not_ours 1")
    assert NOT_OURS in last(scene, WHO)
