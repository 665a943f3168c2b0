"""Whether a handle imitates one of ours, or carries our abbreviation like one of ours."""

from __future__ import annotations

import re

from bot.core.accounts.likeness.affixes import GENERIC, looks_like_affixes, only_affixes, tokens, with_affixes
from bot.core.accounts.likeness.characters import contains_look, distance, same_look, skeleton, squeezed
from bot.core.accounts.likeness.differences import differences
from bot.core.accounts.likeness.strength import Likeness, Strength
from bot.core.model import Evidence

_SHORT = 6
"""Handles shorter than this (letters and digits) are easily alike by chance."""
_SHORT_ABBREVIATION = 4
_SEPARATORS = re.compile(r"[\W_]+")


def handle_likeness(ours: str, theirs: str) -> Likeness | None:
    """How `theirs`, which is not ours, resembles `ours`; both as people write them, without "@"."""
    mine, other = squeezed(ours), squeezed(theirs)
    if not mine or not other:
        return None
    if mine == other:
        return _separated(ours, theirs)
    if same_look(ours, theirs):
        return _lookalike(ours, *differences(ours, theirs))
    return _reordered(ours, theirs) or _affixed(ours, theirs) or _misspelt(ours, theirs)


def abbreviation_likeness(abbreviation: str, theirs: str) -> Likeness | None:
    """Whether a handle is our abbreviation with nothing but affixes around it: "isj_official_jp"."""
    parts = [part for part in _SEPARATORS.split(theirs) if part]
    own = next((part for part in parts if with_affixes(abbreviation, part)), None)
    if own is None or not only_affixes(" ".join(part for part in parts if part != own)):
        return None
    strength: Strength = "lookalike" if len(abbreviation) >= _SHORT_ABBREVIATION else "similar"
    return Likeness(strength, abbreviation, (Evidence("abbreviation", abbreviation, theirs),))


def _separated(ours: str, theirs: str) -> Likeness:
    """The same letters: separators moved, or hidden characters among them."""
    if ours.lower() == theirs.lower():
        return _lookalike(ours)
    evidence = differences(ours, theirs)
    if any(e.kind == "hidden" for e in evidence):
        return _lookalike(ours, *evidence)
    return _lookalike(ours, Evidence("separators", ours, theirs))


def _reordered(ours: str, theirs: str) -> Likeness | None:
    """The same parts in another order, also where no separator shows them."""
    words = sorted(map(skeleton, tokens(ours)))
    same_words = len(words) > 1 and words == sorted(map(skeleton, tokens(theirs)))
    if same_words or any(_turned(read(ours), read(theirs)) for read in (squeezed, skeleton)):
        return _lookalike(ours, Evidence("order", ours, theirs))
    return None


def _turned(ours: str, theirs: str) -> bool:
    """Whether the end was put before the beginning."""
    return len(ours) == len(theirs) >= _SHORT - 1 and theirs in ours + ours


def _affixed(ours: str, theirs: str) -> Likeness | None:
    """The whole of ours inside theirs."""
    mine = skeleton(ours)
    if not contains_look(theirs, ours) or len(squeezed(theirs)) == len(squeezed(ours)) + 1:
        return None  # one letter more is a slip of the pen, real or feigned
    start = squeezed(theirs).find(squeezed(ours))
    if start >= 0:
        rest = squeezed(theirs).replace(squeezed(ours), " ", 1).strip()
        evidence = (Evidence("affix", ours, _added(ours, theirs) or rest),)
    else:
        evidence = (Evidence("spelling", ours, theirs),)
    if len(mine) >= _SHORT:
        before, _, after = squeezed(theirs).partition(squeezed(ours))
        around = only_affixes(f"{before} {after}") or all(map(looks_like_affixes, _around(ours, theirs)))
        return Likeness("lookalike" if around else "similar", ours, evidence)
    words = tokens(theirs)
    bounded = any(skeleton(w) == mine for w in words) or squeezed(ours) in words
    if bounded and only_affixes(theirs.lower().replace(ours.lower(), " ")):
        doubtful: Strength = "similar" if len(mine) < _SHORT_ABBREVIATION else "lookalike"
        return Likeness(doubtful, ours, evidence)
    return None


def _around(ours: str, theirs: str) -> tuple[str, str]:
    """What a skeleton has before and after ours; where it is not in it, letters that are no affix."""
    before, found, after = skeleton(theirs).partition(skeleton(ours))
    return (before, after) if found else ("?", "?")


def _added(ours: str, theirs: str) -> str:
    """What stands around ours in theirs, as written."""
    at = theirs.lower().find(ours.lower())
    if at < 0:
        return ""
    before, after = theirs[:at], theirs[at + len(ours) :]
    return " … ".join(part for part in (before, after) if part)


def _misspelt(ours: str, theirs: str) -> Likeness | None:
    """A few letters changed: the longer the name, the more. What both have in common must tell something."""
    mine, other = _distinctive(ours, theirs)
    allowed = _allowed(len(mine))
    if not allowed or distance(mine, other, allowed) > allowed:
        return None
    strength: Strength = "lookalike" if len(mine) >= _SHORT else "similar"
    return Likeness(strength, ours, differences(ours, theirs))


def _allowed(length: int) -> int:
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 16 else 3


def _distinctive(ours: str, theirs: str) -> tuple[str, str]:
    """Both without separators, and without the affixes they share as words: "tlsj", "spsj" of "…_news"."""
    mine, other = tokens(ours), tokens(theirs)
    shared = {word for word in mine if word in other and (word in GENERIC or word.isdecimal())}
    if not shared or shared.issuperset(mine):
        return squeezed(ours), squeezed(theirs)
    return "".join(w for w in mine if w not in shared), "".join(w for w in other if w not in shared)


def _lookalike(ours: str, *evidence: Evidence) -> Likeness:
    return Likeness("lookalike", ours, evidence)
