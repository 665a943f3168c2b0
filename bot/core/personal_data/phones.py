"""Phone numbers: valid ones of any country, those that are called so, and what only a phone looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.core.personal_data.labels import NOT_COUNTED

_SHORTEST = 9
_SHORTEST_CALLED_SO = 6
_LONGEST = 15

_BETWEEN = r"(?:[ \-.()]{1,3}|・)"
_CANDIDATE = re.compile(
    # from abroad: +81, 010 81, or 81 with a separator; a group ends where the number may end
    r"(?:(?<![0-9A-Za-z+])(?P<plus>\+)|(?<![0-9])(?P<dialled>010[ -]?)|(?<![0-9])(?P<bare>(?=81[ -])))"
    rf"[1-9][0-9]{{0,14}}(?:{_BETWEEN}[0-9]{{1,12}}){{0,6}}"
    rf"|(?<![0-9])\(?0[0-9]{{1,10}}(?:{_BETWEEN}[0-9]{{2,8}}){{0,3}}"
)
_GROUP = re.compile(r"[0-9]+")
_LETTERS_BEFORE = re.compile(r"[A-Za-z0-9]+[-_]?\Z")
_PHONE_WORD_BEFORE = re.compile(r"(?i:tel|fax|phone|mobile|cell)[-_]?\Z")
_GOES_ON = re.compile(r"[-.(]?[0-9]|(?!(?i:tel|fax|ext|mob))[A-Za-z]")

_SHAPED = re.compile(
    # grouped as in Japan, North America or from abroad, whether or not anybody has that number
    r"(?<![0-9A-Za-z+.\-])(?:\(?0(?:[5789]0(?:\)? ?[- ] ?|\) ?)[0-9]{4} ?[- ] ?[0-9]{4}"
    r"|(?=(?:[^0-9]{0,3}[0-9]){9}(?![0-9]|-[0-9]))[1-9][0-9]{0,3}(?: ?- ?|\) ?-?|\("
    r"| )[0-9]{1,4}(?: ?[-)] ?| )[0-9]{3,4})"
    r"|\([2-9][0-9]{2}\) ?[2-9][0-9]{2}-[0-9]{4}|[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}"
    r"|0081(?=(?:[ ()\-]{0,2}[0-9]){9,11}(?![0-9]))(?:[ ()\-]{0,2}[0-9]{1,12}){1,5}"
    r"|\+(?=(?:[ ()\-]{0,2}[0-9]){10,15}(?![0-9]))[1-9][0-9]{0,14}(?:[ ()\-]{1,2}[0-9]{1,12}){0,6})"
    r"(?![0-9A-Za-z]|[-.][0-9])"
)
_CALLED_SO = re.compile(
    r"(?:電話|携帯|でんわ|ケ-タイ|ファ[ック]+ス|直通|連絡先|℡|☎|☏|📞|📱"
    r"|(?<![A-Za-z])(?i:tel|phone|telephone|mobile|cell|cellphone|fax|whatsapp"
    r"|(?:call|reach|text|ring) me (?:at|on)))(?![a-z])"
    r"(?:[^0-9A-Za-z\n\0。!?+(]{0,10}|(?:[\s:=.#\-]|(?i:is|number|no\.?|at|on)(?![a-z])){0,6})"
    rf"(?P<number>[+(]?[0-9](?:[ \-.()・]{{0,3}}[0-9]){{{_SHORTEST_CALLED_SO - 1},{_LONGEST - 1}}})"
    rf"(?![0-9]){NOT_COUNTED}"
)
_A_GROUP_OF_THREE = re.compile(r"[0-9]{3}")
_DATES = re.compile(r"(?:19|20)[0-9]{2}(?:[\-/. ][0-9]{1,2}(?![0-9])|[ \-](?:19|20)[0-9]{2}(?![0-9]))")


def find(text: str) -> Iterator[tuple[int, int]]:
    """The shortest valid one in Japan, the longest from abroad, then what is told by shape or label."""
    if sum(map(text.count, "0123456789")) < _SHORTEST_CALLED_SO:
        return
    yield from _valid_ones(text)
    yield from (match.span() for match in _SHAPED.finditer(text))
    yield from _called_so(text)


def _called_so(text: str) -> Iterator[tuple[int, int]]:
    for match in _CALLED_SO.finditer(text):
        number = match["number"]
        if _A_GROUP_OF_THREE.search(number) and not _DATES.match(number):
            yield match.span("number")


def _valid_ones(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while match := _CANDIDATE.search(text, position):
        end = _end(text, match)
        if end is not None:
            yield match.start(), end
        first_group = _GROUP.search(text, match.start())
        position = end or (first_group.end() if first_group else match.end())


def _end(text: str, match: re.Match[str]) -> int | None:
    if _part_of_an_id(text, match):
        return None
    abroad = match["plus"] or match["dialled"] or match["bare"] is not None
    ends = [group.end() for group in _GROUP.finditer(text, match.start(), match.end())]
    lengths = range(_SHORTEST, 19) if abroad else (10, 11)
    for end in reversed(ends) if abroad else ends:
        number = text[match.start() : end]
        digits = sum(map(str.isdigit, number))
        if digits in lengths and not _GOES_ON.match(text, end) and _valid(number, match):
            return end
    return None


def _part_of_an_id(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 10) : match.start()]
    glued = match[0][0] not in "+(" and _LETTERS_BEFORE.search(before) is not None
    return glued and not _PHONE_WORD_BEFORE.search(before)


def _valid(number: str, match: re.Match[str]) -> bool:
    try:
        parsed = phonenumbers.parse(f"+{number}" if match["bare"] is not None else number, "JP")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)
