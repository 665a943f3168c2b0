"""The bot says whether somebody is at work, from what stands in the database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.service.readiness import SILENCE, at_work, staff_chat_found, staff_chat_lost, why_not_ready
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT, Scene

DEADLINE = 20.0


async def why_not(scene: Scene) -> str | None:
    return await why_not_ready(scene.office.store, scene.clock())


async def sign_of_life(scene: Scene) -> None:
    async with scene.transaction() as tx:
        await at_work(tx, scene.clock())


async def test_before_the_first_start_nobody_is_at_work(office: OpenOffice) -> None:
    scene = await office()
    assert "no process is at work" in (await why_not(scene) or "")


async def test_without_a_sign_of_life_for_a_minute_nobody_is_at_work(office: OpenOffice) -> None:
    scene = await office()
    await sign_of_life(scene)
    assert await why_not(scene) is None
    scene.clock.forward(SILENCE)
    assert await why_not(scene) is None
    scene.clock.forward(timedelta(seconds=1))
    assert "no process is at work" in (await why_not(scene) or "")
    await sign_of_life(scene)
    assert await why_not(scene) is None


async def test_another_process_sees_the_same(office: OpenOffice) -> None:
    scene = await office()
    other = await office(beside=scene)
    await sign_of_life(scene)
    assert await why_not(other) is None


async def test_a_lost_staff_chat_is_told_until_it_is_found(office: OpenOffice) -> None:
    scene = await office()
    await sign_of_life(scene)
    async with scene.transaction() as tx:
        await staff_chat_lost(tx, "bot was kicked")
    assert await why_not(scene) == "no access to the staff group (bot was kicked)"
    async with scene.transaction() as tx:
        await staff_chat_found(tx, STAFF_CHAT)
    assert await why_not(scene) is None


async def test_a_running_process_gives_signs_of_life(office: OpenOffice) -> None:
    scene = await office()
    stop = asyncio.Event()
    async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.runner.run(stop))
        while await why_not(scene):  # noqa: ASYNC110  # the database has nothing to wait on
            await asyncio.sleep(0.05)
        stop.set()
