"""What keeps the house in order is done once a day, by whoever is there."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.practice import Keeping
from bot.service.held_data.erasing import SCRUB_EVERY
from bot.service.held_data.retention import HANDLED_KEPT
from bot.service.timetable.upkeep import Upkeep
from bot.store import jobs
from bot.store.leases import LEASE, Lease
from tests.conftest import OpenOffice
from tests.databases import eventually
from tests.service.channel import Update
from tests.service.scene import HOURS, Scene

ASKED = "入会方法を教えてください"
SOON = timedelta(seconds=1)


@pytest.fixture
def office(office: OpenOffice) -> OpenOffice:
    """Offices that never open, so that nobody goes the rounds."""
    never = replace(HOURS, days=frozenset())

    async def open_office(**options: Any) -> Scene:
        scene = await office(**options)
        return Scene(replace(scene.office, hours=never), scene.channel, scene.clock)

    return open_office


async def cleaned_up(scene: Scene) -> None:
    """As on every start."""
    upkeep = Upkeep(scene.office)
    await upkeep.begin()
    while await upkeep.do_next():
        pass


async def states(scene: Scene, table: str = "inbox") -> list[str]:
    return [str(state) for (state,) in await scene.rows(f"SELECT state FROM {table} ORDER BY id")]  # noqa: S608  # our own names


async def test_a_handled_update_is_known_for_a_week(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.clock.forward(HANDLED_KEPT)
    await cleaned_up(scene)
    assert await states(scene) == ["done"]
    scene.clock.forward(timedelta(days=1))
    await cleaned_up(scene)
    assert await states(scene) == []
    assert (await scene.ticket(1)).question == ASKED


async def test_after_all_that_was_handled_is_forgotten_what_comes_is_handled_as_ever(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.clock.forward(HANDLED_KEPT + timedelta(days=1))
    await cleaned_up(scene)
    for _ in range(3):
        assert len(await scene.user("電話番号を教えてください")) == 1
    assert await states(scene) == ["done"] * 3


async def test_a_dead_letter_is_kept_for_a_month(office: OpenOffice) -> None:
    scene = await office()
    await scene.intake.save([Update(7, "hanako", b"not readable")])
    await scene.runner.drain()
    await scene.wait_out(5)
    assert await states(scene) == ["dead"]
    scene.clock.forward(timedelta(days=Keeping().failures) - timedelta(hours=1))
    await cleaned_up(scene)
    assert await states(scene) == ["dead"]
    scene.clock.forward(timedelta(days=1))
    await cleaned_up(scene)
    assert await states(scene) == []


async def test_what_waits_is_never_deleted(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    scene.clock.forward(timedelta(days=100))
    await cleaned_up(scene)
    await scene.runner.drain()
    assert (await scene.ticket(1)).question == ASKED


async def test_the_clean_up_plans_the_next_one_for_midnight(office: OpenOffice) -> None:
    scene = await office()
    upkeep = Upkeep(scene.office)
    await upkeep.begin()
    assert [await upkeep.do_next() for _ in range(2)] == [True, False]
    scene.clock.forward(SCRUB_EVERY)
    assert [await upkeep.do_next() for _ in range(2)] == [True, False], "the files are scrubbed after it"
    planned = await scene.rows("SELECT key, CAST(due_at AS TEXT) FROM jobs WHERE state = 'pending'")
    assert [(key, str(due)[:19]) for key, due in planned] == [("clean_up:2026-04-02", "2026-04-02 00:00:00")]

    scene.clock.forward(timedelta(hours=21) - SCRUB_EVERY - SOON)
    assert not await upkeep.do_next()
    scene.clock.forward(SOON)
    assert [await upkeep.do_next() for _ in range(2)] == [True, False]


async def test_starting_again_the_same_day_does_not_clean_up_again(office: OpenOffice) -> None:
    scene = await office()
    await cleaned_up(scene)
    upkeep = Upkeep(scene.office)
    await upkeep.begin()
    assert not await upkeep.do_next()


async def test_jobs_that_were_done_are_forgotten_too(office: OpenOffice) -> None:
    scene = await office()
    for _ in range(10):
        await cleaned_up(scene)
        scene.clock.forward(timedelta(days=1))
    assert (await states(scene, "jobs")).count("pending") == 2
    assert len(await states(scene, "jobs")) <= 2 + 2 * 8, "each day a clean-up and a scrubbing"


async def test_two_processes_do_it_once(office: OpenOffice) -> None:
    scene = await office()
    both = [Upkeep(scene.office), Upkeep((await office(beside=scene)).office)]
    await asyncio.gather(*(upkeep.begin() for upkeep in both))
    for _ in range(2):
        await asyncio.gather(*(upkeep.do_next() for upkeep in both))
        scene.clock.forward(SCRUB_EVERY)
    assert not any([await upkeep.do_next() for upkeep in both])
    done = await scene.rows("SELECT name, attempts FROM jobs WHERE state = 'done' ORDER BY id")
    assert done == [("clean_up", 1), ("scrub", 1)]


async def test_the_job_of_a_dead_process_is_done_by_another(office: OpenOffice) -> None:
    scene = await office()
    doomed = await office(beside=scene)
    upkeep = Upkeep(scene.office)
    await upkeep.begin()
    async with doomed.transaction() as tx:
        assert await jobs.claim(tx, Lease(doomed.office.store.locks.owner, scene.clock()))
    await doomed.office.store.close()
    assert not await upkeep.do_next()
    await eventually(upkeep.free_dead)
    assert await upkeep.do_next()


async def test_a_job_that_fails_is_tried_again_later(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    upkeep = Upkeep(scene.office)
    await upkeep.begin()
    await scene.sabotage("UPDATE ON jobs", "NEW.state = 'done'")
    with caplog.at_level(logging.ERROR):
        assert await upkeep.do_next()
    assert "job 1 (clean_up) failed: IntegrityError" in caplog.text
    assert not await upkeep.do_next()
    await scene.repair()
    scene.clock.forward(timedelta(minutes=5))
    assert await upkeep.do_next()
    assert (await states(scene, "jobs"))[0] == "done"


async def test_a_job_that_nobody_knows_is_given_up_in_the_end(office: OpenOffice) -> None:
    scene = await office()
    upkeep = Upkeep(scene.office)
    async with scene.transaction() as tx:
        await jobs.schedule(tx, "water_the_plants", "once", scene.clock(), scene.clock())
    for _ in range(jobs.MAX_ATTEMPTS):
        assert await upkeep.do_next()
        scene.clock.forward(LEASE + timedelta(minutes=5))
    assert not await upkeep.do_next()
    assert await scene.rows("SELECT state, error FROM jobs") == [("dead", "LookupError")]
