"""Names of those whom a word before them tells of: 妻の花子, 担当の辻, 旧姓佐藤."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.anywhere import ends_of_value
from bot.core.personal_data.names.japanese.persons import (
    could_be_surname,
    is_listed_surname,
    is_surely_one,
)
from bot.core.personal_data.names.japanese.tokens import PEOPLE, first_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line


def told_of(line: Line, text: str) -> Iterator[Line]:
    for match in cues.WHO_IT_IS.finditer(text):
        at = first_at(line, match.end())
        if not (_begins(line, match.start()) and _begins(line, match.end())):
            continue
        apart = text[match.end() - 1] in cues.PARTING or match[0].endswith("姓")
        if apart or line[at].tag in PEOPLE:
            end = next((end for end in ends_of_value(line, at) if _is_name(line, at, end)), None)
            if end:
                yield line[at:end]


def _begins(line: Line, place: int) -> bool:
    at = first_at(line, place)
    return at < len(line) and line[at].start == place


def _is_name(line: Line, at: int, end: int) -> bool:
    name = line[at:end]
    if end < len(line) and line[end].text in cues.HONORIFICS and could_be_surname(name):
        return True
    return is_surely_one(name) or (len(name[0].text) > 1 and is_listed_surname(name))
