"""Every update is kept, handled exactly once, and blanked."""

from __future__ import annotations

import logging

import pytest

from bot.service.ports import TryLater
from bot.store.inbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.channel import MEMBERSHIP, Update
from tests.service.scene import SATO, STAFF_CHAT, Scene

ASKED = "入会方法を教えてください"
NOT_READABLE = Update(7_000, "hanako", b'{"secret": "words of a person", ')


async def handle(scene: Scene, update: Update) -> None:
    await scene.intake.save([update])
    await scene.runner.drain()


async def test_the_same_update_twice_is_handled_once(office: OpenOffice) -> None:
    scene = await office()
    update = scene.channel.update(scene.written(ASKED), "hanako")
    await handle(scene, update)
    await handle(scene, update)
    assert len(scene.channel.posts("hanako")) == 1
    assert await scene.rows("SELECT count(*) FROM tickets") == [(1,)]


async def test_an_update_is_blanked_when_it_is_done(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    assert await scene.rows("SELECT state, sealed_payload IS NULL FROM inbox") == [("pending", 0)]
    await scene.runner.drain()
    assert await scene.rows("SELECT state, sealed_payload IS NULL FROM inbox") == [("done", 1)]


async def test_updates_are_handled_in_the_order_they_came(office: OpenOffice) -> None:
    scene = await office()
    for text in ("入会方法を教えてください", "別件ですが、論文の投稿方法を教えてください"):
        await scene.save(scene.written(text))
    await scene.runner.drain()
    assert await scene.rows("SELECT number, question FROM tickets") == [
        (1, "入会方法を教えてください"),
        (2, "別件ですが、論文の投稿方法を教えてください"),
    ]


async def test_what_telegram_repeats_after_a_restart_is_kept_once(office: OpenOffice) -> None:
    scene = await office()
    updates = [scene.channel.update(scene.written(ASKED), "hanako") for _ in range(2)]
    await scene.intake.save(updates[:1])
    await scene.runner.drain()
    await scene.office.store.close()
    again = await office(beside=scene)
    await again.intake.save(updates)
    assert await again.rows("SELECT state FROM inbox ORDER BY id") == [("done",), ("pending",)]


async def test_what_was_kept_before_a_stop_is_handled_after_the_start(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    await scene.office.store.close()
    again = await office(beside=scene)
    await again.runner.drain()
    assert len(again.channel.posts("hanako")) == 1
    assert (await again.ticket(1)).question == ASKED


async def test_a_failing_update_is_tried_five_times_then_set_aside_and_staff_are_told(
    office: OpenOffice,
) -> None:
    scene = await office()
    await handle(scene, NOT_READABLE)
    await scene.wait_out(MAX_ATTEMPTS)
    assert await scene.rows("SELECT state, attempts, error, sealed_payload IS NULL FROM inbox") == [
        ("dead", MAX_ATTEMPTS, "JSONDecodeError", 0)
    ]
    (notice,) = scene.staff_posts()
    assert "処理できなかったメッセージ" in notice.text
    assert "words of a person" not in notice.text


async def test_a_person_whose_message_is_set_aside_is_told_so(office: OpenOffice) -> None:
    scene = await office()
    await scene.sabotage("INSERT ON messages")
    await scene.user(ASKED)
    await scene.wait_out(MAX_ATTEMPTS)
    (told,) = (post.text for post in scene.channel.posts("hanako"))
    assert "受付番号" not in told
    assert await scene.rows("SELECT state FROM inbox") == [("dead",)]
    assert await scene.rows("SELECT count(*) FROM tickets") == [(0,)]


async def test_a_failing_update_does_not_hold_up_the_next_one(office: OpenOffice) -> None:
    scene = await office()
    await scene.intake.save([NOT_READABLE])
    assert await scene.user(ASKED, who="taro")
    assert (await scene.ticket(1)).question == ASKED


async def test_the_next_update_of_the_same_chat_waits_for_the_failing_one(office: OpenOffice) -> None:
    scene = await office()
    await scene.intake.save([NOT_READABLE])
    await scene.runner.drain()
    await scene.user(ASKED)
    assert scene.channel.posts("hanako") == []
    await scene.wait_out(MAX_ATTEMPTS)
    assert (await scene.ticket(1)).question == ASKED


async def test_the_log_of_a_failure_holds_its_type_and_place_and_nothing_a_person_wrote(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    with caplog.at_level(logging.DEBUG):
        await handle(scene, NOT_READABLE)
        await scene.wait_out(MAX_ATTEMPTS)
    failures = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(failures) == MAX_ATTEMPTS
    assert all("JSONDecodeError at " in text for text in failures)
    assert "words of a person" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records if record.levelno >= logging.WARNING)


async def test_when_the_channel_cannot_say_who_is_staff_the_press_waits_and_is_not_counted_as_failed(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.channel.faults[MEMBERSHIP] = [TryLater("no network")]
    await scene.save(scene.pressed(*scene.button(STAFF_CHAT, "claim 1"), SATO), STAFF_CHAT)
    await scene.runner.drain()
    assert await scene.rows("SELECT attempts FROM inbox WHERE state = 'pending'") == [(0,)]
    assert await scene.user("ファックス番号は？", who="taro")
    await scene.wait_out(1)
    assert (await scene.ticket(1)).state == "claimed"


# --- a failure at the last step ------------------------------------------------------------------

AT_THE_END = ("UPDATE ON inbox", "NEW.state = 'done'")


async def test_a_failure_between_deciding_and_committing_leaves_nothing_half_done(office: OpenOffice) -> None:
    scene = await office()
    await scene.sabotage(*AT_THE_END)
    await scene.save(scene.written(ASKED))
    await scene.worker.handle_some()
    for table in ("tickets", "ticket_events", "messages", "outbox", "people"):
        assert await scene.rows(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608  # our own names
    assert await scene.rows("SELECT state, attempts FROM inbox") == [("pending", 1)]
    assert scene.channel.delivered == []


async def test_after_such_a_failure_it_is_handled_once(office: OpenOffice) -> None:
    scene = await office()
    await scene.sabotage(*AT_THE_END)
    await scene.save(scene.written(ASKED))
    await scene.worker.handle_some()
    await scene.repair()
    await scene.runner.drain()
    assert len(scene.channel.posts("hanako")) == 1
    assert await scene.rows("SELECT count(*) FROM tickets") == [(1,)]
    assert len(scene.staff_posts()) == 1


# --- text that no encoding can hold --------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["\ud800", "教えて\udfffください", "a" * 4096, "\x00", "\u202eabc", "👩‍👩‍👧‍👦" * 300]
)
async def test_ugly_text_is_handled_and_answered(text: str, office: OpenOffice) -> None:
    scene = await office()
    assert await scene.user(text)
    assert await scene.rows("SELECT state FROM inbox") == [("done",)]


async def test_ugly_text_from_staff_is_shown_as_a_draft(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    shown = await scene.staff_reply(1, "お返事\ud800です")
    assert any("お返事�です" in text for text in shown)
