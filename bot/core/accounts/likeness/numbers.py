"""Whether a number or an opaque id is nearly one of ours."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.core.accounts.likeness.differences import differences
from bot.core.accounts.likeness.strength import Likeness
from bot.core.model import Evidence

_LONG_ENOUGH = 8
_NEAR = 2


def number_likeness(ours: str, theirs: str) -> Likeness | None:
    """How an id that is not ours nearly is; short ids are near each other by chance."""
    near = _NEAR if len(ours) > 2 * _LONG_ENOUGH - 2 else 1
    if len(ours) < _LONG_ENOUGH or OSA.distance(ours, theirs, score_cutoff=near) > near:
        return None
    told = differences(ours, theirs)
    return Likeness("lookalike", ours, told if told else (Evidence("spelling", ours, theirs),))
