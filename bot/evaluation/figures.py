"""Shares and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.959964
"""Of a normal distribution 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    found: int
    of: int

    @classmethod
    def among(cls, answers: Iterable[bool]) -> Share:
        """The share of yes among yes and no."""
        known = list(answers)
        return cls(sum(known), len(known))

    @property
    def value(self) -> float:
        return self.found / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % (Wilson, 1927); everywhere when nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z * _Z / self.of
        middle = (self.value + spread / 2) / (1 + spread)
        half = math.sqrt(spread * self.value * (1 - self.value) + spread * spread / 4) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    def columns(self) -> tuple[str, str, str]:
        """The share, its interval and the counts, each as text."""
        if not self.of:
            return "-", "", "0/0"
        low, high = self.interval
        return f"{self.value:.1%}", f"{low:6.1%} - {high:6.1%}", f"{self.found}/{self.of}"
