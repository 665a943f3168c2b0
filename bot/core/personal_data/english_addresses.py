"""Postal addresses in Latin letters: of Japan ("1-2-3 Sugamo, Toshima-ku, Tokyo") and of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.places import ROMAJI_MARKED, ROMAJI_PLACE

_L = "A-Za-zāīūēōĀĪŪĒŌÀ-ÿ'’"
_WORD = rf"[A-ZĀĪŪĒŌÀ-Þ][{_L}]*+(?:-[{_L}0-9]++)*+(?![0-9])"
_BUILDING_WORD = (
    "(?i:heights|haitsu|mansion|building|bldg|house|residence|apartments?|court|tower|corpo|maison|heim|villa"
    "|palace|dormitory|terrace|hall|center|centre|university|institute)"
)
_GAP = r"(?:, ?\n?| \n?|\n)"
_ROOM = (
    r"(?:(?i:room|rm|apt|apartment|unit|suite|flat|no)\.? ?#?[0-9A-Z][0-9A-Z\-]{0,5}"
    r"|#[0-9A-Z\-]{1,6}|[0-9]{1,2}F)"
)
_BUILDING = rf"(?:{_WORD} ){{0,3}}{_BUILDING_WORD}(?: {_WORD}){{0,2}}(?: [A-Z]?[0-9\-]{{1,5}}(?![0-9\-]))?"
_BEFORE = rf"(?:{_ROOM}{_GAP})?(?:{_BUILDING}{_GAP})?(?:{_ROOM}{_GAP})?"
_BLOCK = (
    r"[0-9]{1,5}[A-Z]?(?:-[0-9]{1,4}){0,4}(?:-?(?i:chome|banchi|ban"
    r"|go)(?![a-z])(?:[ ,\-]{1,2}[0-9]{1,4}(?:-[0-9]{1,4}){0,3})?)?"
)
_TOWN = rf"{_WORD}(?: {_WORD}){{0,2}}"
_POSTAL = r"(?:〒 ?)?[0-9]{3}-?[0-9]{4}(?![0-9\-])"
_PLACE = rf"(?:{ROMAJI_PLACE}|{_POSTAL}|{_BUILDING}|{_ROOM}|{_WORD}(?= ?{_GAP}(?:{ROMAJI_PLACE})))"
_PLACES = rf"(?:{_GAP}{_PLACE}){{1,7}}"
_MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])"
_JAPAN = re.compile(
    rf"(?<![0-9A-Za-z\-.]){_BEFORE}(?P<block>{_BLOCK})(?:{_GAP}(?!{_MONTH})(?:{_TOWN}?|{_TOWN}){_PLACES})"
    rf"|(?<![A-Za-z])(?:{ROMAJI_PLACE}, (?:{_WORD}, )?)?(?!{_MONTH})(?P<town>{_WORD}(?: {_WORD})?)"
    rf" (?P<after>[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,4}}){_PLACES}"
)

_STREET = (
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Boulevard|Blvd\.?|Way|Court|Place"
    r"|Square|Terrace"
    r"|Crescent|Highway|Parkway|Close|Gardens)(?![A-Za-z])"
)
_STATE_AND_CODE = (
    r"(?:,? [A-Z]{2}(?![A-Za-z0-9]))?(?:,? (?:[0-9]{5}(?:-[0-9]{4})?(?![0-9])"
    r"|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}(?![0-9A-Za-z])"
    r"|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]))?"
)
_COUNTRY = (
    r"(?:,? (?:USA|U\.S\.A\.|US|United States(?: of America)?|UK|United Kingdom|England|Scotland"
    r"|Canada|Australia"
    r"|New Zealand|Ireland|Singapore|India)(?![A-Za-z]))?"
)
_ABROAD = re.compile(
    rf"(?<![0-9A-Za-z\-.])(?:{_ROOM}{_GAP})?[0-9]{{1,5}}[A-Z]?(?:-[0-9]{{1,4}})?"
    rf" (?:{_WORD}\.? ){{1,3}}?{_STREET}"
    rf"(?:,? (?:{_ROOM}))?(?:,\s(?!{_MONTH}){_WORD}(?: {_WORD}){{0,2}}){{0,2}}{_STATE_AND_CODE}{_COUNTRY}"
    rf"|(?<![A-Za-z])[A-ZÄÖÜ][a-zäöüß]+(?:strasse|straße|str\.|gasse|allee) [0-9]{{1,4}}[a-z]?(?![0-9A-Za-z])"
    rf"(?:,\s(?!{_MONTH})(?:[0-9]{{5}} )?{_WORD}(?: {_WORD})?)?(?:, Germany|, Austria|, Switzerland)?"
    r"|(?<![A-Za-z])P\.?O\.? ?Box [0-9]{1,6}(?![0-9])"
)
_CALLED_SO = re.compile(
    r"(?<![A-Za-z\-])(?<!mail )(?<!IP )(?<!web )(?<!MAC )(?i:(?:postal |home |mailing |street "
    r"|shipping |new |old )?address)"
    r"(?: (?i:is|was)(?: now)?:?|:)\s{1,2}(?P<address>(?=[^\n\0,]{0,60},)(?=[^\n\0]{0,80}?[0-9])[A-Z0-9#]"
    r"(?:[^\n\0.;!?]|\.(?=[^\s\0])|(?<=St)\.|(?<=Rd)\.|(?<=No)\.){8,100})"
)
_REST = re.compile(r"(?:,? and |, (?:my|please|but|so) |\s+\Z).*", re.DOTALL)
_HYPHENED = re.compile(r"[0-9]-[0-9]|(?i:chome|banchi)")
_MARKED = re.compile(ROMAJI_MARKED)
_PLACED = re.compile(rf"{ROMAJI_PLACE}|[0-9]{{3}}-[0-9]{{4}}")
_LATIN = re.compile("[A-Z][a-z]")
_DIGIT = re.compile("[0-9]")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Each address as one part, from the room or the number to the country."""
    if not (_DIGIT.search(text) and _LATIN.search(text)):
        return
    yield from ((m.start("address"), _end_of_called(m)) for m in _CALLED_SO.finditer(text))
    yield from (match.span() for match in _JAPAN.finditer(text) if _is_address(match))
    yield from (match.span() for match in _ABROAD.finditer(text))


def _end_of_called(match: re.Match[str]) -> int:
    return match.start("address") + len(_REST.sub("", match["address"]))


def _is_address(match: re.Match[str]) -> bool:
    """A lone number needs a place with its suffix: "3 Talks, Tokyo" is none, "4259 Nagatsuta-cho" is one."""
    in_parts = _HYPHENED.search(match["block"] or match["after"]) is not None
    since = match.start() if match["block"] else match.start("town")
    return (_PLACED if in_parts else _MARKED).search(match.string, since, match.end()) is not None
