"""Runs of words in Latin letters that could be names, and what each of the words can be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.core.personal_data.names.latin.not_names import (
    BODIES,
    CHINESE,
    COMPANY_WORDS,
    MOSTLY_NAMES,
    PLACES,
    SENTENCE_WORDS,
)
from bot.core.personal_data.names.spelling import latin_key, roman_key
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kind(NamedTuple):
    """What a word can be.

    `japanese` says that it is a Japanese name, `word` that it stands in an English dictionary, `unknown` that
    it is nothing that we know, `romaji` that it could be Japanese by its syllables, `chinese` that it is one
    of the commonest surnames of China and Korea, `pinyin` that it could be Chinese by its syllables, and
    `sentence` that it holds a sentence together, also contracted as in "I'm".
    """

    given: bool
    surname: bool
    japanese: bool
    word: bool
    initial: bool
    body: bool
    place: bool
    unknown: bool
    romaji: bool
    chinese: bool
    pinyin: bool
    sentence: bool
    hyphened: bool


class Word(NamedTuple):
    """A word with its offsets in the whole text."""

    start: int
    end: int
    text: str
    kind: Kind


_LETTER = "A-Za-zÀ-ÖØ-öø-ſḀ-ỿ"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
_NAME = rf"(?:[{_CAPITAL}]\.-?|[{_CAPITAL}][{_LETTER}]*(?:['’\-][{_LETTER}]+)*)"
_PARTICLES = r"(?:van|von|de|der|den|la|le|da|di|do|dos|du|del|della|bin|ibn|al|el|ter|ten|zu|y)"
_NO_ADDRESS = rf"(?<![{_LETTER}0-9_@#.&+])(?<![A-Za-z0-9_/.:][/\-])(?<![/\-][/\-])"
RUN = re.compile(
    rf"{_NO_ADDRESS}{_NAME}(?:(?: {{1,2}}{_PARTICLES}){{0,3}}(?: {{1,2}}|(?<=\.)){_NAME})*"
    rf"(?![{_LETTER}0-9_@/&])"
)
"""Words with capitals one after the other."""
WORD = re.compile(rf"[{_LETTER}]+(?:['’\-][{_LETTER}]+)*\.?")
_PARTICLE = re.compile(_PARTICLES)
_ENDING = re.compile(r"(?:['’]s|-(?:san|sama|sensei|kun|chan))$")
_GAP = re.compile(r" {1,2}|(?<=\.)")
_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwjf]|[kgnhbpmr]y|sh|ch|ts|tch|kk|ss|tt|pp)?[aiueo]|n(?![aiueoy]))+"
)

_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcswy]|[zcs]h)?(?:i?a(?:ng?|o|i)?|u?an|uang?|e(?:i|ng?|r)?|i(?:e|u|n|ng|ong)?"
    r"|o(?:u|ng)?|u(?:o|i|n|e|ai)?|ong)){1,2}|[a-z]{1,5}-[a-z]{1,6}"
)
_CONTRACTED = re.compile("['’.]")


def split(text: str, offset: int) -> Iterator[Word]:
    """The words of a run that begins at `offset`, without a possessive's ending and -san."""
    for match in WORD.finditer(text):
        word = _ENDING.sub("", match[0])
        start = offset + match.start()
        yield Word(start, start + len(word), word, kind(word))


def following(text: str, at: int, most: int) -> Iterator[Word]:
    """The words from here on, as long as only spaces part them and they go on with capitals, or without."""
    capitals: bool | None = None
    for _ in range(most):
        match = WORD.match(text, at)
        if match is None:
            return
        if not _PARTICLE.fullmatch(match[0]):
            if capitals not in {None, match[0][0].isupper()}:
                return
            capitals = match[0][0].isupper()
        yield from split(match[0], at)
        gap = _GAP.match(text, match.end())
        if gap is None:
            return
        at = gap.end()


def is_particle(word: Word) -> bool:
    """Whether it is a small word inside a name: van, de."""
    return word.text.islower() and _PARTICLE.fullmatch(word.text) is not None


@lru_cache(maxsize=1 << 12)
def kind(word: str) -> Kind:
    key = latin_key(word.rstrip("."))
    parts = [part for part in key.split("-") if part]
    given, own = _listed(parts, "given")
    surname, family = _listed(parts, "surnames")
    english = key not in MOSTLY_NAMES and all(_is_english(part) for part in parts)
    initial = len(key) == 1 and (word.endswith(".") or key not in "ia")
    known = len(key) == 1 or given or surname or english or key in BODIES | PLACES | COMPANY_WORDS
    return Kind(
        given,
        surname,
        japanese=own or family,
        word=english,
        initial=initial,
        body=key in BODIES,
        place=key in PLACES,
        unknown=not known and not (word.isupper() and len(key) <= 4),
        romaji=_ROMAJI.fullmatch(key) is not None,
        chinese=key in CHINESE,
        pinyin=_PINYIN.fullmatch(key) is not None,
        hyphened="-" in key,
        sentence=not initial and _CONTRACTED.split(word.lower())[0] in SENTENCE_WORDS,
    )


def _listed(parts: Sequence[str], name: str) -> tuple[bool, bool]:
    """Whether a word is on a list of names at all, and on the Japanese one."""
    japanese = all(roman_key(part) in words(f"{name}_roman") for part in parts)
    return japanese or all(part in words(f"{name}_american") for part in parts), japanese


def _is_english(part: str) -> bool:
    return part in words("english") or part in SENTENCE_WORDS
