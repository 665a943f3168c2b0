"""A line of text in words, each with what the dictionary takes it for."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.core.text import tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    Line = Sequence["Token"]

Tag = Literal[
    "surname",
    "given",
    "person",
    "place",
    "proper",
    "noun",
    "unknown",
    "prefix",
    "suffix",
    "particle",
    "mark",
    "other",
]


class Token(NamedTuple):
    """A word; `start` and `end` are offsets in the line."""

    start: int
    end: int
    text: str
    tag: Tag


_start = attrgetter("start")

PEOPLE = frozenset({"surname", "given", "person"})
NOUNS = PEOPLE | {"place", "proper", "noun", "unknown", "suffix"}
"""What can be glued to a noun and make another one of it."""

LETTERS = "々〆〇ぁ-ゖァ-ヺー㐀-\u4dbf一-\u9fff\uf900-\ufaff"
HAS_JAPANESE = re.compile(f"[{LETTERS}ｦ-ﾟ𠮷]")
_OUT_OF_SCOPE = re.compile(
    f"[^{LETTERS}、。・,.()「」『』:/ ]+|[ァ-ヺー]{{25,}}|(?:[ァ-ヺー]{{1,24}}・){{5,}}"
)
"""What holds no Japanese name, and runs that the dictionary would take long to cut."""

_OF_PEOPLE: dict[str, Tag] = {"姓": "surname", "名": "given"}
_PROPER: dict[str, Tag] = {"人名": "person", "地名": "place"}
_OTHERS: dict[str, Tag] = {
    "名詞": "noun",
    "代名詞": "noun",
    "形状詞": "noun",
    "副詞": "noun",
    "接頭辞": "prefix",
    "接尾辞": "suffix",
    "助詞": "particle",
    "助動詞": "particle",
    "補助記号": "mark",
    "空白": "mark",
}


def tokens(line: str) -> Line:
    """The words of a line in the usual spelling."""
    found, end = list[Token](), 0
    for node in tagged(_OUT_OF_SCOPE.sub(_as_mark, line)):
        surface: str = node.surface
        start = end + len(node.white_space)
        end = start + len(surface)
        found.append(
            Token(start, end, surface, _tag_unknown(surface) if node.is_unk else _tag(node.feature_raw))
        )
    return found


def first_at(line: Line, place: int) -> int:
    """The first word that begins here or later."""
    return bisect_left(line, place, key=_start)


def joined(words: Line) -> str:
    return "".join(word.text for word in words)


def gap_before(line: Line, at: int) -> bool:
    """Whether a space stands before this word."""
    return at > 0 and line[at].start > line[at - 1].end


def _as_mark(match: re.Match[str]) -> str:
    return "、" + " " * (len(match[0]) - 1)


def _tag_unknown(surface: str) -> Tag:
    return "unknown" if surface[0].isalnum() else "mark"


@lru_cache(maxsize=1 << 11)
def _tag(features: str) -> Tag:
    first, second, third, fourth, _ = features.split(",", 4)
    if second == "固有名詞":
        return _OF_PEOPLE.get(fourth) or _PROPER.get(third, "proper")
    return _OTHERS.get(first, "other")
