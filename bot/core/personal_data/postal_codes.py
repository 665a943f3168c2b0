"""Postal codes: after 〒 or a label, before a Japanese address, after a place in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import FAR, IS, NEAR, NOT_COUNTED
from bot.core.personal_data.places import ADMINISTRATIVE, PREFECTURE, ROMAJI_PLACE

_SEVEN = re.compile(r"(?P<sign>〒[ :]{0,2})?(?<![0-9])[0-9]{3} ?-? ?[0-9]{4}(?![0-9])")
_LABEL = r"(?<![A-Za-z])(?i:zip(?:[ -]?code)?|post(?:al)?[ -]?(?:code|number))(?![a-z])"
_AFTER = re.compile(rf"(?:郵便番号(?:{NEAR}|{FAR})|{_LABEL}{IS}|{ROMAJI_PLACE},? )\Z")
_LETTERS = re.compile("[A-Za-z]|郵便番号")
_NEAR = 32
_CALLED_BEFORE = re.compile(rf"(?:郵便番号|{_LABEL})[^\n\0。.!?;]{{0,60}}(?<![p頁])[^0-9\n\0。.!?;]\Z")
_CALLED_BEHIND = re.compile(
    rf" ?\(?[がは]?(?:私の|新しい|自宅の)?郵便番号|,? (?:is |as )?\(?(?:my |the |our |new )*{_LABEL}"
)
_REACH = 70

_PLACE = rf"(?:{PREFECTURE}|[一-龯々ヶケ]{{1,6}}[{ADMINISTRATIVE}])"
_ON_THE_WAY = r"[^\n\0。!?はでを]"  # from the place to the house, and in no other part of a sentence
_PLACE_BEFORE = re.compile(rf"{_PLACE}{_ON_THE_WAY}{{0,30}}\Z")
_ROOM = r"(?:番地?|号室?|室|階|F|[^\n\0。!?0-9]{2,16}[0-9]{2,4}(?:号室?|室)?)"
_HOUSE_BEFORE = re.compile(
    rf"(?:[0-9]{_ROOM}?(?: ?[/,、(|] ?|\n)|[0-9]{_ROOM} |[1-9][0-9]{{0,3}}-[1-9][0-9]{{0,3}} )\Z"
)
_PLACE_BEHIND = re.compile(rf"[ ,、/)|]{{0,3}}\n?{_PLACE}|,? (?i:japan)(?![a-z])")
_HOUSE_BEHIND = re.compile(rf"[ ,、/)|]{{0,3}}\n?{_PLACE}{_ON_THE_WAY}{{0,24}}[0-9](?:丁目|番|-[0-9])")

_INSIDE = re.compile(r"(?:-|[0-9)] ?)\Z")  # of a longer number, as (415) 555-2671
_ABROAD = re.compile(
    rf"{_LABEL}(?:{IS}|[^0-9\n\0.!?]{{0,30}} (?i:is|be|to|was) )"
    rf"(?P<code>[0-9]{{5}}(?:-[0-9]{{4}})?(?![0-9]){NOT_COUNTED}"
    rf"|[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}(?![0-9A-Z])"
    r"|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9](?![0-9A-Z]))"
)

_IN_INDIA = re.compile(
    r"(?:[A-Za-z](?:, ?| ?- ?| )(?P<named>[1-9][0-9]{2} ?[0-9]{3})"
    r"(?=(?:, ?|\n)India(?![A-Za-z])| India(?:[.,\n)]|\Z))"
    r"|(?<![A-Za-z])(?:Bengaluru|Bangalore|Mumbai|Delhi|Chennai|Hyderabad|Kolkata|Pune)(?: ?- ?| )"
    rf"(?P<beside>[1-9][0-9]{{2}} ?[0-9]{{3}})(?![0-9\-]| (?i:rupees|inr)){NOT_COUNTED})"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Seven digits, with or without a hyphen; the sign 〒 belongs to them. Abroad with a label or,
    in India, after a city."""
    yield from (match.span() for match in _SEVEN.finditer(text) if _is_code(text, match))
    yield from (match.span("code") for match in _ABROAD.finditer(text))
    yield from (match.span(match.lastgroup or 0) for match in _IN_INDIA.finditer(text))


def _is_code(text: str, match: re.Match[str]) -> bool:
    before, end = text[max(0, match.start() - _REACH) : match.start()], match.end()
    if match["sign"] or _ends_an_address(before):
        return True
    if _INSIDE.search(before[-2:]) or text[end : end + 1] == "-":
        return False
    near = before[-_NEAR:]
    if (_LETTERS.search(near) and _AFTER.search(near)) or _HOUSE_BEHIND.match(text, end):
        return True
    if "-" not in match[0]:
        return False
    behind = _PLACE_BEHIND.match(text, end) or _CALLED_BEHIND.match(text, end)
    return behind is not None or _CALLED_BEFORE.search(before) is not None


def _ends_an_address(before: str) -> bool:
    house = _HOUSE_BEFORE.search(before, max(0, len(before) - _NEAR))
    return house is not None and _PLACE_BEFORE.search(before, 0, house.start()) is not None
