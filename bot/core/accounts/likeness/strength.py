"""A likeness that was found, and how much of a proof it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.core.model import Evidence

Strength = Literal["lookalike", "similar"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`like` is the official spelling that is resembled; the evidence says how the other differs."""

    strength: Strength
    like: str
    evidence: tuple[Evidence, ...]


def strongest(found: Iterable[Likeness | None]) -> Likeness | None:
    """The strongest of these, of equals the one with least to explain, then the first."""
    sure = [likeness for likeness in found if likeness is not None]
    return min(sure, key=lambda found: (found.strength != "lookalike", len(found.evidence)), default=None)
