"""A line of text in words, each with what the dictionary takes it for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.core.personal_data.names.spelling import japanese
from bot.core.text import tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    Line = Sequence["Token"]

Tag = Literal[
    "surname", "given", "person", "place", "proper", "noun", "unknown", "suffix", "particle", "mark", "other"
]


class Token(NamedTuple):
    """A word; `text` is in the usual spelling, `start` and `end` are offsets in the whole text."""

    start: int
    end: int
    text: str
    tag: Tag


PEOPLE = frozenset({"surname", "given", "person"})
NOUNS = PEOPLE | {"place", "proper", "noun", "unknown", "suffix"}
"""What can be glued to a noun and make another one of it."""

LETTERS = "々〆〇ぁ-ゖァ-ヺー㐀-\u4dbf一-\u9fff豈-\ufaff"
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
    "接尾辞": "suffix",
    "助詞": "particle",
    "助動詞": "particle",
    "補助記号": "mark",
    "空白": "mark",
}


def tokens(line: str, offset: int) -> Line:
    """The words of a line that begins at `offset`."""
    scope = _OUT_OF_SCOPE.sub(_as_mark, japanese(line))
    found, end = list[Token](), 0
    for node in tagged(scope):
        start = scope.index(node.surface, end)
        end = start + len(node.surface)
        tag = "unknown" if node.is_unk else _tag(node.feature_raw)
        found.append(Token(offset + start, offset + end, node.surface, tag))
    return found


def joined(words: Line) -> str:
    return "".join(word.text for word in words)


def gap_before(line: Line, at: int) -> bool:
    """Whether a space stands before this word."""
    return at > 0 and line[at].start > line[at - 1].end


def _as_mark(match: re.Match[str]) -> str:
    return "、" + " " * (len(match[0]) - 1)


def _tag(features: str) -> Tag:
    first, second, third, fourth, _ = features.split(",", 4)
    if second == "固有名詞":
        return _OF_PEOPLE.get(fourth) or _PROPER.get(third, "proper")
    return _OTHERS.get(first, "other")
