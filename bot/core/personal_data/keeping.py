"""What is published and therefore stays in every text: the organisation's own contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.core.personal_data.detection import detect
from bot.core.personal_data.folding import folded
from bot.core.personal_data.spans import MASKS, Kind

_FROM_ABROAD = re.compile(r"^(?:010)?810?")
_NO_DIGIT = re.compile("[^0-9]")
_IN_DIGITS: frozenset[Kind] = frozenset({"phone", "card", "my_number", "postal_code"})

_KANJI_NUMBER = re.compile("[一二三四五六七八九](?=丁目|番|号|[のノ-][0-9一二三四五六七八九])")
_BETWEEN_NUMBERS = re.compile("(?<=[0-9])(?:丁目|番地の?|番|号|[のノ])(?=[0-9])")
_TO_THE_NUMBER = re.compile(r"\A[^0-9]*[0-9]+(?:-[0-9]+)*")
_LATIN_PART = re.compile("[a-z]+|[0-9]+(?:-[0-9]+)*")
_ANYWHERE = frozenset({"japan"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Values to be left alone, by how they are compared."""

    keys: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    latin: tuple[frozenset[str], ...] = ()

    def has(self, value: str, kind: Kind) -> bool:
        """Whether a value of this kind is one of them, however it is written."""
        if kind != "address":
            return _key(value, kind) in self.keys
        place = _place(value)
        if place.isascii():
            parts = frozenset(_LATIN_PART.findall(folded(value).lower())) - _ANYWHERE
            return any(parts <= own for own in self.latin)
        return any(own.endswith(place) or place.endswith(own) for own in self.places)


@lru_cache(maxsize=16)
def kept(values: frozenset[str]) -> Kept:
    """Remembered: the organisation's contacts are the same in every text."""
    keys, places = set[str](), list[str]()
    for value in values:
        keys |= {_key(value, kind) for kind in MASKS}
        for span in detect(value):
            inside = value[span.start : span.end]
            keys.add(_key(inside, span.kind))
            if span.kind == "address":
                places.append(_place(inside))
    latin = tuple(frozenset(_LATIN_PART.findall(folded(value).lower())) for value in values)
    return Kept(frozenset(keys) - {""}, tuple(p for p in places if not p.isascii()), latin)


def _key(value: str, kind: Kind) -> str:
    plain = folded(value).strip().lower()
    if kind == "mail":
        return plain.replace("%40", "@")
    if kind in _IN_DIGITS:
        digits = _NO_DIGIT.sub("", plain)
        return _FROM_ABROAD.sub("0", digits) if kind == "phone" else digits
    return "".join(plain.split())


def _place(address: str) -> str:
    """An address to the end of its block number, in one way of writing: 本町二丁目9番5号 is 本町2-9-5."""
    plain = "".join(folded(address).lower().split())
    figures = _KANJI_NUMBER.sub(lambda kanji: str("一二三四五六七八九".index(kanji[0]) + 1), plain)
    joined = _BETWEEN_NUMBERS.sub("-", figures)
    match = _TO_THE_NUMBER.match(joined)
    return match[0] if match else joined
