"""What differs between two spellings, character by character."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from bot.core.accounts.likeness.characters import is_hidden, visible
from bot.core.model import Evidence

_MOST = 3
"""More differences than these are told as two whole spellings."""


def differences(ours: str, theirs: str) -> tuple[Evidence, ...]:
    """Where `theirs` departs from `ours`, in its order; at most a few, else both spellings whole.

    Capital letters count only where they deceive: as "I" for "l".
    """
    hidden = tuple(dict.fromkeys(c for c in theirs if is_hidden(c)))
    found = [Evidence("hidden", theirs=c) for c in hidden]
    found += _edits(ours, _as_cased(ours, visible(theirs)))
    if len(found) > _MOST:
        return (Evidence("spelling", ours, theirs),)
    return tuple(found)


def _as_cased(ours: str, theirs: str) -> str:
    """`theirs` with the capitals of `ours` wherever only the case differs."""
    if len(ours) == len(theirs):
        return "".join(o if o.lower() == t.lower() else t for o, t in zip(ours, theirs, strict=True))
    cased = list(theirs)
    for code in Levenshtein.opcodes(ours.lower(), theirs.lower()):
        if code.tag == "equal":
            cased[code.dest_start : code.dest_end] = ours[code.src_start : code.src_end]
    return "".join(cased)


def _edits(ours: str, theirs: str) -> Iterator[Evidence]:
    """Runs of edits; two neighbours that changed places are told as one."""
    swap = _swapped(ours, theirs)
    if swap:
        yield Evidence("swapped", *swap)
        return
    for i1, i2, j1, j2 in _runs(ours, theirs):
        mine, other = ours[i1:i2], theirs[j1:j2]
        yield Evidence("replaced" if mine and other else "added" if other else "missing", mine, other)


def _runs(ours: str, theirs: str) -> list[tuple[int, int, int, int]]:
    """What differs in one place is one difference: "m" for "rn", not an "r" more and an "n" for "m"."""
    runs: list[tuple[int, int, int, int]] = []
    for code in Levenshtein.opcodes(ours, theirs):
        if code.tag == "equal":
            continue
        start = (code.src_start, code.dest_start)
        if runs and (runs[-1][1], runs[-1][3]) == start:
            i1, _, j1, _ = runs.pop()
            start = (i1, j1)
        runs.append((start[0], code.src_end, start[1], code.dest_end))
    return runs


def _swapped(ours: str, theirs: str) -> tuple[str, str] | None:
    if len(ours) != len(theirs):
        return None
    apart = [i for i, (o, t) in enumerate(zip(ours, theirs, strict=True)) if o != t]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return None
    i = apart[0]
    pair, turned = ours[i : i + 2], theirs[i : i + 2]
    return (pair, turned) if pair == turned[::-1] else None
