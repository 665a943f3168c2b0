"""Names that something announces: さん or です after them, or a label before them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.anywhere import ends_of_value
from bot.core.personal_data.names.japanese.parts import given
from bot.core.personal_data.names.japanese.persons import (
    LONGEST,
    MOST_WORDS,
    is_expected_name,
    is_listed_surname,
    is_surely_one,
)
from bot.core.personal_data.names.japanese.tokens import first_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.core.personal_data.names.japanese.tokens import Line, Token

_NEAR = 24
"""Characters before a name that are looked at."""
_MOST_NAMES = 8
_LONGEST_READING = 6


def addressed(line: Line) -> Iterator[Line]:
    """Before さん, 様 and the like; before 会長 and the like only what is surely a name."""
    for at in range(1, len(line)):
        text = line[at].text
        honoured = text in cues.HONORIFICS
        titled = text in cues.TITLES and line[at - 1].tag in {"surname", "given"}
        name = _before(line, at, is_expected_name) if honoured or titled else None
        if name is None and text in cues.FOR_GIVEN_NAMES and given(line[at - 1 : at]):
            name = line[at - 1 : at]
        if name:
            yield name


def introduced(line: Line, text: str) -> Iterator[Line]:
    """Before と申します; before です and より only what surely is a name, and the whole subject."""
    for at in range(1, len(line)):
        word = line[at]
        if word.text == "と" and cues.SAYS.match(text, word.start):
            name = _before(line, _end_of_said(line, at), _is_said)
        elif word.text[0] in cues.BEGIN_IS and cues.IS.match(text, word.start):
            name = _as_subject(_before(line, at, is_surely_one), text) or _numbered(line, at, text)
        elif word.text in {"申し", "もうし"}:
            name = _before(line, at, is_surely_one)
        elif word.text == "(" and cues.IS_BEHIND_BRACKETS.match(text, word.start):
            name = _as_subject(_before(line, at, is_surely_one), text)
        else:
            name = None
        if name:
            yield name
    if sender := cues.FROM.search(text):
        at = first_at(line, sender.start())
        if name := _as_subject(_before(line, at, is_surely_one), text):
            yield name


def labelled(line: Line, text: str) -> Iterator[Line]:
    """After 氏名: and the like; of several names each."""
    for label in cues.LABEL.finditer(text):
        if cues.NOT_OF_A_PERSON.search(text[max(0, label.start() - _NEAR) : label.start()]):
            continue
        at = first_at(line, label.end())
        for _ in range(_MOST_NAMES):
            end = next((n for n in ends_of_value(line, at) if is_expected_name(line[at:n])), None)
            if end is None:
                break
            yield line[at:end]
            if end == len(line) or line[end].text not in cues.AND:
                break
            at = end + 1


def _end_of_said(line: Line, at: int) -> int:
    """Where the name ends before と: at a closing quotation mark, or before its reading in brackets."""
    if line[at - 1].text == "」":
        return at - 1
    if line[at - 1].text == ")":
        opening = range(at - 2, max(0, at - 2 - _LONGEST_READING), -1)
        return next((n for n in opening if line[n].text == "("), at)
    return at


def _as_subject(name: Line | None, text: str) -> Line | None:
    if name is None:
        return None
    before = text[: name[0].start][-_NEAR:]
    return name if cues.SUBJECT.search(before) else None


def _numbered(line: Line, end: int, text: str) -> Line | None:
    """As in 会員番号20417番の南です, where even 南 is a surname."""
    name = line[end - 1 : end]
    before = text[: name[0].start][-_NEAR:]
    return name if is_listed_surname(name) and cues.NUMBERED.search(before) else None


def _before(line: Line, end: int, is_name: Callable[[Line], bool]) -> Line | None:
    """The longest name that ends before this word."""
    reach = list(takewhile(_goes_on, reversed(line[max(0, end - MOST_WORDS) : end])))
    for at in range(end - len(reach), end):
        name = line[at:end]
        if name[-1].end - name[0].start <= LONGEST and is_name(name):
            return name
    return None


def _goes_on(word: Token) -> bool:
    return word.tag != "mark" and word.text not in cues.HONORIFICS


def _is_said(name: Line) -> bool:
    return is_expected_name(name) or is_listed_surname(name)
