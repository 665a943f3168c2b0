"""The staff chat moves, is lost and is found again."""

from __future__ import annotations

import logging

import pytest

from bot.service.ports import BotPresence, ChatMoved, Moved, StaffAction, Unreachable
from bot.service.readiness import at_work, why_not_ready
from tests.conftest import OpenOffice
from tests.service.scene import SATO, STAFF_CHAT, Scene

ASKED = "入会方法を教えてください"
SUPERGROUP = "-100200"


async def why_not(scene: Scene) -> str | None:
    """Why the bot is not ready though its process is at work."""
    async with scene.transaction() as tx:
        await at_work(tx, scene.clock())
    return await why_not_ready(scene.office.store, scene.clock())


async def test_a_card_follows_the_staff_chat_to_its_new_id(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Moved(SUPERGROUP)]
    await scene.user(ASKED)
    assert next(post.text for post in scene.channel.posts(SUPERGROUP)).startswith("受付番号1")
    assert scene.staff_posts() == []


@pytest.mark.parametrize("told_by", ["an update", "a refusal"])
async def test_the_new_id_is_remembered_after_a_restart(told_by: str, office: OpenOffice) -> None:
    scene = await office()
    if told_by == "an update":
        await scene.receive(ChatMoved(STAFF_CHAT, SUPERGROUP), STAFF_CHAT)
    else:
        scene.channel.faults[STAFF_CHAT] = [Moved(SUPERGROUP)]
    await scene.user(ASKED)
    await scene.office.store.close()
    again = await office(beside=scene)
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
    assert await why_not(scene) is None
    told = await scene.user(ASKED)
    assert "受付番号1" in told[0]
    reason = await why_not(scene)
    assert reason is not None
    assert "bot was kicked" in reason
    assert scene.staff_posts() == []
    assert (await scene.ticket(1)).state == "new"


async def test_back_in_the_staff_chat_the_bot_is_ready_and_delivers_what_waited(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("bot was kicked")]
    await scene.user(ASKED)
    await scene.receive(BotPresence(STAFF_CHAT, True), STAFF_CHAT)
    assert await why_not(scene) is None
    assert [post.text[:5] for post in scene.staff_posts()] == ["受付番号1"]


async def test_being_removed_from_the_staff_chat_is_logged_and_makes_unready(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    with caplog.at_level(logging.ERROR):
        await scene.receive(BotPresence(STAFF_CHAT, False), STAFF_CHAT)
    assert "removed from the staff group" in caplog.text
    assert await why_not(scene) is not None


async def test_without_a_staff_chat_tickets_are_kept_and_people_told(office: OpenOffice) -> None:
    scene = await office(staff_chat=None)
    assert "受付番号1" in (await scene.user(ASKED))[0]
    await scene.command("/cancel")
    assert await scene.events(1) == ["opened", "withdrawn"]
    assert scene.staff_posts() == []


async def test_a_delivered_card_shows_that_the_staff_chat_is_back(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("not enough rights to send text messages to the chat")]
    await scene.user(ASKED)
    assert "not enough rights" in (await why_not(scene) or "")
    await scene.wait_out(2)
    assert await why_not(scene) is None
    assert len(scene.staff_posts()) == 1
