"""What nobody answers ends, and says so, after staff were warned."""

from __future__ import annotations

import pytest

from bot.service.ports import Undeliverable
from bot.store import requests, tickets
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.service.attending import Mailbox, about, attended, enquiry, labels, new_posts, rounds
from tests.service.chores import DAY, HOUR
from tests.service.scene import NOON, STAFF_CHAT, Scene

ASKED = "入会方法を教えてください"
ONE_KIND = pytest.mark.parametrize("kind", ["sqlite"])
"""Where the database makes no difference."""


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
    shown = scene.channel.screens["hanako"].values()
    answer = next(one for one in shown if "申込書をお送りください" in one.text)
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
