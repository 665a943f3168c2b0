"""How often somebody may do something."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_MOST_KNOWN = 10_000
"""Of so many at once it is remembered what they did; a flood of new ones pushes out the oldest."""


class Rates:
    """At most `limit` times in `seconds`, each by its key; in the memory of this process."""

    def __init__(self, limit: int, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._seconds = seconds
        self._now = monotonic
        self._done: dict[str, deque[float]] = {}

    def allows(self, key: str) -> bool:
        """Whether this one may; counts it if so."""
        now = self._now()
        done = self._done.pop(key, None) or deque[float](maxlen=self._limit)
        self._done[key] = done  # the one heard of last stands last
        if len(self._done) > _MOST_KNOWN:
            del self._done[next(iter(self._done))]
        if len(done) == self._limit and now - done[0] < self._seconds:
            return False
        done.append(now)
        return True
