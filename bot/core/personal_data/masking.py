"""A text without the personal data in it, and the values that were taken out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bot.core.personal_data.detection import detect
from bot.core.personal_data.folding import folded
from bot.core.personal_data.spans import MASKS, Kind

_FROM_ABROAD = re.compile(r"^(?:010)?810?")


@dataclass(frozen=True, slots=True)
class Value:
    """Personal data as somebody wrote it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with a mask for every value, and these values."""

    text: str
    values: tuple[Value, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Each kind once, in the order of the text."""
        return tuple(dict.fromkeys(value.kind for value in self.values))


def mask(text: str, keep: Collection[str] = ()) -> Masked:
    """Take every value out, save those in `keep` (the organisation's own contacts).

    Values are compared by their digits, +81 and the trunk 0 being the same, or in lower case.
    """
    kept = frozenset(key for value in keep for key in _kept_keys(value))
    done, found = Masked(text), _masked(text, kept)
    while found.values:  # a mask may part what stood glued together, so look again
        done = Masked(found.text, (*done.values, *found.values))
        found = _masked(found.text, kept)
    return done


def redact(text: str, keep: Collection[str] = ()) -> str:
    """The text with a mask for every value, as `mask` finds them."""
    return mask(text, keep).text


def masked_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of which a mask stands in a redacted text."""
    return tuple(kind for kind, there in MASKS.items() if there in text)


def _masked(text: str, kept: frozenset[str]) -> Masked:
    parts, values, done = list[str](), list[Value](), 0
    for span in detect(text):
        value = text[span.start : span.end]
        if _key(value, span.kind) not in kept:
            parts += [text[done : span.start], MASKS[span.kind]]
            values.append(Value(span.kind, value))
            done = span.end
    return Masked("".join([*parts, text[done:]]), tuple(values))


@lru_cache(maxsize=256)
def _kept_keys(value: str) -> frozenset[str]:
    """Remembered: the organisation's contacts are the same in every text."""
    inside = (_key(value[span.start : span.end], span.kind) for span in detect(value))
    return frozenset((*(_key(value, kind) for kind in MASKS), *inside))


def _key(value: str, kind: Kind) -> str:
    plain = folded(value).strip().lower()
    if kind == "mail":
        return plain.replace("%40", "@")
    if kind in {"phone", "card", "my_number"}:
        digits = re.sub(r"[^0-9]", "", plain)
        return _FROM_ABROAD.sub("0", digits) if kind == "phone" else digits
    return "".join(plain.split())
