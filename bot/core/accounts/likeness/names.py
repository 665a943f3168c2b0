"""Whether the name of an account imitates the organisation's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein, Opcode

from bot.core.accounts.likeness.affixes import looks_like_affixes, only_affixes
from bot.core.accounts.likeness.characters import distance, same_look, skeleton, visible
from bot.core.accounts.likeness.differences import differences
from bot.core.accounts.likeness.strength import Likeness, Strength
from bot.core.model import Evidence

_FORM = re.compile(
    r"(?:一般|公益)?(?:社団|財団)法人|特定非営利活動法人|NPO法人|株式会社|"
    r",? ?(?:General|Public Interest) Incorporated (?:Association|Foundation)|,? (?:Inc|Ltd)\.?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s\W_]+")
_FEW = 4
_LONG = 7
"""Characters of a name from which on another kanji in it is more likely an imitation than another body."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name without case, width, spaces, and its words where it has any."""

    plain: str
    words: tuple[str, ...]

    @property
    def is_japanese(self) -> bool:
        return not self.plain.isascii()


def is_same_name(ours: str, theirs: str) -> bool:
    """Whether somebody wrote our very name: case, width and spacing aside."""
    return plain_name(ours) == plain_name(theirs)


def name_likeness(ours: str, theirs: str) -> Likeness | None:
    """How a name that is not ours resembles `ours`, with or without the legal form both bear."""
    mine, other = _read(ours), _read(theirs)
    if len(mine.plain) < _FEW or not other.plain:
        return None
    bare = _read(_FORM.sub(" ", ours)), _read(_FORM.sub(" ", visible(theirs)))
    return _likeness(ours, theirs, mine, other) or _likeness(ours, theirs, *bare)


def _likeness(ours: str, theirs: str, mine: _Name, other: _Name) -> Likeness | None:
    if not other.plain:
        return None
    if same_look(mine.plain, other.plain):
        return _lookalike(ours, *(differences(ours, theirs) or (Evidence("spelling", ours, theirs),)))
    return _affixed(ours, mine, other) or _misspelt(ours, theirs, mine, other)


def _affixed(ours: str, mine: _Name, other: _Name) -> Likeness | None:
    """Our name, or its double, with affixes around it: "公式／…", "… Support"."""
    if mine.plain in other.plain:
        rest = other.plain.replace(mine.plain, " ", 1).strip()
        return _lookalike(ours, Evidence("affix", ours, rest)) if only_affixes(rest) else None
    before, found, after = skeleton(other.plain).partition(skeleton(mine.plain))
    if not found or not (looks_like_affixes(before) and looks_like_affixes(after)):
        return None
    return _lookalike(ours, Evidence("spelling", ours, other.plain))


def _misspelt(ours: str, theirs: str, mine: _Name, other: _Name) -> Likeness | None:
    if len(mine.words) > 1 and not mine.is_japanese:
        return _words_changed(ours, theirs, mine.words, other.words)
    return _characters_changed(ours, theirs, mine.plain, other.plain)


def _without_affixes(mine: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in other if w in mine or not only_affixes(w))


def _words_changed(ours: str, theirs: str, mine: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """The same words in another order, or a letter or an ending changed in a word or two."""
    if sorted(mine) == sorted(other):
        return _lookalike(ours, Evidence("order", ours, theirs))
    if sorted(map(skeleton, mine)) == sorted(map(skeleton, other)):
        return _lookalike(ours, *differences(ours, theirs))
    other = other if len(mine) == len(other) else _without_affixes(mine, other)
    if len(mine) != len(other):
        joined, apart = "".join(mine), "".join(other)
        near = abs(len(mine) - len(other)) == 1 and distance(joined, apart, 1) <= 1
        return _lookalike(ours, *differences(ours, theirs)) if near else None
    changed = [(m, o) for m, o in zip(mine, other, strict=True) if skeleton(m) != skeleton(o)]
    if len(changed) > 2 or len(changed) == len(mine) or not all(_same_word(m, o) for m, o in changed):
        return None
    return _lookalike(ours, *differences(ours, theirs))


def _same_word(mine: str, other: str) -> bool:
    """Whether one is the other misspelt, or another form of it: "print", "printing"."""
    if max(len(mine), len(other)) < _FEW:  # "of", "for"
        return True
    slips = 1 if len(mine) < 8 else 2
    if len(mine) >= _FEW and distance(mine, other, slips) <= slips:
        return True
    stem = next(
        (i for i, (m, o) in enumerate(zip(mine, other, strict=False)) if m != o), min(len(mine), len(other))
    )
    return stem >= _FEW and max(len(mine), len(other)) - stem <= 3 and min(len(mine), len(other)) - stem <= 2


def _characters_changed(ours: str, theirs: str, mine: str, other: str) -> Likeness | None:
    """One character more or less, or two that changed places. In a short name another kanji makes another."""
    looks = skeleton(mine), skeleton(other)
    if distance(mine, other, 1) > 1:
        return None
    edits = min(Levenshtein.opcodes(*looks), Levenshtein.opcodes(mine, other), key=_changes)
    replaced = [code.tag for code in edits if code.tag != "equal"] == ["replace"]
    if replaced and len(mine) < _LONG:
        return None
    counts = Counter(mine), Counter(other)
    changed = (counts[0] - counts[1]) + (counts[1] - counts[0])
    strength: Strength = "similar" if replaced or any(map(_is_kanji, changed)) else "lookalike"
    return Likeness(strength, ours, differences(ours, theirs) or (Evidence("spelling", ours, theirs),))


def _changes(codes: Iterable[Opcode]) -> int:
    return sum(code.tag != "equal" for code in codes)


def _is_kanji(char: str) -> bool:
    return "CJK" in unicodedata.name(char, "")


def _lookalike(ours: str, *evidence: Evidence) -> Likeness:
    return Likeness("lookalike", ours, evidence)


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """A name without case, width and, where it is Japanese, spaces: equal for the very same name."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    return re.sub(r"\s+", " " if folded.isascii() else "", folded)


@lru_cache(maxsize=8192)
def _read(name: str) -> _Name:
    folded = unicodedata.normalize("NFKC", visible(name)).casefold()
    words = tuple(_BETWEEN.sub(" ", folded).split())
    return _Name("".join(words), words)
