"""SQLite's statements run where they are asked for: to hand one to a thread costs more than the statement.

What may wait still goes to aiosqlite's thread: for another process's transaction, and for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import aiosqlite

BEGIN: Final = "BEGIN IMMEDIATE"


class InPlaceConnection(aiosqlite.Connection):
    """Of a message's dozens of calls to the driver two are handed over instead of all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._handed_over = self._done = 0  # each is counted in one thread only

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        may_wait = self._connection is None or fn == self._connection.commit or BEGIN in args
        # who is cancelled goes on while the thread is still busy: what they ask for next stands in line
        if may_wait or self._handed_over > self._done:
            self._handed_over += 1
            return await super()._execute(self._in_thread, fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)

    def _in_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        finally:
            self._done += 1
