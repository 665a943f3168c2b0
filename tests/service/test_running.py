"""The loops that keep the office at work."""

from __future__ import annotations

import asyncio

from bot.service.ports import TryLater
from bot.store import inbox
from bot.store.leases import Lease
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT, Scene

DEADLINE = 20


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


async def test_what_waits_when_it_is_told_to_end_is_still_handled_and_sent(office: OpenOffice) -> None:
    scene = await office()
    stop = asyncio.Event()
    people = [f"person{number}" for number in range(5)]
    async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.runner.run(stop))
        await scene.save(scene.written("電話番号を教えてください"))
        await until_posts(scene, "hanako", 1)
        for who in people:
            await scene.save(scene.written("電話番号を教えてください", who=who), who)
        stop.set()
    assert [len(scene.channel.posts(who)) for who in people] == [1] * 5
    assert await scene.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_what_a_dead_process_left_is_seen_to_at_the_start(office: OpenOffice) -> None:
    scene = await office()
    doomed = await office(beside=scene)
    await scene.save(scene.written("電話番号を教えてください"))
    async with doomed.transaction() as tx:
        owner = doomed.office.store.locks.owner
        assert await inbox.claim(tx, scene.channel.name, Lease(owner, scene.clock()))
    await doomed.office.store.close()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.runner.run(stop))
        await until_posts(scene, "hanako", 1)
        stop.set()


async def test_two_processes_handle_and_send_everything_once(office: OpenOffice) -> None:
    scene = await office()
    other = await office(beside=scene)
    stop = asyncio.Event()
    people = [f"person{number}" for number in range(8)]
    async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as tasks:
        for process in (scene, other):
            tasks.create_task(process.runner.run(stop))
        for who in people:
            await scene.save(scene.written("電話番号を教えてください", who=who), who)
        for who in people:
            await until_posts(scene, who, 1)
        stop.set()
    assert [len(scene.channel.posts(who)) for who in people] == [1] * 8
    assert await scene.rows("SELECT DISTINCT state, attempts FROM inbox") == [("done", 1)]
