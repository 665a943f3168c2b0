"""Keeps the worker, the delivery and the upkeep going until told to stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from bot.service.inbox.worker import Worker
from bot.service.leading import lead
from bot.service.office import Office
from bot.service.outbox.delivery import Delivery
from bot.service.ports import Channel
from bot.service.readiness import at_work, why_not_ready
from bot.service.timetable.upkeep import Upkeep
from bot.service.waiting import together, wait
from bot.store.errors import in_words

log = logging.getLogger(__name__)

IDLE = 0.2
"""Seconds between looks when nothing wakes us: another process may have saved an update."""
GATHER = 0.005
"""Seconds given to what comes at the same time, so that it shares a commit."""
PAUSE_AFTER_ERROR = 1.0
WATCH = 5.0
"""Seconds between signs of life, and between looks for the work of processes that are no more."""
STUCK = 60.0
"""Seconds without a step after which this process gives no more signs of life."""
DRAIN_SECONDS = 10.0
"""After `stop`, what waits is still handled and sent for so long."""

Step = Callable[[], Awaitable[bool]]


class Runner:
    """Runs one worker and one delivery; `wake` tells that updates were saved."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._worker = Worker(office)
        self._to_handle = asyncio.Event()
        self._bells = dict(_delivery(office, channel) for channel in office.channels)
        """By which each delivery is told that there is something to send."""
        self._upkeep = Upkeep(office)
        self._handled = asyncio.Event()
        """Set when the worker has ended: then only the rest is to be sent."""
        self._last_step = time.monotonic()

    def wake(self) -> None:
        self._to_handle.set()

    async def drain(self) -> None:
        """Handle and deliver everything that is due now."""
        while await self._worker.handle_some() or any([await self._deliver(d) for d in self._bells]):
            pass

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`, and then until what waits is handled and sent, for a few seconds at most."""
        self._handled.clear()
        await together(
            stop,
            self._handle(stop),
            lead(self._office.store.locks, "sender", self._handled, self._send_all),
            self._watch(),
        )

    async def _handle(self, stop: asyncio.Event) -> None:
        """Until `stop`; then the sender, which still has to send what came of it, is told."""
        try:
            if self._office.store.locks.one_worker:
                await lead(self._office.store.locks, "worker", stop, self._work)
            else:
                await self._work(stop)
        finally:
            self._handled.set()
            self._send_soon()

    async def _work(self, stop: asyncio.Event) -> None:
        """What dead processes had taken up comes first; then all that comes, until `stop`."""
        await self._attempt(self._free_dead)
        await self._attempt(self._upkeep.begin)
        worker = self._keep(self._handle_some, self._to_handle, stop)
        await together(stop, worker, self._see_to_others(stop))
        await self._until_drained(self._worker.handle_some)

    async def _handle_some(self) -> bool:
        busy = await self._worker.handle_some()
        if busy:
            self._send_soon()
        return busy

    async def _send_all(self, stop: asyncio.Event) -> None:
        await together(stop, *(self._send(delivery, stop) for delivery in self._bells))

    async def _send(self, delivery: Delivery, stop: asyncio.Event) -> None:
        """Until `stop`: on the program's end the rest is sent, on another's turn nothing new is begun."""
        while await self._attempt(delivery.begin) is None and not stop.is_set():
            await wait(stop, PAUSE_AFTER_ERROR)
        await self._keep(delivery.send_due, self._bells[delivery], stop)
        if self._handled.is_set():
            await self._until_drained(lambda: self._deliver(delivery))
        await self._attempt(delivery.finish)

    async def _deliver(self, delivery: Delivery) -> bool:
        return await delivery.send_due() or await delivery.settle()

    def _send_soon(self) -> None:
        for bell in self._bells.values():
            bell.set()

    async def _see_to_others(self, stop: asyncio.Event) -> None:
        """Jobs that are due, and now and then the work of processes that are no more."""
        while not stop.is_set():
            while await self._attempt(self._upkeep.do_next):
                pass
            await wait(stop, WATCH)
            await self._attempt(self._free_dead)

    async def _free_dead(self) -> bool:
        return any((await self._worker.free_dead(), await self._upkeep.free_dead()))

    async def _keep(self, step: Step, bell: asyncio.Event, stop: asyncio.Event) -> None:
        """The bell is silenced before each look, so that nothing is missed that came meanwhile."""
        while not stop.is_set():
            bell.clear()
            busy = await self._attempt(step)
            if busy is None:
                await wait(stop, PAUSE_AFTER_ERROR)
            elif not busy:
                await wait(bell, IDLE)
                await asyncio.sleep(GATHER)

    async def _until_drained(self, step: Step) -> None:
        deadline = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < deadline and await self._attempt(step):
            pass

    async def _attempt(self, step: Step) -> bool | None:
        """What the step says; None when it failed, which only delays it."""
        try:
            busy = await step()
        except Exception as error:
            log.error("%s; trying again", in_words(error))
            return None
        self._last_step = time.monotonic()
        return busy

    async def _watch(self) -> None:
        """Give signs of life; log when the bot becomes unready and when it is ready again."""
        was: str | None = None
        while not self._handled.is_set():
            now = await self._why_not_ready()
            if now != was:
                log.log(
                    logging.ERROR if now else logging.INFO, "not ready: %s" if now else "ready%s", now or ""
                )
            was = now
            await wait(self._handled, WATCH)

    async def _why_not_ready(self) -> str | None:
        store, clock = self._office.store, self._office.clock
        try:
            if time.monotonic() - self._last_step < STUCK:
                async with store.transaction() as tx:
                    await at_work(tx, clock())
            return await why_not_ready(store, clock())
        except Exception as error:
            return in_words(error)


def _delivery(office: Office, channel: Channel) -> tuple[Delivery, asyncio.Event]:
    bell = asyncio.Event()
    return Delivery(office, channel, bell.set), bell
