"""Work that only one process may do at a time: whoever holds the lock does it, the others stand by."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.service.waiting import wait
from bot.store.errors import in_words
from bot.store.locks import Locks

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between looks at the lock, ours or another's."""


async def lead(
    locks: Locks, name: str, stop: asyncio.Event, work: Callable[[asyncio.Event], Awaitable[None]]
) -> None:
    """Do the work whenever we hold the lock, until `stop`.

    `work` runs until the event it is given is set: because of `stop`, or because the lock is lost.
    """
    while not stop.is_set():
        if await _acquired(locks, name):
            log.info("this process is the %s", name)
            try:
                await _work(locks, name, stop, work)
            finally:
                await _release(locks, name)
        else:
            await wait(stop, LOOK)


async def _work(
    locks: Locks, name: str, stop: asyncio.Event, work: Callable[[asyncio.Event], Awaitable[None]]
) -> None:
    over = asyncio.Event()
    watch = asyncio.create_task(_watch(locks, name, stop, over))
    try:
        await work(over)
    finally:
        over.set()
        await watch


async def _watch(locks: Locks, name: str, stop: asyncio.Event, over: asyncio.Event) -> None:
    while not stop.is_set() and not over.is_set():
        if not await _is_held(locks, name):
            log.warning("the database no longer knows this process as the %s", name)
            break
        await wait(stop, LOOK)
    over.set()


async def _acquired(locks: Locks, name: str) -> bool:
    try:
        return await locks.acquire(name)
    except Exception as error:
        log.warning("cannot become the %s: %s", name, in_words(error))
        return False


async def _is_held(locks: Locks, name: str) -> bool:
    try:
        return await locks.is_held(name)
    except Exception:
        return False


async def _release(locks: Locks, name: str) -> None:
    try:
        await locks.release(name)
    except Exception as error:
        log.warning("the lock of the %s ends with its connection: %s", name, in_words(error))
