"""Waiting for an event, but not for ever; and for parts that end together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable


async def wait(event: asyncio.Event, seconds: float) -> None:
    """Until the event or for so many seconds, whichever ends first."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


async def together(stop: asyncio.Event, *parts: Awaitable[None]) -> None:
    """Run parts that end with `stop`; one that fails stops the others, and its error is raised at the end.

    A task group would cancel them, wherever in the database they are.
    """

    async def guarded(part: Awaitable[None]) -> None:
        try:
            await part
        except BaseException:
            stop.set()
            raise

    ended = await asyncio.gather(*map(guarded, parts), return_exceptions=True)
    for error in ended:
        if error is not None:
            raise error
