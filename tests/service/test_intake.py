"""Updates are kept before anybody is told that they are."""

from __future__ import annotations

import asyncio

from bot.service.inbox.intake import Intake
from tests.conftest import OpenOffice
from tests.service.channel import Update
from tests.service.scene import Scene
from tests.service.way import Way, by_way

UPDATES = [Update(number, f"chat{number}", b"{}") for number in range(10)]


def intake(scene: Scene, told: list[int] | None = None) -> tuple[Intake, Way]:
    """An intake, and its way to the database; `told` grows with each save that is over."""
    store, way = by_way(scene.office.store)
    then = (lambda: told.append(1)) if told is not None else (lambda: None)
    return Intake(store, scene.channel.name, scene.clock, then), way


async def save_each(intake: Intake) -> list[BaseException | None]:
    """Every update by itself, all at once; gives what went wrong with each."""
    return await asyncio.gather(*(intake.save([update]) for update in UPDATES), return_exceptions=True)


async def kept(scene: Scene) -> list[tuple[object, ...]]:
    return list(await scene.rows("SELECT update_id FROM inbox ORDER BY update_id"))


ALL = [(update.update_id,) for update in UPDATES]


async def test_saves_at_the_same_time_share_a_commit(office: OpenOffice) -> None:
    scene = await office()
    told: list[int] = []
    saving, way = intake(scene, told)
    assert await save_each(saving) == [None] * len(UPDATES)
    assert way.transactions == 2, "the first, and all that came meanwhile"
    assert await kept(scene) == ALL
    assert len(told) == len(UPDATES)


async def test_when_a_commit_fails_all_who_share_it_are_told_and_may_save_again(office: OpenOffice) -> None:
    scene = await office()
    told: list[int] = []
    saving, way = intake(scene, told)
    way.failures = 2
    failed = await save_each(saving)
    assert all(failed)
    assert (await kept(scene), told) == ([], [])
    assert await save_each(saving) == [None] * len(UPDATES)
    assert await kept(scene) == ALL


async def test_a_commit_that_fails_concerns_no_other(office: OpenOffice) -> None:
    scene = await office()
    saving, way = intake(scene)
    way.failures = 1
    assert [bool(error) for error in await save_each(saving)] == [True] + [False] * 9
    assert await kept(scene) == ALL[1:]
    assert await save_each(saving) == [None] * len(UPDATES)
    assert await kept(scene) == ALL


async def test_whoever_does_not_wait_for_the_commit_harms_nobody_for_good(office: OpenOffice) -> None:
    scene = await office()
    saving, _ = intake(scene)
    impatient = asyncio.create_task(saving.save(UPDATES[:1]))
    others = [asyncio.create_task(saving.save([update])) for update in UPDATES[1:]]
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.gather(impatient, *others, return_exceptions=True)
    assert await save_each(saving) == [None] * len(UPDATES)
    assert await kept(scene) == ALL
