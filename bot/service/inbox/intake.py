"""Raw updates into the inbox, before they are acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.errors import StoreError
from bot.service.ports import Clock
from bot.store import inbox
from bot.store.engine import Store
from bot.store.errors import in_words
from bot.store.inbox import Update


@dataclass
class _Batch:
    """Updates that share a commit."""

    updates: list[Update] = field(default_factory=list)
    begun: bool = False
    failure: str | None = "not committed"


class Intake:
    """Keeps updates of one channel; those that come while another commit is under way share the next one."""

    def __init__(
        self, store: Store, channel: str, clock: Clock, then: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock
        self._then = then
        self._next = _Batch()
        self._turn = asyncio.Lock()

    async def save(self, updates: Iterable[Update]) -> None:
        """Return once the updates are committed; what came before is not kept twice.

        StoreError, which says why, when they could not be.
        """
        batch = self._next
        batch.updates.extend(updates)
        async with self._turn:
            if not batch.begun:
                await self._commit(batch)
        if batch.failure:
            raise StoreError(batch.failure)
        self._then()

    async def _commit(self, batch: _Batch) -> None:
        self._next, batch.begun = _Batch(), True
        try:
            async with self._store.transaction() as tx:
                await inbox.add(tx, self._channel, batch.updates, self._clock())
        except Exception as error:
            batch.failure = in_words(error)
        else:
            batch.failure = None
