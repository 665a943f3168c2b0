"""CPU seconds that do not depend on how fast the machine is at the moment: shared ones change by half."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

_LINE = re.compile(r"(?:[a-z]+ )+[0-9]{2,4}-[0-9]{4}")
_TEXT = "the quick brown fox jumps over the lazy dog 03-3373-9576 " * 20
_USUAL = 0.00006
"""What the yardstick takes on the machine for which the bounds in tests were set."""


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least of some runs; where the machine is slow, what it would be at its usual speed."""
    least = float("inf")
    for _ in range(times):
        before = _yardstick()
        taken = _timed(work)
        slowness = max(1.0, min(before, _yardstick()) / _USUAL)
        least = min(least, taken / slowness)
    return least


def _yardstick() -> float:
    """Some of what the bot does most: patterns, strings and dicts."""
    return min(_timed(_something) for _ in range(3))


def _something() -> None:
    counts: dict[str, int] = {}
    for found in _LINE.finditer(_TEXT):
        for word in found[0].split():
            counts[word] = counts.get(word, 0) + 1


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
