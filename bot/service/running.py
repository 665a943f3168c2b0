"""Keeps the worker and the delivery going until told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.errors import MadoguchiError
from bot.service.delivery import Delivery
from bot.service.office import Office
from bot.service.readiness import why_not_ready
from bot.service.worker import Worker

log = logging.getLogger(__name__)

IDLE = 0.5
"""Seconds between looks when nothing wakes us: a delayed message may have become due."""
PAUSE_AFTER_ERROR = 5.0


class Runner:
    """Runs one worker and one delivery; `wake` tells them that there is something to do."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._worker = Worker(office)
        self._delivery = Delivery(office)
        self._bells = (asyncio.Event(), asyncio.Event())

    def wake(self) -> None:
        for bell in self._bells:
            bell.set()

    async def drain(self) -> None:
        """Handle and deliver everything that is due now."""
        while await self._worker.handle_next() or await self._delivery.send_due():
            pass

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is under way then is finished, the rest waits in the store."""
        async with asyncio.TaskGroup() as tasks:
            for step, bell in zip(
                (self._worker.handle_next, self._delivery.send_due), self._bells, strict=True
            ):
                tasks.create_task(self._keep(step, bell, stop))
            tasks.create_task(self._watch(stop))
            await stop.wait()
            self.wake()

    async def _keep(
        self, step: Callable[[], Awaitable[bool]], bell: asyncio.Event, stop: asyncio.Event
    ) -> None:
        """Each loop has a bell of its own, silenced before it looks: so none misses what came meanwhile."""
        while not stop.is_set():
            bell.clear()
            try:
                busy = await step()
            except Exception as error:
                log.error("%s; trying again in %g s", _in_words(error), PAUSE_AFTER_ERROR)
                await _wait(stop, PAUSE_AFTER_ERROR)
            else:
                if busy:
                    self.wake()
                else:
                    await _wait(bell, IDLE)

    async def _why_not_ready(self) -> str | None:
        try:
            return await why_not_ready(self._office.store)
        except Exception as error:
            return f"the database does not answer ({_in_words(error)})"

    async def _watch(self, stop: asyncio.Event) -> None:
        """Log when the bot becomes unready and when it is ready again."""
        was: str | None = None
        while not stop.is_set():
            now = await self._why_not_ready()
            if now != was:
                log.log(
                    logging.ERROR if now else logging.INFO, "not ready: %s" if now else "ready%s", now or ""
                )
            was = now
            await _wait(stop, PAUSE_AFTER_ERROR)


def _in_words(error: Exception) -> str:
    """An error of ours says what to do; another one's message may quote what a person wrote."""
    return str(error) if isinstance(error, MadoguchiError) else type(error).__name__


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
