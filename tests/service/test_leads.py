"""What is confidential is before those who lead, in their private chats, and before nobody else."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.core.model import Attachment, Command
from bot.service.ports import StaffAction
from bot.service.tickets import cards
from bot.service.work import Work
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.service.attending import DESK, LEADS, QUESTION, SECRET, attended, enquiry, new_posts, rounds
from tests.service.channel import texts
from tests.service.chores import DAY, HOUR
from tests.service.reporting import LINK, newest, reports
from tests.service.scene import NOON, STAFF_CHAT, TANAKA, Scene

FILE = Attachment("photo", "file-1")
ONE_KIND = pytest.mark.parametrize("kind", ["sqlite"])
"""Where the database makes no difference."""


async def led(office: OpenOffice, *leads: str) -> Scene:
    """An office where some lead, with one confidential enquiry, no. 1, and an ordinary one."""
    scene = attended(await office(), lead_ids=frozenset(leads or LEADS), desk_url=DESK)
    await enquiry(scene, SECRET, confidential=True, attachment=FILE)
    await enquiry(scene)
    return scene


async def press(scene: Scene, who: str, command: str) -> list[str]:
    """Somebody presses a button in their private chat."""
    where, key = scene.button(who, command)
    pressed = scene.written(who=who, command=Command.parse(key.command), message_id=where.message_id)
    return texts(await scene.receive(replace(pressed, callback="press", name="佐藤"), who), who)


async def reply(scene: Scene, who: str, to: int, text: str) -> list[str]:
    return texts(await scene.receive(scene.written(text, who=who, reply_to=to), who), who)


async def staff_say(scene: Scene, command: str) -> list[str]:
    """Staff write a command in their group, which anybody there may."""
    action = StaffAction(TANAKA, STAFF_CHAT, 9, command=Command.parse(command))
    return texts(await scene.receive(action, STAFF_CHAT), STAFF_CHAT)


def card_in(scene: Scene, chat: str, number: int = 1) -> int:
    """The newest message in a chat that shows a ticket's card."""
    shown = [s for s in scene.channel.screens[chat].values() if f"受付番号{number}　" in s.text]
    return shown[-1].message_id


def in_group(scene: Scene) -> str:
    return "\n".join(scene.channel.texts(STAFF_CHAT))


# --- who sees it ---------------------------------------------------------------------------------


async def test_no_word_of_what_is_confidential_reaches_the_group(office: OpenOffice) -> None:
    scene = await led(office)
    async with scene.transaction() as tx:
        work = Work(tx, scene.office, scene.clock(), "test")
        await cards.notify(work, "staff.added", 1, SECRET)
        await cards.refresh(work, 1)
    await rounds(scene, NOON + 4 * HOUR, every=4 * HOUR)
    (queue,) = await staff_say(scene, "queue")
    assert QUESTION in queue
    assert "1件" in queue.splitlines()[0]
    assert "ほかに、責任者だけが見るお問い合わせが1件あります" in queue
    assert SECRET not in in_group(scene)
    assert "受付番号1" not in in_group(scene)
    for lead in LEADS:
        told = "\n".join(scene.channel.texts(lead))
        assert told.count(SECRET) >= 2, "the card, and what was added"
        assert "担当者が決まっていないもの：1件（受付番号1）" in told
        assert QUESTION not in told
        assert any(post.attachment for post in scene.channel.posts(lead))


@ONE_KIND
async def test_where_nobody_is_named_to_lead_all_of_staff_do(office: OpenOffice, kind: Kind) -> None:
    scene = await office()
    await enquiry(scene, SECRET, confidential=True)
    assert SECRET in (await scene.card(1)).text
    (queue,) = await staff_say(scene, "queue")
    assert SECRET in queue
    await scene.staff_press("claim 1")
    assert (await scene.ticket(1)).claimed_name == "佐藤"


@pytest.mark.parametrize("command", ["claim 1", "close 1", "decline 1", "show 1", "send 1", "discard 1"])
@ONE_KIND
async def test_in_the_group_there_is_no_such_enquiry(command: str, office: OpenOffice, kind: Kind) -> None:
    scene = await led(office)
    await reply(scene, "sato", card_in(scene, "sato"), "お答えします。")
    (said,) = await staff_say(scene, command)
    assert "受付番号1は見つかりません" in said
    assert (await scene.ticket(1)).state == "claimed", "by the lead who drafted an answer"


# --- at work in private --------------------------------------------------------------------------


async def test_those_who_lead_work_in_private_as_staff_do_in_their_group(office: OpenOffice) -> None:
    scene = await led(office)
    await press(scene, "sato", "claim 1")
    assert "担当：佐藤" in scene.channel.screens["suzuki"][card_in(scene, "suzuki")].text
    shown = await reply(scene, "sato", card_in(scene, "sato"), "責任者がお答えします。")
    assert "お返事の下書き" in shown[0]
    assert any("責任者がお答えします" in text for text in await press(scene, "sato", "send 1"))
    assert "責任者がお答えします" in scene.channel.posts("hanako")[-1].text
    assert (await scene.ticket(1)).state == "answered"
    await press(scene, "suzuki", "close 1")
    assert (await scene.ticket(1)).state == "closed"
    assert SECRET not in in_group(scene)
    assert await scene.rows("SELECT COUNT(*) FROM people WHERE address <> 'hanako'") == [(0,)], (
        "nothing asked"
    )


async def test_a_queue_asked_for_in_private_lists_all_and_shows_cards_there(office: OpenOffice) -> None:
    scene = await led(office)
    asked = scene.written(who="sato", command=Command("queue"))
    (queue,) = texts(await scene.receive(asked, "sato"), "sato")
    assert SECRET in queue
    assert QUESTION in queue
    group = len(scene.staff_posts())
    await press(scene, "sato", "show 2")
    await press(scene, "sato", "show 1")
    assert len(scene.staff_posts()) == group
    await scene.staff_press("claim 2", TANAKA)
    assert "担当：田中" in scene.channel.screens["sato"][card_in(scene, "sato", 2)].text


@ONE_KIND
async def test_what_somebody_who_leads_writes_besides_is_a_persons(office: OpenOffice, kind: Kind) -> None:
    scene = await led(office)
    assert await scene.user("担当者と話したいです", "sato")
    assert (await scene.ticket(3)).chat == "sato"
    ours = scene.channel.posts("sato")[-1]
    answer = next(s for s in scene.channel.screens["sato"].values() if s.text == ours.text)
    await reply(scene, "sato", answer.message_id, "会員番号は申込書に書いてあります")
    assert await scene.rows("SELECT COUNT(*) FROM drafts") == [(0,)]
    edited = scene.written("書き直し", who="sato", reply_to=card_in(scene, "sato"), edit_of=5)
    assert await scene.receive(edited, "sato") == [], "what was a draft is no message of a person's"


@ONE_KIND
async def test_who_left_the_group_or_never_led_does_nothing_in_private(
    office: OpenOffice, kind: Kind
) -> None:
    scene = await led(office)
    scene.channel.members.discard("sato")
    told = await press(scene, "sato", "claim 1")
    assert "グループのメンバーだけ" in told[0]
    await scene.command("/claim 1", who="tanaka")
    assert (await scene.ticket(1)).state == "new"


# --- when they cannot be reached -----------------------------------------------------------------


async def test_one_who_cannot_be_reached_keeps_it_from_nobody_else(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = attended(await office(), lead_ids=frozenset(LEADS))
    scene.channel.blocked_by.add("suzuki")
    with new_posts(scene, STAFF_CHAT) as told, caplog.at_level(logging.WARNING):
        await enquiry(scene, SECRET, confidential=True)
    assert SECRET in scene.channel.posts("sato")[0].text
    assert told == []
    assert "one of LEAD_IDS cannot be reached" in caplog.text
    assert "suzuki" not in caplog.text


async def test_when_none_can_be_reached_the_group_hears_the_number_and_no_more(office: OpenOffice) -> None:
    scene = attended(await office(), lead_ids=frozenset(LEADS), desk_url=DESK)
    scene.channel.blocked_by |= set(LEADS)
    with new_posts(scene, STAFF_CHAT) as told:
        await enquiry(scene, SECRET, confidential=True, attachment=FILE)
    (said,) = told
    assert "受付番号1は責任者だけが見る" in said.text
    assert DESK in said.text
    assert SECRET not in said.text
    assert not said.keys
    await scene.execute("UPDATE outbox SET state = 'sent' WHERE state = 'dead'")  # no dead letters to count
    with new_posts(scene, STAFF_CHAT) as told:
        scene.clock.forward(5 * DAY)
        await rounds(scene, scene.clock() + HOUR)
    unseen = [post for post in told if "開かれていません" in post.text]
    assert len(unseen) == 1, "the group is told aloud what those who lead were not"
    assert not unseen[0].silent


@ONE_KIND
async def test_what_is_confidential_is_closed_only_after_those_who_lead_were_warned(
    office: OpenOffice, kind: Kind
) -> None:
    scene = await led(office)
    scene.clock.forward(26 * DAY)
    with new_posts(scene, "sato") as told, new_posts(scene, STAFF_CHAT) as group:
        await rounds(scene, scene.clock() + DAY, every=DAY)
    assert [p.text for p in told if "日数が過ぎた" in p.text and "受付番号1" in p.text]
    assert [p.text for p in group if "日数が過ぎた" in p.text and "受付番号2）" in p.text]
    assert "受付番号1" not in in_group(scene)
    await rounds(scene, scene.clock() + 7 * DAY, every=DAY)
    assert (await scene.ticket(1)).state == (await scene.ticket(2)).state == "closed"


async def test_a_closing_of_which_no_lead_can_be_warned_is_told_to_the_group_once_and_then_happens(
    office: OpenOffice,
) -> None:
    scene = attended(await office(), lead_ids=frozenset({"sato"}), desk_url=DESK)
    scene.channel.blocked_by.add("sato")
    await enquiry(scene, SECRET, confidential=True)
    scene.clock.at = NOON + 26 * DAY - 2 * HOUR
    with new_posts(scene, STAFF_CHAT) as told:
        await rounds(scene, scene.clock() + 3 * DAY)
    (warning,) = [
        post.text for post in told if "責任者だけが見るお問い合わせに、お返事のないまま" in post.text
    ]
    assert "2026-05-02以降" in warning
    assert DESK in warning
    assert SECRET not in warning
    lists = [post for post in told if post.text.startswith("責任者へのお知らせを")]
    assert len(lists) == 4, "of reminders: from Monday to Thursday, once a day"
    assert (await scene.ticket(1)).is_open
    await rounds(scene, scene.clock() + 5 * DAY, every=DAY)
    assert (await scene.ticket(1)).state == "closed"
    warnings = await scene.rows(
        "SELECT chat, state FROM outbox WHERE purpose = 'closing_warning_confidential'"
    )
    assert warnings == [("sato", "dead"), (STAFF_CHAT, "sent")]


# --- erasing -------------------------------------------------------------------------------------


async def test_what_is_erased_is_erased_in_private_chats_too(office: OpenOffice) -> None:
    scene = await led(office)
    await scene.receive(scene.written(who="sato", command=Command("queue")), "sato")
    await press(scene, "sato", "claim 1")
    await scene.command("/delete yes")
    assert (await scene.ticket(1)).is_erased
    for lead in LEADS:
        shown = [one.text for one in scene.channel.screens[lead].values()]
        assert not any(SECRET in text or "添付" in text for text in shown)
        assert len(shown) == 1
        assert "内容は消去済み" in shown[0]


# --- reports -------------------------------------------------------------------------------------

HARASSED = f"{LINK} の事務局の職員を名乗る人からセクハラのメッセージが来て、懇親会で体を触られました"


async def harassed(scene: Scene, who: str = "hanako") -> None:
    """Somebody reports an account, and tells with it what only leads may read."""
    await scene.user(HARASSED, who)
    await scene.command(newest(scene, who)[1], who)


@pytest.mark.parametrize("before", [True, False])
async def test_a_report_that_tells_of_harassment_stays_with_those_who_lead(
    office: OpenOffice, before: bool
) -> None:
    """Whether or not another's ordinary report of the same account was there before."""
    scene = attended(await office(), lead_ids=frozenset(LEADS))
    if before:
        await reports(scene, "taro")
    await harassed(scene)
    if not before:
        await reports(scene, "taro")
    confided, plain = (2, 1) if before else (1, 2)
    assert (await scene.ticket(confided)).for_leads
    assert "セクハラ" not in in_group(scene)
    assert f"受付番号{plain}　" in in_group(scene)
    for lead in LEADS:
        assert "セクハラ" in "\n".join(scene.channel.texts(lead))
    await scene.staff_press(f"close {plain}")
    assert (await scene.ticket(confided)).state == "new", "the group closes what it sees"
