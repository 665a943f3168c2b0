"""Names of people in one line of Japanese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues, kana, mixed, spelt
from bot.core.personal_data.names.japanese.announced import addressed, introduced, labelled
from bot.core.personal_data.names.japanese.anywhere import full_names
from bot.core.personal_data.names.japanese.apart import alone, apart
from bot.core.personal_data.names.japanese.free import free_surnames
from bot.core.personal_data.names.japanese.tokens import tokens
from bot.core.personal_data.names.japanese.told import told_of
from bot.core.personal_data.names.spelling import japanese

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]


def find(text: str, others: bool) -> Iterator[Span]:
    """Where names stand in a line; spans may overlap.

    `others` says whether the message has anything else in it.
    """
    text = japanese(text)
    line = tokens(text)
    names = (
        *full_names(line),
        *free_surnames(line, text),
        *addressed(line),
        *introduced(line, text),
        *labelled(line, text),
        *told_of(line, text),
        *spelt.quoted(line, text),
        *apart(line, text),
        *alone(line, others),
    )
    for start, end in dict.fromkeys((name[0].start, name[-1].end) for name in names):
        yield start, end
        if reading := cues.READING.match(text, end):
            yield reading.span(1)
    yield from spelt.explained(text)
    yield from kana.find(line, text)
    yield from mixed.find(text)
