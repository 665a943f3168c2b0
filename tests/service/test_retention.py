"""Every kind of record is deleted when it was kept for as long as people were told, and not before."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Attachment
from bot.core.practice import Keeping, RecordKind
from bot.service.attention import Attention
from bot.service.held_data.retention import HANDLED_KEPT, SILENT_END, sweep
from bot.service.sign_in import signing_in
from bot.service.timetable.upkeep import RETRY, report_due
from bot.store import web_messages
from bot.store.inbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.attending import attended
from tests.service.channel import Update
from tests.service.chores import DAY, HOUR, cleaned_up, jobs_done, kept, practising
from tests.service.reporting import NOT_OURS, last, reports
from tests.service.scene import NOON, PRACTICE, STAFF_CHAT, Scene

KEEPING = Keeping()
ASKED = "入会方法を教えてください（折り返しは090-1234-5678へ）"
ANSWERED = "コメントしたら返信はもらえますか"
FILE = Attachment("photo", "file-1")
Life = Callable[[Scene], Awaitable[object]]


async def answered(scene: Scene) -> None:
    await scene.user(ANSWERED)


async def judged_helpful(scene: Scene) -> None:
    await scene.user(ANSWERED)
    await scene.command("/helped 1")


async def looked(scene: Scene) -> None:
    await scene.command("/mydata")


async def enquiry_closed(scene: Scene) -> None:
    """With a value that staff may see, and a file."""
    scene.channel.files["file-1"] = b"picture"
    await scene.user(ASKED)
    await scene.command("/share 1")
    await scene.receive(scene.written("先ほどの問い合わせに追加です。学生です", attachment=FILE))
    await scene.staff_press("close 1")


async def impostor_judged(scene: Scene) -> None:
    await reports(scene)
    await scene.staff_press("not_ours 1")


async def update_given_up(scene: Scene) -> None:
    await scene.intake.save([Update(7, "hanako", b"not readable")])
    await scene.runner.drain()
    for _ in range(MAX_ATTEMPTS):
        scene.clock.forward(timedelta(minutes=1))
        await scene.runner.drain()
    scene.clock.at = NOON


async def code_shown(scene: Scene) -> None:
    """By a browser at the door of the desk."""
    async with scene.transaction() as tx:
        await signing_in.begin(tx, "Firefox, Windows", "token", scene.clock())


async def said_on_the_web(scene: Scene) -> None:
    async with scene.transaction() as tx:
        await web_messages.add(tx, "web:1f3a", "user", ASKED, scene.clock())


KINDS: dict[RecordKind, tuple[Life, int, str]] = {
    "conversation": (answered, KEEPING.conversation, "messages"),
    "person": (answered, KEEPING.conversation, "people WHERE address = 'hanako'"),
    "deliveries": (answered, KEEPING.deliveries, "outbox WHERE chat = 'hanako'"),
    "feedback": (judged_helpful, KEEPING.feedback, "feedback"),
    "requests": (looked, KEEPING.requests, "requests"),
    "enquiries": (enquiry_closed, KEEPING.enquiries, "tickets WHERE question <> ''"),
    "values": (enquiry_closed, KEEPING.values, "personal_values"),
    "files": (enquiry_closed, KEEPING.enquiries, "files"),
    "reports": (impostor_judged, KEEPING.reports, "reports"),
    "updates": (update_given_up, KEEPING.failures, "inbox WHERE state = 'dead'"),
    "technical": (answered, HANDLED_KEPT.days, "inbox WHERE state = 'done'"),
    "web_chat": (said_on_the_web, KEEPING.web_chat, "web_messages"),
    "staff": (code_shown, HANDLED_KEPT.days, "sign_ins"),
}


async def is_there(scene: Scene, what: str) -> bool:
    return await scene.rows(f"SELECT COUNT(*) FROM {what}") != [(0,)]  # noqa: S608  # our own names


async def would_delete(scene: Scene) -> dict[str, int]:
    """What the clean-up would delete now."""
    async with scene.transaction() as tx:
        counts, _ = await report_due(tx, scene.office.practice.keeping, scene.clock())
    return {kind: number for kind, number in counts.items() if number}


async def last_done(scene: Scene) -> str | None:
    async with scene.transaction() as tx:
        _, told = await report_due(tx, scene.office.practice.keeping, scene.clock())
    return told


# --- each kind -----------------------------------------------------------------------------------


@pytest.mark.parametrize("record", KINDS)
async def test_each_kind_is_kept_until_its_day_and_gone_after(record: RecordKind, office: OpenOffice) -> None:
    life, days, what = KINDS[record]
    scene = await office()
    await life(scene)
    scene.clock.at = NOON + days * DAY
    await cleaned_up(scene)
    assert await is_there(scene, what)
    scene.clock.at = NOON + (days + 1) * DAY + HOUR
    await cleaned_up(scene)
    assert not await is_there(scene, what)


def test_every_kind_that_people_are_told_of_is_tried() -> None:
    assert KINDS.keys() == set(PRACTICE.records)


async def test_who_sets_fewer_days_keeps_it_for_fewer(office: OpenOffice) -> None:
    scene = practising(await office(), replace(PRACTICE, keeping=Keeping(conversation=3)))
    await answered(scene)
    scene.clock.forward(2 * DAY)
    await cleaned_up(scene)
    assert await is_there(scene, "messages")
    scene.clock.forward(2 * DAY)
    await cleaned_up(scene)
    assert not await is_there(scene, "messages")


# --- what is still needed ------------------------------------------------------------------------


async def test_of_an_open_enquiry_everything_stays_however_old_it_is(office: OpenOffice) -> None:
    scene = attended(await office(), attention=Attention(close_unanswered_days=10_000))
    scene.channel.files["file-1"] = b"picture"
    await scene.user(ASKED)
    await scene.command("/share 1")
    await scene.receive(scene.written("先ほどの問い合わせに追加です。学生です", attachment=FILE))
    await scene.user("私の個人情報を開示してください")
    await reports(scene)
    for _ in range(3):
        scene.clock.forward(1000 * DAY)
        await cleaned_up(scene)
    assert [(await scene.ticket(number)).is_erased for number in (1, 2, 3)] == [False] * 3
    assert await scene.rows("SELECT state FROM personal_values") == [("shared",)]
    assert await scene.rows("SELECT state FROM files") == [("kept",)]
    assert await scene.rows("SELECT kind FROM requests WHERE done_at IS NULL") == [("access",)]
    await scene.staff_press("not_ours 1")
    assert NOT_OURS in last(scene, "hanako")
    await scene.staff_press("close 1")
    assert "終了" in (await scene.card(1)).text


async def test_who_still_writes_stays_known(office: OpenOffice) -> None:
    scene = await office()
    await scene.command("/language en")
    for _ in range(5):
        scene.clock.forward((KEEPING.conversation - 1) * DAY)
        await scene.user("FAX")
        await cleaned_up(scene)
    assert await scene.rows("SELECT address, language FROM people") == [("hanako", "en")]


async def test_an_account_that_is_reported_again_is_kept_from_then_on(office: OpenOffice) -> None:
    scene = await office()
    await impostor_judged(scene)
    scene.clock.forward((KEEPING.reports - 1) * DAY)
    await reports(scene, "taro")
    scene.clock.forward(2 * DAY)
    await cleaned_up(scene)
    assert await scene.rows("SELECT COUNT(*) FROM reports") == [(2,)]


# --- what goes with it ---------------------------------------------------------------------------


async def test_the_card_is_emptied_with_its_enquiry_however_old_it_is(office: OpenOffice) -> None:
    scene = await office()
    await enquiry_closed(scene)
    for days in (100, 200, 67):
        scene.clock.forward(days * DAY)
        await cleaned_up(scene)
    assert [
        shown.text for shown in scene.channel.screens[STAFF_CHAT].values() if "入会方法" in shown.text
    ] == []
    assert "終了（内容は消去済み）" in next(iter(scene.channel.screens[STAFF_CHAT].values())).text
    assert scene.channel.posts("hanako")[-1].text.startswith("受付番号1につきましては"), (
        "nobody is written to"
    )


async def test_who_was_forgotten_is_somebody_new(office: OpenOffice) -> None:
    scene = await office()
    await scene.command("/language en")
    scene.clock.forward(400 * DAY)
    await cleaned_up(scene)
    ((address,),) = await scene.rows("SELECT address FROM people")
    assert str(address).startswith("erased-")
    await scene.user(ANSWERED)
    assert await scene.rows("SELECT address, language FROM people WHERE erased_at IS NULL") == [
        ("hanako", "ja")
    ]


async def test_what_proves_an_erasing_goes_in_the_end_too(office: OpenOffice) -> None:
    scene = await office()
    await answered(scene)
    await scene.command("/delete yes")
    scene.clock.forward((KEEPING.requests - 1) * DAY)
    await cleaned_up(scene)
    assert await is_there(scene, "people")
    scene.clock.forward(3 * DAY)
    await cleaned_up(scene)
    assert not await is_there(scene, "people")


# --- told before and after -----------------------------------------------------------------------


async def old(scene: Scene) -> None:
    """Something of every kind, all of it kept for long enough; no clean-up came by so far."""
    await enquiry_closed(scene)
    await judged_helpful(scene)
    await looked(scene)
    await reports(scene, "taro")
    await scene.staff_press("not_ours 1")
    await said_on_the_web(scene)
    await jobs_done(scene)
    scene.clock.forward(1200 * DAY)


async def test_a_dry_run_tells_how_much_would_go_and_changes_nothing(office: OpenOffice) -> None:
    scene = await office()
    await old(scene)
    before = await kept(scene)
    told = await would_delete(scene)
    assert await kept(scene) == before
    assert told["enquiries"] == 2
    assert told["files"] == told["feedback"] == told["reports"] == told["requests"] == 1
    assert told.keys() == set(KINDS) - {"updates", "values"}, "values were part of the enquiry"


async def test_what_was_announced_is_what_is_deleted_and_reported(office: OpenOffice) -> None:
    scene = await office()
    await old(scene)
    announced = await would_delete(scene)
    await cleaned_up(scene)
    ((value,),) = await scene.rows("SELECT value FROM facts WHERE name = 'last_clean_up'")
    assert json.loads(str(value)) == {"at": scene.clock().isoformat(), "deleted": announced}
    told = await last_done(scene)
    assert told is not None
    assert told.startswith("2029-07-14T03:00 UTC, ")
    assert "2 enquiries" in told
    assert await would_delete(scene) == {}


async def test_a_clean_up_of_nothing_says_so(office: OpenOffice) -> None:
    scene = await office()
    assert await last_done(scene) is None
    await cleaned_up(scene)
    assert await last_done(scene) == "2026-04-01T03:00 UTC, nothing"


async def test_swept_and_rolled_back_nothing_has_happened(office: OpenOffice) -> None:
    scene = await office()
    await old(scene)
    before = await kept(scene)
    async with scene.transaction() as tx:
        swept = await sweep(tx, KEEPING, scene.clock())
        await tx.connection.rollback()
    assert swept.tickets == (1, 2)
    assert await kept(scene) == before


async def test_a_clean_up_that_fails_deletes_nothing_and_is_tried_again(office: OpenOffice) -> None:
    scene = await office()
    await old(scene)
    before = await would_delete(scene)
    await scene.sabotage("DELETE ON outbox")
    await cleaned_up(scene)
    await scene.repair()
    assert await would_delete(scene) == before
    scene.clock.forward(RETRY)
    await cleaned_up(scene)
    assert await would_delete(scene) == {}


async def test_the_log_tells_how_much_of_each_kind_and_of_whom_nothing(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    await old(scene)
    with caplog.at_level(logging.INFO):
        await cleaned_up(scene)
    (line,) = [record.getMessage() for record in caplog.records if "deleted" in record.getMessage()]
    assert "2 enquiries" in line
    assert "hanako" not in caplog.text


async def test_an_answered_enquiry_ends_by_itself_when_nobody_says_more(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "ご案内をお送りします。")
    await scene.staff_press("send 1")
    scene.clock.forward(SILENT_END - HOUR)
    await cleaned_up(scene)
    assert (await scene.ticket(1)).state == "answered"
    scene.clock.forward(DAY)
    await cleaned_up(scene)
    assert (await scene.ticket(1)).state == "closed"
    assert "これで対応を終了いたします" in scene.channel.posts("hanako")[-1].text
    assert "終了" in (await scene.card(1)).text


async def test_a_demand_that_was_answered_waits_for_staff_to_say_that_it_is_done(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("私の個人情報を削除してください")
    await scene.staff_reply(1, "確認しています。")
    await scene.staff_press("send 1")
    scene.clock.forward(2 * SILENT_END)
    await cleaned_up(scene)
    assert (await scene.ticket(1)).state == "answered"
