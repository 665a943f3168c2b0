"""Postal codes: after 〒 or a label, before a Japanese address, after a place in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import FAR, IS, NEAR
from bot.core.personal_data.places import ADMINISTRATIVE, PREFECTURE, ROMAJI_PLACE

_SEVEN = re.compile(r"(?P<sign>〒[ :]{0,2})?(?<![0-9])[0-9]{3} ?-? ?[0-9]{4}(?![0-9])")
_LABEL = r"(?<![A-Za-z])(?i:zip(?:[ -]?code)?|post(?:al)?[ -]?code)(?![a-z])"
_AFTER = re.compile(rf"(?:郵便番号(?:{NEAR}|{FAR})|{_LABEL}{IS}|{ROMAJI_PLACE},? )\Z")
_BEFORE = re.compile(
    rf"[ ,、]{{0,2}}\n?(?:{PREFECTURE}|[一-龯々ヶケ]{{1,6}}[{ADMINISTRATIVE}])|,? (?i:japan)(?![a-z])"
)
_INSIDE = re.compile(r"(?:-|[0-9)] ?)\Z")  # of a longer number, as (415) 555-2671
_REACH = 32
_ABROAD = re.compile(
    rf"{_LABEL}{IS}(?P<code>[0-9]{{5}}(?:-[0-9]{{4}})?(?![0-9])"
    rf"|[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}(?![0-9A-Z])"
    r"|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9](?![0-9A-Z]))"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Seven digits, with or without a hyphen; the sign 〒 belongs to them. Abroad only with a label."""
    yield from (match.span() for match in _SEVEN.finditer(text) if _is_code(text, match))
    yield from (match.span("code") for match in _ABROAD.finditer(text))


def _is_code(text: str, match: re.Match[str]) -> bool:
    if match["sign"]:
        return True
    before = text[max(0, match.start() - _REACH) : match.start()]
    if _INSIDE.search(before) or text[match.end() : match.end() + 1] == "-":
        return False
    return _AFTER.search(before) is not None or (
        "-" in match[0] and _BEFORE.match(text, match.end()) is not None
    )
