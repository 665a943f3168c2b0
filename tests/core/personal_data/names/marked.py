"""Texts in which 【】 stand around the names, and whether they are found."""

from __future__ import annotations

from bot.core.personal_data.folding import folded
from bot.core.personal_data.names.finding import find

Span = tuple[int, int]


def unmarked(text: str) -> tuple[str, list[Span]]:
    """The text without the brackets, folded, and where the names in them stand."""
    plain, spans, start = "", list[Span](), 0
    for character in text:
        if character == "【":
            start = len(plain)
        elif character == "】":
            spans.append((start, len(plain)))
        else:
            plain += character
    return folded(plain), spans


def left_clear(text: str) -> list[str]:
    """Of the marked names those of which less than nine tenths is found."""
    plain, names = unmarked(text)
    found = list(find(plain))
    return [plain[start:end] for start, end in names if _covered(found, start, end) < 0.9 * (end - start)]


def touched(text: str) -> list[str]:
    """What is found, but stands for no marked name."""
    plain, names = unmarked(text)
    apart = (s for s in find(plain) if not any(s[0] < end and start < s[1] for start, end in names))
    return [plain[start:end] for start, end in apart]


def _covered(found: list[Span], start: int, end: int) -> int:
    return sum(max(0, min(end, e) - max(start, s)) for s, e in found)
