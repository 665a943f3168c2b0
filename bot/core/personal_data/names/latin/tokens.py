"""Runs of words in Latin letters that could be names, and what each of the words can be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.core.personal_data.names.latin.not_names import BODIES, COMPANY_WORDS, PLACES, SENTENCE_WORDS
from bot.core.personal_data.names.spelling import latin_key, roman_key
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kind(NamedTuple):
    """What a word can be.

    `japanese` says that it is a Japanese name, `word` that it stands in an English dictionary, `unknown` that
    it is nothing that we know, `romaji` that it could be Japanese by its syllables.
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
RUN = re.compile(
    rf"(?<![{_LETTER}0-9_@#/.&+\-]){_NAME}(?:(?: {{1,2}}{_PARTICLES}){{0,3}}(?: {{1,2}}|(?<=\.)){_NAME})*"
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
    english = all(part in words("english") or part in SENTENCE_WORDS for part in parts)
    known = len(key) == 1 or given or surname or english or key in BODIES | PLACES | COMPANY_WORDS
    return Kind(
        given,
        surname,
        japanese=own or family,
        word=english,
        initial=len(key) == 1 and (word.endswith(".") or key not in "ia"),
        body=key in BODIES,
        place=key in PLACES,
        unknown=not known and not (word.isupper() and len(key) <= 4),
        romaji=_ROMAJI.fullmatch(key) is not None,
    )


def _listed(parts: Sequence[str], name: str) -> tuple[bool, bool]:
    """Whether a word is on a list of names at all, and on the Japanese one."""
    japanese = all(roman_key(part) in words(f"{name}_roman") for part in parts)
    return japanese or all(part in words(f"{name}_american") for part in parts), japanese
