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

_LONGEST = 1000
"""Characters of a line that are read together; of a longer one each sentence by itself."""
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(rf"[^。]{{1,{_LONGEST}}}(?:。+|\Z|[、 ])|[^。]{{1,{_LONGEST}}}")


def find(plain: str) -> Iterator[Span]:
    """Names in a folded text in which all that was found before is blanked with newlines; in order."""
    found = (*in_latin.find(plain), *_in_japanese(plain))
    yield from (span for span in _merged(found) if not is_asked_about(plain, *span))


def _in_japanese(plain: str) -> Iterator[Span]:
    if not HAS_JAPANESE.search(plain):
        return
    others = "\n" in plain.strip(" ")
    seen = dict[str, list["Span"]]()  # what is said over and over is read once
    for at, text in _pieces(plain):
        if text not in seen:
            seen[text] = list(in_japanese.find(text, others)) if HAS_JAPANESE.search(text) else []
        yield from ((at + start, at + end) for start, end in seen[text])


def _pieces(plain: str) -> Iterator[tuple[int, str]]:
    for line in _LINE.finditer(plain):
        if len(line[0]) <= _LONGEST:
            yield line.start(), line[0]
        else:
            yield from ((line.start() + one.start(), one[0]) for one in _SENTENCE.finditer(line[0]))


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
