"""Names that something announces: さん or です after them, a label before them, a line of their own."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.anywhere import ends_there
from bot.core.personal_data.names.japanese.parts import ONE_CHARACTER, given
from bot.core.personal_data.names.japanese.persons import LONGEST, MOST_WORDS, is_expected_name
from bot.core.personal_data.names.japanese.tokens import gap_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.core.personal_data.names.japanese.tokens import Line, Token

_NEAR = 24
"""Characters before a name that are looked at."""


def addressed(line: Line) -> Iterator[Line]:
    """Before さん, 様 and the like; before 会長 and the like only what is surely a name."""
    for at in range(1, len(line)):
        honoured = line[at].text in cues.HONORIFICS
        titled = line[at].text in cues.TITLES and line[at - 1].tag in {"surname", "given"}
        name = _before(line, at, is_expected_name) if honoured or titled else None
        if name is None and line[at].text in cues.FOR_GIVEN_NAMES and given(line[at - 1 : at]):
            name = line[at - 1 : at]
        if name:
            yield name


def introduced(line: Line, text: str, offset: int) -> Iterator[Line]:
    """Before と申します; before です and より only what surely is a name, and the whole subject."""
    for at in range(1, len(line)):
        rest = line[at].start - offset
        if line[at].text == "と" and cues.SAYS.match(text, rest):
            name = _before(line, at, is_expected_name)
        elif line[at].text[0] in cues.BEGIN_IS and cues.IS.match(text, rest):
            name = _as_subject(_before(line, at, _is_surely_one), text, offset)
        else:
            name = None
        if name:
            yield name
    if sender := cues.FROM.search(text):
        at = bisect_left(line, offset + sender.start(), key=attrgetter("start"))
        if name := _as_subject(_before(line, at, _is_surely_one), text, offset):
            yield name


def _as_subject(name: Line | None, text: str, offset: int) -> Line | None:
    if name is None:
        return None
    before = text[: name[0].start - offset][-_NEAR:]
    return name if cues.SUBJECT.search(before) else None


def labelled(line: Line, text: str, offset: int) -> Iterator[Line]:
    """After 氏名: and the like."""
    for label in cues.LABEL.finditer(text):
        if cues.NOT_OF_A_PERSON.search(text[max(0, label.start() - _NEAR) : label.start()]):
            continue
        at = bisect_left(line, offset + label.end(), key=attrgetter("start"))
        value = list(takewhile(lambda word: word.tag != "mark", line[at : at + MOST_WORDS]))
        ends = range(at + len(value), at, -1)
        end = next((end for end in ends if ends_there(line, end) and is_expected_name(line[at:end])), None)
        if end:
            yield line[at:end]


def alone(line: Line, others: bool) -> Iterator[Line]:
    """A line that is a name; of one surname only under other lines, as in a signature."""
    name = [word for word in line if word.tag != "mark" and word.text not in cues.HONORIFICS]
    if 1 < len(name) <= MOST_WORDS and is_expected_name(name):
        yield name
    elif others and name and name[-1].tag == "surname" and (len(name) == 1 or _after_affiliation(line)):
        yield name[-1:]


def _after_affiliation(line: Line) -> bool:
    nouns = all(word.tag not in {"particle", "other", "mark"} for word in line)
    return nouns and gap_before(line, len(line) - 1)


def _before(line: Line, end: int, is_name: Callable[[Line], bool]) -> Line | None:
    """The longest name that ends before this word."""
    most = line[max(0, end - MOST_WORDS) : end]
    reach = list(
        takewhile(lambda word: word.tag != "mark" and word.text not in cues.HONORIFICS, reversed(most))
    )
    for at in range(end - len(reach), end):
        name = line[at:end]
        if name[-1].end - name[0].start <= LONGEST and is_name(name):
            return name
    return None


def _goes_on(word: Token) -> bool:
    return word.tag != "mark" and word.text not in cues.HONORIFICS


def _is_surely_one(name: Line) -> bool:
    if len(name) > 1:
        return name[0].tag != "noun" and is_expected_name(name)
    return (
        name[0].tag == "surname"
        or name[0].text in ONE_CHARACTER
        or (name[0].tag == "given" and len(name[0].text) > 1)
    )
