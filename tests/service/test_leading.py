"""Of several processes one leads; when it ends, or loses its lock, another one does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.service import leading
from bot.service.leading import lead
from bot.store.locks import Locks
from tests.conftest import OpenOffice
from tests.databases import Kind
from tests.postgres.databases import Databases

DEADLINE = 20.0


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "LOOK", 0.02)


class Leader:
    """A process that would lead; while it does it is among those `at_work`."""

    def __init__(self, locks: Locks, at_work: list[Leader]) -> None:
        self.locks = locks
        self.stop = asyncio.Event()
        self.times = 0
        self._at_work = at_work

    async def work(self, over: asyncio.Event) -> None:
        self.times += 1
        self._at_work.append(self)
        await over.wait()
        self._at_work.remove(self)

    async def run(self) -> None:
        await lead(self.locks, "sender", self.stop, self.work)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not true():  # noqa: ASYNC110  # nothing to wait on
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(*leaders: Leader) -> AsyncIterator[None]:
    async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as tasks:
        for leader in leaders:
            tasks.create_task(leader.run())
        yield
        for leader in leaders:
            leader.stop.set()


async def two(office: OpenOffice) -> tuple[Leader, Leader, list[Leader]]:
    scene = await office()
    other = await office(beside=scene)
    at_work: list[Leader] = []
    one, two = (Leader(s.office.store.locks, at_work) for s in (scene, other))
    return one, two, at_work


async def test_one_of_two_leads_and_the_other_when_the_first_has_ended(office: OpenOffice) -> None:
    first, second, at_work = await two(office)
    async with running(first):
        await until(lambda: at_work == [first])
        async with running(second):
            await asyncio.sleep(0.1)
            assert at_work == [first]
            first.stop.set()
            await until(lambda: at_work == [second])
    assert at_work == []


async def test_after_the_end_of_all_the_lock_is_free(office: OpenOffice) -> None:
    first, second, at_work = await two(office)
    async with running(first, second):
        await until(lambda: len(at_work) == 1)
    assert await second.locks.acquire("sender")
    await second.locks.release("sender")
    assert await first.locks.acquire("sender")


async def test_who_fails_at_the_work_lets_another_lead(office: OpenOffice) -> None:
    first, second, _ = await two(office)

    async def fail(over: asyncio.Event) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await lead(first.locks, "sender", first.stop, fail)
    assert await second.locks.acquire("sender")


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_who_loses_the_lock_stops_and_stands_by(office: OpenOffice, kind: Kind) -> None:
    first, second, at_work = await two(office)
    async with running(first):
        await until(lambda: at_work == [first])
        await first.locks.release("sender")
        assert await second.locks.acquire("sender")
        await until(lambda: at_work == [])
        await asyncio.sleep(0.1)
        assert at_work == []
        await second.locks.release("sender")
        await until(lambda: at_work == [first])


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_when_the_server_ends_all_connections_one_of_them_leads_again(
    office: OpenOffice, database: str, postgres: Databases, kind: Kind
) -> None:
    first, second, at_work = await two(office)
    async with running(first, second):
        await until(lambda: len(at_work) == 1)
        postgres.terminate_backends(database)
        await until(lambda: first.times + second.times == 2 and len(at_work) == 1)
        assert await at_work[0].locks.is_held("sender")
