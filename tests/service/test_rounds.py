"""What staff are told of by themselves, hour by hour and day by day, and what ends without an answer."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.core.model import Command
from bot.service.ports import Post, StaffAction, TryLater, Undeliverable
from bot.service.timetable.upkeep import RETRY, Upkeep
from bot.store import requests, tickets
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.service.attending import DESK, LEADS, Mailbox, attended, enquiry, new_posts, rounds
from tests.service.chores import DAY, HOUR, jobs_done
from tests.service.scene import NOON, SATO, STAFF_CHAT, Scene

OPENING = NOON - 2 * HOUR
FRIDAY, MONDAY = NOON + 2 * DAY, NOON + 5 * DAY
ASKED = "入会方法を教えてください"
ONE_KIND = pytest.mark.parametrize("kind", ["sqlite"])
"""Where the database makes no difference."""


def about(posts: list[Post], words: str) -> list[Post]:
    return [post for post in posts if words in post.text]


def labels(post: Post) -> list[str]:
    return [key.label for row in post.keys for key in row]


async def opens_queue(scene: Scene) -> None:
    await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)


# --- the day -------------------------------------------------------------------------------------


async def test_at_the_opening_of_each_working_day_staff_are_told_counts_and_no_content(
    office: OpenOffice,
) -> None:
    mailbox = Mailbox()
    scene = attended(await office(), mailer=mailbox, desk_url=DESK)
    scene.clock.at = OPENING - HOUR
    await enquiry(scene)
    await enquiry(scene)
    await scene.staff_press("claim 2")
    with new_posts(scene, STAFF_CHAT) as told:
        await rounds(scene, OPENING)
        await rounds(scene, OPENING + 5 * DAY, every=DAY)
    days = about(told, "本日の状況")
    assert len(days) == 4, "on Wednesday, Thursday, Friday and Monday"
    assert "担当者が決まっていないお問い合わせ：1件" in days[-1].text
    assert "担当者が対応中のお問い合わせ：1件" in days[-1].text
    assert "回答済み" not in days[-1].text
    assert DESK in days[-1].text
    assert not days[-1].silent
    subjects = [subject for subject, _ in mailbox.mails if "窓口の状況" in subject]
    assert subjects == [f"窓口の状況（2026-04-{day}）" for day in ("01", "02", "03", "06")]
    assert not any("会費" in text for _, text in mailbox.mails)


@ONE_KIND
async def test_where_nothing_is_to_be_done_nothing_is_said(office: OpenOffice, kind: Kind) -> None:
    mailbox = Mailbox()
    scene = attended(await office(), mailer=mailbox)
    await enquiry(scene)
    await scene.staff_reply(1, "3,000円です。")
    await scene.staff_press("send 1")
    with new_posts(scene, STAFF_CHAT) as told:
        await rounds(scene, NOON + DAY, every=DAY)
    assert (told, mailbox.mails) == ([], [])


async def test_two_processes_go_the_rounds_once(office: OpenOffice) -> None:
    scene = await office()
    both = [Upkeep(scene.office), Upkeep((await office(beside=scene)).office)]
    await enquiry(scene)
    with new_posts(scene, STAFF_CHAT) as told:
        await asyncio.gather(*(upkeep.begin() for upkeep in both))
        for _ in range(3):
            await asyncio.gather(*(upkeep.do_next() for upkeep in both))
            scene.clock.forward(HOUR)
        await scene.runner.drain()
    assert len(about(told, "本日の状況")) == 1


@ONE_KIND
async def test_a_round_that_comes_too_late_waits_for_the_next_day(office: OpenOffice, kind: Kind) -> None:
    scene = await office()
    await Upkeep(scene.office).begin()
    await enquiry(scene)
    scene.clock.forward(8 * HOUR)
    with new_posts(scene, STAFF_CHAT) as told:
        await jobs_done(scene)
        await scene.runner.drain()
    assert told == []
    planned = await scene.rows("SELECT key FROM jobs WHERE state = 'pending' AND name = 'round'")
    assert planned == [(f"round:{(OPENING + DAY).isoformat()}",)]


# --- reminders -----------------------------------------------------------------------------------


async def test_staff_are_reminded_of_what_waits_for_too_long_once_a_working_day(office: OpenOffice) -> None:
    scene = await office()
    await enquiry(scene)
    await enquiry(scene)
    await scene.staff_press("claim 2")
    with new_posts(scene, STAFF_CHAT) as first:
        await rounds(scene, NOON + 4 * HOUR - timedelta(minutes=1))
    assert about(first, "ご対応をお願い") == []
    with new_posts(scene, STAFF_CHAT) as second:
        await rounds(scene, NOON + 6 * HOUR)
    (reminder,) = about(second, "ご対応をお願い")
    assert "担当者が決まっていないもの：1件（受付番号1）" in reminder.text
    assert "お返事がまだ" not in reminder.text
    assert labels(reminder) == ["1"]
    scene.clock.at = NOON
    with new_posts(scene, STAFF_CHAT) as rest:
        await rounds(scene, MONDAY, every=DAY)
    *_, last = reminders = about(rest, "ご対応をお願い")
    assert len(reminders) == 3, "on Thursday, Friday and Monday"
    assert "お返事がまだのもの：1件（受付番号2）" in last.text
    assert "お返事がまだ" not in reminders[-2].text, "claimed on Wednesday, three working days ago on Monday"
    assert labels(last) == ["1", "2"]
    await scene.staff_press("show 2")
    assert (await scene.ticket(2)).version == 2, "to be reminded changes nothing"


async def test_reminders_go_by_mail_too_once_a_working_day_in_counts_alone(office: OpenOffice) -> None:
    mailbox = Mailbox()
    scene = attended(await office(), mailer=mailbox, desk_url=DESK, lead_ids=frozenset(LEADS))
    await enquiry(scene)
    await enquiry(scene)
    await enquiry(scene, confidential=True)
    await scene.staff_press("claim 2")
    await rounds(scene, MONDAY)
    mails = [text for subject, text in mailbox.mails if "お返事を待っている" in subject]
    assert len(mails) == 4, "on Wednesday, Thursday, Friday and Monday"
    assert "担当者が決まっていないもの：1件\n" in mails[-1]
    assert "お返事がまだのもの：1件\n" in mails[-1]
    assert "責任者だけが見るお問い合わせ：1件\n" in mails[-1]
    assert DESK in mails[-1]
    assert not any("受付番号" in mail or "会費" in mail for mail in mails)


# --- the queue that nobody opens -----------------------------------------------------------------


async def test_when_nobody_opens_the_queue_for_days_staff_are_told_aloud_and_by_mail(
    office: OpenOffice,
) -> None:
    mailbox = Mailbox()
    scene = attended(await office(), mailer=mailbox)
    await enquiry(scene)
    with new_posts(scene, STAFF_CHAT) as early:
        await rounds(scene, FRIDAY, every=DAY)
    assert about(early, "開かれていません") == []
    with new_posts(scene, STAFF_CHAT) as late:
        await rounds(scene, MONDAY, every=DAY)
    (unseen,) = about(late, "開かれていません")
    assert "3営業日" in unseen.text
    assert not unseen.silent
    assert [s for s, _ in mailbox.mails if "一覧" in s] == ["お問い合わせの一覧をご確認ください"]
    await opens_queue(scene)
    with new_posts(scene, STAFF_CHAT) as seen:
        await rounds(scene, MONDAY + 2 * DAY, every=DAY)
    assert about(seen, "開かれていません") == []


# --- mail ----------------------------------------------------------------------------------------


@ONE_KIND
async def test_a_mail_server_that_is_down_holds_nothing_up_and_gets_the_mail_later(
    office: OpenOffice, caplog: pytest.LogCaptureFixture, kind: Kind
) -> None:
    mailbox = Mailbox(faults=[TryLater("no way to the mail server: ConnectionRefusedError")] * 2)
    scene = attended(await office(), mailer=mailbox)
    await enquiry(scene)
    with new_posts(scene, STAFF_CHAT) as told, caplog.at_level(logging.WARNING):
        await rounds(scene, NOON + HOUR)
    assert len(about(told, "本日の状況")) == 1
    assert mailbox.mails == []
    assert "mail to staff could not be sent: no way to the mail server" in caplog.text
    for _ in range(2):
        scene.clock.forward(RETRY)
        await jobs_done(scene)
    assert len(mailbox.mails) == 1


# --- what nobody answers -------------------------------------------------------------------------


async def days(scene: Scene, count: int) -> None:
    """Days pass, each with its round."""
    await rounds(scene, scene.clock() + count * DAY, every=DAY)


async def test_what_nobody_answers_is_closed_honestly_after_a_warning(office: OpenOffice) -> None:
    scene = await office()
    await enquiry(scene)
    scene.clock.forward(23 * DAY)
    with new_posts(scene, STAFF_CHAT) as told, new_posts(scene, "hanako") as heard:
        await days(scene, 6)
    (warning,) = about(told, "日数が過ぎた")
    assert "受付番号1" in warning.text
    assert labels(warning) == ["1"]
    assert heard == []
    with new_posts(scene, "hanako") as heard:
        await days(scene, 5)
    (said,) = heard
    assert "お返事を差し上げられないまま受付を終了" in said.text
    assert (await scene.ticket(1)).state == "closed"
    assert (await scene.events(1))[-1] == "closed"
    assert "終了" in (await scene.card(1)).text


async def test_a_bot_that_was_off_for_long_warns_before_it_closes(office: OpenOffice) -> None:
    scene = await office()
    await enquiry(scene)
    scene.clock.forward(41 * DAY)
    with new_posts(scene, STAFF_CHAT) as told, new_posts(scene, "hanako") as heard:
        await days(scene, 4)
    assert len(about(told, "日数が過ぎた")) == 1
    assert heard == []
    assert (await scene.ticket(1)).is_open
    await days(scene, 2)
    assert (await scene.ticket(1)).state == "closed"


@ONE_KIND
async def test_a_warning_that_did_not_arrive_is_none(office: OpenOffice, kind: Kind) -> None:
    scene = await office()
    await enquiry(scene)
    scene.clock.forward(41 * DAY)
    scene.channel.blocked_by.add(STAFF_CHAT)
    await days(scene, 7)
    assert (await scene.ticket(1)).is_open
    scene.channel.blocked_by.clear()
    with new_posts(scene, STAFF_CHAT) as told:
        await days(scene, 4)
    assert len(about(told, "日数が過ぎた")) == 1
    assert (await scene.ticket(1)).is_open
    await days(scene, 3)
    assert (await scene.ticket(1)).state == "closed"


@ONE_KIND
async def test_whoever_writes_again_is_waited_for_again(office: OpenOffice, kind: Kind) -> None:
    scene = await office()
    await enquiry(scene)
    scene.clock.forward(26 * DAY)
    with new_posts(scene, STAFF_CHAT) as told:
        await days(scene, 1)
        async with scene.transaction() as tx:
            await tickets.add_event(tx, 1, "added", "user", scene.clock())
        scene.clock.forward(23 * DAY)
        await days(scene, 1)
    assert len(about(told, "日数が過ぎた")) == 1
    assert (await scene.ticket(1)).is_open
    with new_posts(scene, STAFF_CHAT) as told:
        await days(scene, 3)
    assert len(about(told, "日数が過ぎた")) == 1


@ONE_KIND
async def test_a_warning_that_the_group_does_not_take_is_said_again_once_a_working_day(
    office: OpenOffice, kind: Kind
) -> None:
    scene = await office()
    await enquiry(scene)
    scene.clock.at = NOON + 26 * DAY - 2 * HOUR
    scene.channel.faults[STAFF_CHAT] = [Undeliverable("topic is closed")] * 100
    await rounds(scene, scene.clock() + DAY)
    warnings = "SELECT COUNT(*) FROM outbox WHERE purpose = 'closing_warning'"
    assert await scene.rows(warnings) == [(2,)], "on Monday and on Tuesday"


async def test_a_follow_up_that_nobody_answers_is_closed_too_in_words_that_are_true(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "申込書をお送りください。")
    await scene.staff_press("send 1")
    scene.clock.forward(20 * DAY)
    follow_up = scene.channel.screens["hanako"]
    answer = next(one for one in follow_up.values() if "申込書をお送りください" in one.text)
    await scene.receive(scene.written("申込書はどこにありますか", reply_to=answer.message_id))
    assert (await scene.ticket(1)).state == "claimed"
    with new_posts(scene, STAFF_CHAT) as told, new_posts(scene, "hanako") as heard:
        await days(scene, 22)
    assert (about(told, "日数が過ぎた"), heard) == ([], []), "counted from the follow-up"
    with new_posts(scene, STAFF_CHAT) as told, new_posts(scene, "hanako") as heard:
        await days(scene, 12)
    assert len(about(told, "日数が過ぎた")) == 1
    (said,) = heard
    assert said.text.startswith("受付番号1につきましては、誠に申し訳ございませんが、その後のお返事を")
    assert (await scene.ticket(1)).state == "closed"


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "その後のお返事を"), ("en", "without having been able to reply again")]
)
@ONE_KIND
async def test_of_a_follow_up_nobody_is_told_that_they_were_never_answered(
    language: str, words: str, office: OpenOffice, kind: Kind
) -> None:
    scene = await office()
    await enquiry(scene)
    await scene.execute(
        "UPDATE tickets SET answered = :yes, language = :language", yes=True, language=language
    )
    scene.clock.forward(26 * DAY)
    await days(scene, 7)
    assert words in scene.channel.posts("hanako")[-1].text


async def test_where_staff_have_only_the_desk_what_nobody_answers_is_closed_as_well(
    office: OpenOffice,
) -> None:
    mailbox = Mailbox()
    scene = attended(await office(staff_chat=None), mailer=mailbox)
    await enquiry(scene)
    scene.clock.forward(23 * DAY)
    await days(scene, 6)
    (mail,) = [text for subject, text in mailbox.mails if "まもなく終了する" in subject]
    assert "お返事のないまま日数が過ぎたお問い合わせが1件" in mail
    assert "事務局の画面" in mail
    assert (await scene.ticket(1)).is_open
    await days(scene, 5)
    assert (await scene.ticket(1)).state == "closed"
    assert "お返事を差し上げられないまま" in scene.channel.posts("hanako")[-1].text


@ONE_KIND
async def test_a_demand_about_personal_data_never_ends_by_itself(office: OpenOffice, kind: Kind) -> None:
    scene = await office()
    await enquiry(scene)
    async with scene.transaction() as tx:
        ticket = await tickets.get(tx, 1)
        await requests.record(
            tx, person=ticket.person_id, kind="correct", asked_at=NOON, due_at=NOON, ticket=1
        )
    for _ in range(2):
        scene.clock.forward(28 * DAY)
        await days(scene, 1)
    assert (await scene.ticket(1)).is_open
