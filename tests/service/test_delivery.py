"""What was decided reaches people and staff, in order, through every refusal of the channel."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.service.delivery import LONGEST_WAIT
from bot.service.ports import (
    BotPresence,
    ChatMoved,
    Edit,
    Moved,
    Post,
    StaffAction,
    TryLater,
    Undeliverable,
    Unreachable,
)
from bot.service.readiness import why_not_ready
from bot.store.outbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.scene import SATO, STAFF_CHAT, Scene

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


# --- the staff chat moves, is lost and is found again --------------------------------------------


async def test_a_card_follows_the_staff_chat_to_its_new_id(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Moved(SUPERGROUP)]
    await scene.user(ASKED)
    assert next(post.text for post in scene.channel.posts(SUPERGROUP)).startswith("受付番号1")
    assert scene.staff_posts() == []


@pytest.mark.parametrize("told_by", ["an update", "a refusal"])
async def test_the_new_id_is_remembered_after_a_restart(
    told_by: str, office: OpenOffice, tmp_path: Path
) -> None:
    file = tmp_path / "moved.db"
    scene = await office(file=file)
    if told_by == "an update":
        await scene.receive(ChatMoved(STAFF_CHAT, SUPERGROUP), STAFF_CHAT)
    else:
        scene.channel.faults[STAFF_CHAT] = [Moved(SUPERGROUP)]
    await scene.user(ASKED)
    await scene.office.store.close()
    again = await office(file=file)
    await again.user("別件ですが、論文の投稿方法を教えてください")
    assert again.staff_posts() == []
    assert "論文の投稿方法" in again.channel.posts(SUPERGROUP)[-1].text


async def test_cards_and_buttons_work_in_the_new_chat(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Moved(SUPERGROUP)]
    await scene.user(ASKED)
    await scene.receive(scene.pressed(*scene.button(SUPERGROUP, "claim 1"), chat=SUPERGROUP), SUPERGROUP)
    assert (await scene.ticket(1)).state == "claimed"
    (card,) = [post for post in scene.channel.screens[SUPERGROUP].values() if "受付番号1　" in post.text]
    await scene.receive(
        StaffAction(SATO, SUPERGROUP, 999, "お返事です。", reply_to=card.message_id), SUPERGROUP
    )
    await scene.receive(scene.pressed(*scene.button(SUPERGROUP, "send 1"), chat=SUPERGROUP), SUPERGROUP)
    assert "お返事です。" in scene.channel.posts("hanako")[-1].text


async def test_another_group_that_moves_changes_nothing_for_staff(office: OpenOffice) -> None:
    scene = await office()
    await scene.receive(ChatMoved("-77", "-7700"), "-77")
    await scene.user(ASKED)
    assert len(scene.staff_posts()) == 1


async def test_losing_the_staff_chat_makes_the_bot_unready_and_its_cards_wait(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("bot was kicked")]
    assert await why_not_ready(scene.office.store) is None
    told = await scene.user(ASKED)
    assert "受付番号1" in told[0]
    reason = await why_not_ready(scene.office.store)
    assert reason is not None
    assert "bot was kicked" in reason
    assert scene.staff_posts() == []
    assert (await scene.ticket(1)).state == "new"


async def test_back_in_the_staff_chat_the_bot_is_ready_and_delivers_what_waited(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("bot was kicked")]
    await scene.user(ASKED)
    await scene.receive(BotPresence(STAFF_CHAT, True), STAFF_CHAT)
    assert await why_not_ready(scene.office.store) is None
    assert [post.text[:5] for post in scene.staff_posts()] == ["受付番号1"]


async def test_being_removed_from_the_staff_chat_is_logged_and_makes_unready(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    with caplog.at_level(logging.ERROR):
        await scene.receive(BotPresence(STAFF_CHAT, False), STAFF_CHAT)
    assert "removed from the staff group" in caplog.text
    assert await why_not_ready(scene.office.store) is not None


async def test_without_a_staff_chat_tickets_are_kept_and_people_told(office: OpenOffice) -> None:
    scene = await office(staff_chat=None)
    assert "受付番号1" in (await scene.user(ASKED))[0]
    await scene.command("/cancel")
    assert await scene.events(1) == ["opened", "withdrawn"]
    assert scene.staff_posts() == []


# --- how cards arrive ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "text", "silent"),
    [
        (0, ASKED, False),  # Wednesday 12:00
        (-3, ASKED, True),  # Wednesday 09:00, before the office opens
        (5, ASKED, True),  # Wednesday 17:00, when it has closed
        (72, ASKED, True),  # Saturday 12:00
        (72, "死にたい", False),  # urgent at any time
    ],
)
async def test_a_card_is_silent_outside_office_hours_unless_it_is_urgent(
    hours: int, text: str, silent: bool, office: OpenOffice
) -> None:
    scene = await office()
    scene.clock.forward(timedelta(hours=hours))
    await scene.user(text)
    assert [post.silent for post in scene.staff_posts()] == [silent]


async def test_the_answer_replies_to_the_question_it_answers(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, message_id=4711)
    await scene.user(PHONE)
    await answered(scene)
    assert scene.channel.posts("hanako")[-1].reply_to == 4711


async def test_a_card_not_delivered_yet_leaves_as_the_ticket_stands_then(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [TryLater("flood", 60)]
    await scene.user(ASKED)
    await scene.command("/cancel")
    await wait(scene, 61)
    card, *_ = scene.staff_posts()
    assert "本人が取り下げ" in card.text
    assert card.keys == ()


LONG = "別件ですが、入会方法について、" + "とても長い事情があります。" * 300


async def test_a_long_question_reaches_staff_whole_and_its_card_stays_one_message(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(LONG)
    card, *more = scene.staff_posts()
    assert card.keys
    assert sum(post.text.count("とても長い事情があります。") for post in (card, *more)) == 300
    await scene.staff_press("claim 1")
    edits = [sent for sent in scene.channel.delivered if isinstance(sent, Edit) and sent.chat == STAFF_CHAT]
    assert [len(edit.text) < 4096 for edit in edits] == [True]
    assert "担当：佐藤" in edits[0].text


@pytest.mark.parametrize("length", [100, 3900, 4096])
async def test_a_long_answer_can_be_drafted_changed_and_sent_whole(length: int, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "あ" * length)
    await scene.user("先ほどの問い合わせに追加です。学生です")
    looked = await scene.staff_press("send 1")
    assert any("変化がありました" in text for text in looked[1:])
    before = len(scene.channel.posts("hanako"))
    await scene.staff_press("send 1")
    answer = "".join(post.text for post in scene.channel.posts("hanako")[before:])
    assert answer.count("あ") == length
    assert _longest(scene.channel.delivered) <= 4096


def _longest(sent: Sequence[object]) -> int:
    return max(len(outgoing.text) for outgoing in sent if isinstance(outgoing, Post | Edit))


# --- long troubles, and troubles of our own ------------------------------------------------------


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


async def test_a_card_is_never_given_up_because_the_network_is_down(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("kicked"), TryLater("no network"), TryLater("no network")]
    await scene.user(ASKED)
    await scene.execute("UPDATE outbox SET attempts = 5000 WHERE purpose = 'card'")
    for _ in range(3):
        await scene.wait_out(6)
    (card,) = scene.staff_posts()
    assert ASKED in card.text


async def test_a_delivered_card_shows_that_the_staff_chat_is_back(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("not enough rights to send text messages to the chat")]
    await scene.user(ASKED)
    assert "not enough rights" in (await why_not_ready(scene.office.store) or "")
    await scene.wait_out(2)
    assert await why_not_ready(scene.office.store) is None
    assert len(scene.staff_posts()) == 1
