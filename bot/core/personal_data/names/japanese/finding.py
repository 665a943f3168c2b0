"""Names of people in one line of Japanese."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.announced import addressed, alone, introduced, labelled
from bot.core.personal_data.names.japanese.anywhere import full_names
from bot.core.personal_data.names.japanese.tokens import PEOPLE, tokens
from bot.core.personal_data.names.spelling import japanese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line

    Span = tuple[int, int]

_start = attrgetter("start")


def find(text: str, offset: int, others: bool) -> Iterator[Span]:
    """Where names stand in a line that begins at `offset`, which is added; spans may overlap.

    `others` says whether the message has other lines.
    """
    line = tokens(text, offset)
    names = [
        *full_names(line),
        *addressed(line),
        *introduced(line, text, offset),
        *labelled(line, text, offset),
        *alone(line, others),
    ]
    for name in names:
        start, end = name[0].start, name[-1].end
        yield start, end
        if reading := cues.READING.match(text, end - offset):
            yield offset + reading.start(1), offset + reading.end(1)
    for match in cues.KANA_LABEL.finditer(text):
        yield offset + match.start(1), offset + match.end(1)
    yield from _foreign(line, text, offset)


def _foreign(line: Line, text: str, offset: int) -> Iterator[Span]:
    usual = japanese(text)
    for match in cues.FOREIGN.finditer(usual):
        start, end = offset + match.start(), offset + match.end()
        within = line[bisect_left(line, start, key=_start) : bisect_left(line, end, key=_start)]
        known = any(word.tag in PEOPLE for word in within)
        if known or cues.AFTER_FOREIGN.match(usual, match.end()):
            yield start, end
