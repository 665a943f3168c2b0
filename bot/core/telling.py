"""The words of a question that tell what it is about."""

from __future__ import annotations

from bot.core.text import tagged
from bot.core.word_lists import ENGLISH_GRAMMAR

MOST = 4
_STEM = 6
"""Letters of a Latin word that are looked for: its endings differ from text to text."""
_SHORTEST_JAPANESE, _SHORTEST_LATIN = 2, 3
_UNTOLD = {"数詞", "助動詞語幹"}


def telling(text: str) -> tuple[str, ...]:
    """The telling words of normalised text, as they stand in it, the longest of many."""
    found = dict.fromkeys(filter(None, map(_telling, _nouns(text))))
    return tuple(sorted(found, key=len, reverse=True)[:MOST])


def _nouns(text: str) -> list[str]:
    return [
        token.surface
        for token in tagged(text)
        if token.surface.isascii() or (token.feature.pos1 == "名詞" and token.feature.pos2 not in _UNTOLD)
    ]


def _telling(word: str) -> str:
    if not word.isascii():
        return word if len(word) >= _SHORTEST_JAPANESE else ""
    told = word.isalpha() and len(word) >= _SHORTEST_LATIN and word not in ENGLISH_GRAMMAR
    return word[:_STEM] if told else ""
