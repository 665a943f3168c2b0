"""The queue of updates the bot has not confirmed yet, and the signal that something happened."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

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
        deadline = time.monotonic() + seconds
        while not (found := look()):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(self._event.wait(), left)
        return found


@dataclass
class _Pending:
    update: JsonDict
    numbered_by_test: bool
    delivered: bool = False

    def is_confirmed_by(self, offset: int) -> bool:
        """A test may repeat an old id: such an update is delivered once whatever the offset."""
        waits = self.numbered_by_test and not self.delivered
        return self.update["update_id"] < offset and not waits


class UpdateQueue:
    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self._pending: list[_Pending] = []
        self._next_id = 1000
        self._allowed: list[str] = []

    def __len__(self) -> int:
        return len(self._pending)

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
        self._pending.append(_Pending({**update, "update_id": update_id}, "update_id" in update))
        self._changed.fire()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forgets the updates below the offset."""
        self._pending = [waiting for waiting in self._pending if not waiting.is_confirmed_by(offset)]

    def take(self, limit: int) -> list[JsonDict]:
        """The oldest unconfirmed updates; they stay queued until confirmed."""
        taken = self._pending[:limit]
        for waiting in taken:
            waiting.delivered = True
        return [waiting.update for waiting in taken]

    def clear(self) -> None:
        self._pending.clear()
