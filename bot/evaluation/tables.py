"""Columns that line up in a terminal, where a Japanese character is two wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Lines with the cells below each other; those of the columns in `right` end together."""
    columns = max(map(len, rows), default=0)
    widths = [max(width(row[n]) for row in rows if n < len(row)) for n in range(columns)]
    return ["  ".join(_padded(c, widths[n], n in right) for n, c in enumerate(row)).rstrip() for row in rows]


def _padded(cell: str, to: int, right: bool) -> str:
    space = " " * (to - width(cell))
    return space + cell if right else cell + space


def one_line(text: str, longest: int) -> str:
    """A text on one line, cut where it is too long."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
