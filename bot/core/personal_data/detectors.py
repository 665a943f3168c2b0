"""Detectors of single kinds one after the other, so that no place is found twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.core.personal_data.blanks import BLANK, without
from bot.core.personal_data.spans import Kind, Span

Look = Callable[[str], Iterable[tuple[int, int]]]
Detectors = tuple[tuple[Kind, Look], ...]


def look_in_turn(detectors: Detectors, text: str) -> tuple[list[Span], str]:
    """What each finds where those before it found nothing, and the text with all that blanked.

    Of two places of one kind that overlap the first wins, and of two that begin together the longer one.
    """
    found: list[Span] = []
    for kind, look in detectors:
        places = list(_apart(text, look(text)))
        text = without(text, places)
        found += (Span(start, end, kind) for start, end in places)
    return found, text


def _apart(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if done <= start < end and BLANK not in text[start:end]:
            yield start, end
            done = end
