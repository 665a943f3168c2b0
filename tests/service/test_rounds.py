"""What staff are told of by themselves, hour by hour and day by day."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.core.model import Command
from bot.service.ports import StaffAction, TryLater
from bot.service.timetable.upkeep import RETRY, Upkeep
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.service.attending import DESK, LEADS, Mailbox, about, attended, enquiry, labels, new_posts, rounds
from tests.service.chores import DAY, HOUR, jobs_done
from tests.service.scene import NOON, SATO, STAFF_CHAT, Scene

OPENING = NOON - 2 * HOUR
FRIDAY, MONDAY = NOON + 2 * DAY, NOON + 5 * DAY
ONE_KIND = pytest.mark.parametrize("kind", ["sqlite"])
"""Where the database makes no difference."""


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
