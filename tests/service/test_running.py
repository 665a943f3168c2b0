"""The loops that keep the office at work."""

from __future__ import annotations

import asyncio

from bot.service.ports import TryLater
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT, Scene

DEADLINE = 10


async def until_posts(scene: Scene, chat: str, count: int) -> None:
    async with asyncio.timeout(DEADLINE):
        while len(scene.channel.posts(chat)) < count:  # noqa: ASYNC110  # the channel has nothing to wait on
            await asyncio.sleep(0.01)


async def test_a_saved_update_is_handled_and_answered_while_running(office: OpenOffice) -> None:
    scene = await office()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.runner.run(stop))
        await scene.save(scene.written("入会方法を教えてください"))
        scene.runner.wake()
        await until_posts(scene, "hanako", 1)
        await until_posts(scene, STAFF_CHAT, 1)
        stop.set()


async def test_it_ends_when_told_to_even_with_nothing_to_do(office: OpenOffice) -> None:
    scene = await office()
    stop = asyncio.Event()
    stop.set()
    async with asyncio.timeout(DEADLINE):
        await scene.runner.run(stop)


async def test_a_message_to_be_sent_later_is_sent_without_anybody_waking_it(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("flood", 60)]
    await scene.user("電話番号を教えてください")
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.runner.run(stop))
        scene.clock.at = scene.clock.at.replace(hour=scene.clock.at.hour + 1)
        await until_posts(scene, "hanako", 1)
        stop.set()
