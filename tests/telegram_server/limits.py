"""Telegram's rate limits on what a bot writes."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from math import ceil

from .errors import JsonDict, too_many_requests
from .state import World

COUNTED = re.compile(r"send(?!ChatAction)|copyMessage|editMessage")
TOLERANCE = 0.05
"""Of a second: what is sent a second apart may arrive a little closer."""


class Window:
    """At most `count` in any so many seconds."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=count)

    def wait(self, now: float) -> float:
        """Seconds until there is room."""
        is_full = len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._seconds - now) if is_full else 0.0

    def add(self, now: float) -> None:
        self._times.append(now)


class Limits:
    """30 messages a second in all, one a second into a chat, 20 a minute into a group.

    `speed` shortens the seconds, and the waiting times told, for tests in a hurry.
    """

    def __init__(
        self,
        speed: float = 1.0,
        tolerance: float = TOLERANCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self.too_many = 0
        self._speed = speed
        self._second, self._minute = (1 - tolerance) / speed, (60 - tolerance) / speed
        self._all = Window(30, self._second)
        self._chats: dict[int, Window] = {}
        self._groups: dict[int, Window] = {}

    def check(self, world: World, method: str, params: JsonDict) -> None:
        """Counts the call if there is room for it. Raises ApiError if not."""
        if not COUNTED.match(method):
            return
        now, windows = self._clock(), list(self._windows(world, params.get("chat_id")))
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            self.too_many += 1
            raise too_many_requests(ceil(wait * self._speed) / self._speed)
        for window in windows:
            window.add(now)

    def _windows(self, world: World, chat_id: object) -> Iterator[Window]:
        yield self._all
        chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            return
        yield self._chats.setdefault(chat.id, Window(1, self._second))
        if chat.type in ("group", "supergroup"):
            yield self._groups.setdefault(chat.id, Window(20, self._minute))
