"""What staff are told at night arrives without a sound, unless somebody may be in danger."""

from __future__ import annotations

import pytest

from bot.core.model import Command
from bot.service.outbox.delivery import RESERVE
from bot.service.ports import Limits, Post, Undeliverable
from bot.store.inbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.service.attending import DESK, LEADS, SECRET, about, attended, enquiry
from tests.service.chores import HOUR
from tests.service.scene import Scene

NIGHT = 12 * HOUR
"""After noon: midnight in Tokyo."""
ASKED = "入会方法を教えてください"
DANGER = "死にたい"
ONE_KIND = pytest.mark.parametrize("kind", ["sqlite"])
"""Where the database makes no difference."""


async def at_night(office: OpenOffice, limits: Limits | None = None) -> Scene:
    scene = await office(limits=limits)
    scene.clock.forward(NIGHT)
    return scene


def only(scene: Scene, words: str) -> Post:
    """The one post to staff that says so."""
    (found,) = about(scene.staff_posts(), words)
    return found


async def test_an_update_that_cannot_be_handled_wakes_nobody(office: OpenOffice) -> None:
    scene = await at_night(office)
    await scene.sabotage("INSERT ON messages")
    await scene.user(ASKED)
    await scene.wait_out(MAX_ATTEMPTS)
    assert only(scene, "処理できなかったメッセージ").silent


@ONE_KIND
async def test_a_reply_that_cannot_be_delivered_wakes_nobody(office: OpenOffice, kind: Kind) -> None:
    scene = await at_night(office)
    scene.channel.faults["hanako"] = [Undeliverable("message is too strange")]
    await scene.receive(scene.written(command=Command("start")))
    assert only(scene, "お届けできなかった返信").silent


@pytest.mark.parametrize(("text", "silent"), [(SECRET, True), (DANGER, False)])
@ONE_KIND
async def test_that_no_lead_can_be_reached_wakes_staff_only_where_somebody_is_in_danger(
    text: str, silent: bool, office: OpenOffice, kind: Kind
) -> None:
    scene = attended(await at_night(office), lead_ids=frozenset(LEADS), desk_url=DESK)
    scene.channel.blocked_by |= set(LEADS)
    await enquiry(scene, text, confidential=True, urgent=text == DANGER)
    assert only(scene, "どの責任者のチャットにも").silent == silent


@ONE_KIND
async def test_many_enquiries_in_one_list_wake_nobody(office: OpenOffice, kind: Kind) -> None:
    limits = Limits(a_second=100, seconds_between=0.0, group_a_minute=RESERVE + 1)
    scene = await at_night(office, limits)
    for _ in range(4):
        await scene.save(scene.written(ASKED, who=f"person-{scene.channel.new_id()}"))
    await scene.runner.drain()
    assert only(scene, "まとめてお知らせします").silent
