"""Of several processes one leads; when it ends, or loses its lock, another one does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
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
    """A process that would lead; `others` are counted with it, so that two at a time are seen."""

    def __init__(self, locks: Locks, at_work: list[Leader]) -> None:
        self.locks = locks
        self.stop = asyncio.Event()
        self._at_work = at_work

    async def work(self, over: asyncio.Event) -> None:
        self._at_work.append(self)
        await over.wait()
        self._at_work.remove(self)

    async def run(self) -> None:
        await lead(self.locks, "sender", self.stop, self.work)


async def until(true: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE):
        while True:
            found = true()
            if found if isinstance(found, bool) else await found:
                return
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

    with pytest.raises(BaseExceptionGroup) as caught:
        await lead(first.locks, "sender", first.stop, fail)
    assert caught.group_contains(ZeroDivisionError)
    assert await second.locks.acquire("sender")


async def test_who_loses_the_lock_stops_and_stands_by(office: OpenOffice) -> None:
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
async def test_when_the_server_ends_all_connections_one_leads_again(
    office: OpenOffice, database: str, postgres: Databases, kind: Kind
) -> None:
    first, second, at_work = await two(office)
    async with running(first, second):
        await until(lambda: len(at_work) == 1)
        before = at_work[0]
        postgres.terminate_backends(database)
        await until(lambda: at_work != [before])
        await until(lambda: len(at_work) == 1)
        assert [await leader.locks.is_held("sender") for leader in (first, second)].count(True) == 1
