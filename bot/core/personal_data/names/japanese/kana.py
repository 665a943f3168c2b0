"""Names in kana alone: foreign ones with dots in them, after フリガナ, and of half width."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.tokens import PEOPLE, first_at
from bot.core.personal_data.names.spelling import hiragana
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line

    Span = tuple[int, int]

_HALF_WIDTH = re.compile(r"(?<![ｦ-ﾟ])(?<![ｦ-ﾟ] )[ｦ-ﾝ][ｦ-ﾟ-]{1,11}(?: {1,2}[ｦ-ﾝ][ｦ-ﾟ-]{1,11})?(?! ?[ｦ-ﾟ])")
"""A word or two of half width, and no sentence in such letters."""
_WHOLE_LINE = re.compile(r"[ ,、]*([ァ-ヺー]{5,12})[ 。、]*")


def find(line: Line, text: str) -> Iterator[Span]:
    for cue in (cues.KANA_LABEL, cues.KANA_SAID):
        for match in cue.finditer(text):
            yield match.span(1)
    if (whole := _WHOLE_LINE.fullmatch(text)) and _is_person(hiragana(whole[1])):
        yield whole.span(1)
    yield from _foreign(line, text)
    for match in _HALF_WIDTH.finditer(text):
        if _is_person(hiragana(unicodedata.normalize("NFKC", match[0]).replace("-", "ー"))):
            yield match.span()


def _foreign(line: Line, text: str) -> Iterator[Span]:
    for match in cues.FOREIGN.finditer(text):
        start, end = match.span()
        within = line[first_at(line, start) : first_at(line, end)]
        known = any(word.tag in PEOPLE for word in within) and not cues.OF_A_THING.match(text, end)
        if known or cues.AFTER_FOREIGN.match(text, end):
            yield start, end


def _is_person(reading: str) -> bool:
    """Whether it reads as a surname and a given name; with a space between them one is enough."""
    family, space, own = reading.partition(" ")
    if space:
        return family in words("surnames_kana") or own.strip() in words("given_kana")
    return any(
        reading[:n] in words("surnames_kana") and reading[n:] in words("given_kana")
        for n in range(2, len(reading) - 1)
    )
