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

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is None or fn == self._connection.commit or BEGIN in args:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # the driver's
        return fn(*args, **kwargs)
