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
    return min((likeness for likeness in found if likeness is not None), key=_to_explain, default=None)


def _to_explain(likeness: Likeness) -> tuple[bool, int]:
    """What is told by single letters is clearer than what takes two whole spellings."""
    wholes = sum(evidence.kind == "spelling" for evidence in likeness.evidence)
    return likeness.strength != "lookalike", len(likeness.evidence) + 2 * wholes
