"""Text as the indexes see it: normalised, split into words, bigrams and readings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import fugashi
import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ANALYSED = 1000
"""Characters of a text that are analysed: nobody's question needs more, and time stays bounded."""
LONGEST = 4096
"""Characters of a whole message."""

_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}
_REPEATED = re.compile(r"(.)\1{3,}", re.DOTALL)
_SPACES = re.compile(r"\s+")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9'’]*")
_WORD_CHARACTERS = re.compile(r"[^\W_]+")
_HIRAGANA_ONLY = re.compile(r"[ぁ-ゖー]+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])\s*|(?<=\.)\s+(?=[^\s\d])")  # "no. 12" goes on
_SENTENCES_AT_EACH_END = 12
_MARKS_KEPT = 2
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "連体詞", "接尾辞", "感動詞"}
_TO_KATAKANA = {ord(h): chr(ord(h) + 0x60) for h in map(chr, range(0x3041, 0x3097))}


@lru_cache(maxsize=64)  # one message is looked at from many sides
def normalise(text: str, longest: int = LONGEST_ANALYSED) -> str:
    """NFKC and lower case; what cannot be seen goes, and repetitions and piled-up marks are cut short."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST])[: 2 * LONGEST].lower()
    seen = "".join(c for c in _few_marks(folded) if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return _SPACES.sub(" ", _REPEATED.sub(r"\1\1\1", seen)).strip()[:longest]


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_KEPT:
            yield character


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message, in order, without empty and repeated ones; of many the first and last."""
    found = tuple(dict.fromkeys(s for part in _SENTENCE_END.split(text) if (s := part.strip())))
    most = 2 * _SENTENCES_AT_EACH_END
    return found if len(found) <= most else found[: most // 2] + found[-most // 2 :]


def words(text: str) -> list[str]:
    """Japanese content words as lemmas and Latin words as stems, of normalised text."""
    found = []
    for token in _tagger()(text):
        surface = token.surface
        if _LATIN_WORD.fullmatch(surface):
            found.append(_stem(surface))
        elif token.feature.pos1 in _CONTENT and _WORD_CHARACTERS.search(surface):
            # UniDic adds a gloss to the lemmas of loan words: "アカウント-account".
            found.append((token.feature.lemma or surface).partition("-")[0])
    return found


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters inside words; pairs of hiragana tell nothing and are left out."""
    return [
        pair
        for word in _WORD_CHARACTERS.findall(text)
        if not word.isascii()
        for pair in map("".join, pairwise(word))
        if not _HIRAGANA_ONLY.fullmatch(pair)
    ]


def reading(text: str) -> str:
    """How normalised text is read, in katakana; what is not Japanese stays as it is.

    Kanji, hiragana, half-width katakana and romaji turned into kana then all look the same.
    """
    return " ".join(
        (token.feature.kana or token.surface).translate(_TO_KATAKANA)
        if not token.surface.isascii()
        else token.surface
        for token in _tagger()(text)
    )


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger()


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word.replace("’", "'").removesuffix("'s"))
    return stem
