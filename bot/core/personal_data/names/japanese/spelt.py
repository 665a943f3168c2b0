"""Names whose spelling or reading is spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese.parts import is_kana
from bot.core.personal_data.names.japanese.persons import is_expected_name, is_no_other
from bot.core.personal_data.names.japanese.tokens import LETTERS, first_at, joined
from bot.core.personal_data.names.spelling import hiragana
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line

_OF_A_PERSON = re.compile("名前|氏名|姓|名字|苗字|宛名|名簿|名札|呼ば|申し(?:ます|上)|はじめまして|名乗")
_QUOTED = re.compile(f'[「『"“]([{LETTERS}]{{1,6}}(?: {{1,2}}[{LETTERS}]{{1,6}})?)[」』"”]')
_EXPLAINED = re.compile(
    r"(?:^|(?<=[、。,.「 ]))([々一-\u9fff]{1,5})」?と書いて、? ?"
    r"[「『]?([ぁ-ゖァ-ヺー-]{2,12})[」』]?(?:と読|です|と申|と言|といい)"
)

_CHANGED = re.compile(
    r"(?<![々一-\u9fff])([々一-\u9fff]{1,4})(?:から|より|を|→|->|=>|ではなく|じゃなくて|でなく)[、 ]?"
    r"(?:正しくは)?([々一-\u9fff]{1,4})(?![々一-\u9fff])"
)
_SAID = re.compile(
    r"(?:^|(?<=[、。,.!? の]))([々一-\u9fff]{2,4})と(?:申し(?:ま|上)|(?:言|い)いま)す(?=[。.!、]|$|が)"
    r"|我叫([々一-\u9fff]{2,4})(?![々一-\u9fff])"
)


def quoted(line: Line, text: str) -> Iterator[Line]:
    """In quotation marks, where a name is spoken of."""
    if not _OF_A_PERSON.search(text):
        return
    for quote in _QUOTED.finditer(text):
        name = line[first_at(line, quote.start(1)) : first_at(line, quote.end(1))]
        if name and (is_expected_name(name) or _is_listed_in_kana(joined(name))):
            yield name


def explained(text: str) -> Iterator[tuple[int, int]]:
    """What is written in one way and read in another: 四月一日と書いて「わたぬき」と読みます."""
    if _OF_A_PERSON.search(text):
        for match in _EXPLAINED.finditer(text):
            yield from (match.span(1), match.span(2))
        for match in _CHANGED.finditer(text):
            if all(part in words("surnames") for part in match.groups()):
                yield from (match.span(1), match.span(2))
    for match in _SAID.finditer(text):
        if is_no_other(match[match.lastindex or 0]):
            yield match.span(match.lastindex or 0)


def _is_listed_in_kana(text: str) -> bool:
    reading = hiragana(text)
    listed = reading in words("surnames_kana") or reading in words("given_kana")
    return len(text) > 1 and is_kana(text) and listed
