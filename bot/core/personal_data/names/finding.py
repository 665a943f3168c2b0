"""Where names of people stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.accounts import is_asked_about
from bot.core.personal_data.names.japanese import finding as in_japanese
from bot.core.personal_data.names.japanese.tokens import HAS_JAPANESE
from bot.core.personal_data.names.latin import finding as in_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")


def find(plain: str) -> Iterator[Span]:
    """Names in a folded text in which all that was found before is blanked with newlines; in order."""
    found = (*in_latin.find(plain), *_in_japanese(plain))
    yield from (span for span in _merged(found) if not is_asked_about(plain, *span))


def _in_japanese(plain: str) -> Iterator[Span]:
    if not HAS_JAPANESE.search(plain):
        return
    others = "\n" in plain.strip(" ")
    seen = dict[str, list["Span"]]()  # what is said line by line over and over is read once
    for line in _LINE.finditer(plain):
        text = line[0]
        if text not in seen:
            seen[text] = list(in_japanese.find(text, others)) if HAS_JAPANESE.search(text) else []
        yield from ((line.start() + start, line.start() + end) for start, end in seen[text])


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for start, end in sorted(spans):
        if current is None or start >= current[1]:
            if current:
                yield current
            current = start, end
        else:
            current = current[0], max(current[1], end)
    if current:
        yield current
