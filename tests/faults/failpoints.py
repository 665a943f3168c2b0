"""Where a process can be killed: right before, inside and right after each step that must not be lost.

The points are put around the program's own functions in the process that is to die; the program knows nothing
of them.
"""

from __future__ import annotations

import functools
import inspect
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Literal

from bot.channels.telegram.channel import TelegramChannel
from bot.service.inbox.intake import Intake
from bot.service.inbox.worker import Worker
from bot.service.outbox import outcomes
from bot.service.outbox.delivery import Delivery
from bot.service.timetable.upkeep import Upkeep
from bot.store import inbox, jobs


@dataclass(frozen=True)
class Point:
    """Before or after a function runs."""

    owner: Any
    function: str
    when: Literal["before", "after"]


POINTS: Final = {
    "intake: written, not committed": Point(inbox, "add", "after"),
    "intake: committed, not acknowledged": Point(Intake, "_commit", "after"),
    "worker: taken up": Point(Worker, "_prepare", "before"),
    "worker: handled, not committed": Point(inbox, "done", "after"),
    "worker: committed": Point(Worker, "_handle", "after"),
    "sender: taken up": Point(Delivery, "_send", "before"),
    "sender: about to send": Point(TelegramChannel, "deliver", "before"),
    "sender: sent, not noted": Point(TelegramChannel, "deliver", "after"),
    "sender: noted, not committed": Point(outcomes, "note", "after"),
    "sender: noted": Point(Delivery, "_note_and_claim", "after"),
    "upkeep: taken up": Point(Upkeep, "_do", "before"),
    "upkeep: done, not committed": Point(jobs, "done", "after"),
}


def kill_at(name: str, passing: int) -> None:
    """Have this process killed when it passes a point for the n-th time (counted from 1)."""
    point = POINTS[name]
    function = getattr(point.owner, point.function)
    setattr(point.owner, point.function, _deadly(function, point.when, count(1), passing))


def _deadly(
    function: Callable[..., Any], when: Literal["before", "after"], passed: count[int], passing: int
) -> Callable[..., Any]:
    def pass_by() -> None:
        if next(passed) == passing:
            os.kill(os.getpid(), signal.SIGKILL)

    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            pass_by()
        result = function(*args, **kwargs)
        if when == "after":
            pass_by()
        return result

    @functools.wraps(function)
    async def waiting(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            pass_by()
        result = await function(*args, **kwargs)
        if when == "after":
            pass_by()
        return result

    return waiting if inspect.iscoroutinefunction(function) else plain
