"""The queue of updates the bot has not confirmed yet, and the signal that something happened."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, takewhile
from typing import TypeVar

from .distortion import Distortion
from .errors import JsonDict

Found = TypeVar("Found")

SENT_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Signal:
    """Wakes everyone who waits for a condition, each time something happened."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def first(self, look: Callable[[], Found], seconds: float) -> Found:
        """The first truthy value of `look`, or whatever it says when the time is up."""
        if found := look():
            return found
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not found:
                    await self._event.wait()
                    found = look()
        return found or look()


@dataclass(slots=True, eq=False)
class Pending:
    """An update that waits; `place` is its own in the queue, unlike an id a test repeats."""

    place: int
    update: JsonDict
    numbered_by_test: bool
    delivered: bool = False

    @property
    def update_id(self) -> int:
        update_id: int = self.update["update_id"]
        return update_id

    def is_confirmed_by(self, offset: int) -> bool:
        """A test may repeat an old id: such an update is delivered once whatever the offset."""
        waits = self.numbered_by_test and not self.delivered
        return self.update_id < offset and not waits


class UpdateQueue:
    """`on_arrival`, if set, is called with every update as it is queued."""

    def __init__(self, changed: Signal) -> None:
        self.distortion = Distortion()
        self.on_arrival: Callable[[Pending], None] | None = None
        self._changed = changed
        self._pending: OrderedDict[int, Pending] = OrderedDict()  # gives up its oldest in constant time
        self._places = count()
        self._next_id = 1000
        self._allowed: list[str] = []

    def __len__(self) -> int:
        return len(self._pending)

    def pending(self) -> list[Pending]:
        return list(self._pending.values())

    def allow(self, kinds: list[str] | None) -> None:
        """Which kinds arrive from now on; an empty list means the default, None the last choice."""
        if kinds is not None:
            self._allowed = kinds

    def add(self, kind: str, payload: JsonDict) -> None:
        """Queues an update, unless the bot did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in SENT_ONLY_WHEN_ASKED
        if wanted:
            self.add_raw({kind: payload})

    def add_raw(self, update: JsonDict) -> int:
        """Queues any dict, keeping its update_id if it has one; returns the id."""
        update_id: int = update.get("update_id", self._next_id)
        self._next_id = max(self._next_id, update_id + 1)
        waiting = Pending(next(self._places), {**update, "update_id": update_id}, "update_id" in update)
        self._pending[waiting.place] = waiting
        if self.on_arrival:
            self.on_arrival(waiting)
        self._changed.fire()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forgets the updates below the offset."""
        # The server's own ids rise, so nothing behind the first undelivered one at the offset is confirmed.
        reached = takewhile(lambda one: one.delivered or one.update_id < offset, self._pending.values())
        for waiting in [one for one in reached if one.is_confirmed_by(offset)]:
            self.remove(waiting)

    def take(self, limit: int) -> list[JsonDict]:
        """The oldest unconfirmed updates; they stay queued until confirmed."""
        taken: list[JsonDict] = []
        for waiting in self._pending.values():
            if len(taken) >= limit:
                break
            waiting.delivered = True
            taken += [waiting.update] * self.distortion.copies()
        return self.distortion.reorder(taken[:limit])

    def remove(self, waiting: Pending) -> None:
        self._pending.pop(waiting.place, None)

    def clear(self) -> None:
        self._pending.clear()
