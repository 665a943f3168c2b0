"""One character for one character: what has been read already is blanked, and offsets stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANK = "\0"
"""Parts what stood on either side; no pattern of personal data crosses it."""


def blank(match: re.Match[str]) -> str:
    """For `re.sub`: as many blanks as characters were matched."""
    return BLANK * len(match[0])


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these parts blanked; they come in order and do not overlap."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], BLANK * (end - start)]
        done = end
    return "".join([*parts, text[done:]])
