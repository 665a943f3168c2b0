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

_LINE = re.compile(r"[^\n]+")


def find(plain: str) -> Iterator[tuple[int, int]]:
    """Names in a folded text in which all that was found before is blanked with newlines; in order."""
    found = list(in_latin.find(plain))
    lines = [line for line in _LINE.finditer(plain) if not line[0].isspace()]
    for line in lines:
        if HAS_JAPANESE.search(line[0]):
            found += in_japanese.find(line[0], line.start(), others=len(lines) > 1)
    yield from (span for span in _merged(found) if not is_asked_about(plain, *span))


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current is None or start >= current[1]:
            if current:
                yield current
            current = start, end
        else:
            current = current[0], max(current[1], end)
    if current:
        yield current
