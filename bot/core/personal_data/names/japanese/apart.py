"""Names that stand by themselves: on a line, in brackets, or under what they sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.parts import ONE_CHARACTER, given
from bot.core.personal_data.names.japanese.persons import (
    MOST_WORDS,
    is_expected_name,
    is_full_name,
    parts_at_gap,
)
from bot.core.personal_data.names.japanese.tokens import PEOPLE, gap_before, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line

_KANJI = re.compile("[々一-\u9fff㐀-\u4dbf]{2,4}")
_ENDS_SENTENCE = frozenset("。.!?)")
_BEFORE_SENDER = frozenset({"番", "号", "です", "ます", "た", "ください", "下さい"})


def alone(line: Line, others: bool) -> Iterator[Line]:
    """A line that is a name; of one surname only beside something else, as in a signature."""
    name = [word for word in line if word.tag != "mark" and word.text not in cues.HONORIFICS]
    if 1 < len(name) <= MOST_WORDS and is_expected_name(name):
        yield name
    elif others and name and name[-1].tag == "surname" and (len(name) == 1 or _after_affiliation(line)):
        yield name[-1:]


def apart(line: Line, text: str) -> Iterator[Line]:
    """A full name between two marks; last in a line, after a sentence or a number, also a surname."""
    begin, last = 0, max((at for at, word in enumerate(line) if word.tag != "mark"), default=0)
    for at in range(len(line) + 1):
        if at < len(line) and line[at].tag != "mark":
            continue
        part = line[begin:at]
        if part and (
            (parts_at_gap(part) and _is_person(part))
            or (at > last and _signs(line, begin, text) and _is_sender(part))
        ):
            yield part
        begin = at + 1


def _signs(line: Line, begin: int, text: str) -> bool:
    if begin == 0:
        return False
    after_sentence = text[line[begin - 1].start] in _ENDS_SENTENCE
    return after_sentence or line[begin - 2].text in _BEFORE_SENDER


def _is_sender(part: Line) -> bool:
    if len(part) == 1:
        return part[0].text in ONE_CHARACTER or (part[0].tag == "surname" and len(part[0].text) > 1)
    if apart := parts_at_gap(part):
        family, own = apart
        return _KANJI.fullmatch(joined(family)) is not None and bool(given(own))
    return _is_person(part)


def _is_person(part: Line) -> bool:
    known = any(word.tag in PEOPLE for word in part)
    return len(part) <= MOST_WORDS and (is_full_name(part, 3) or (known and is_expected_name(part)))


def _after_affiliation(line: Line) -> bool:
    nouns = all(word.tag not in {"particle", "other", "mark"} for word in line)
    return nouns and gap_before(line, len(line) - 1)
