"""My Number: twelve digits, told by their label, their check digit or their groups of four."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import NOT_COUNTED, SPACING

_DIGITS = rf"[0-9](?:{SPACING}[0-9]){{11}}(?!{SPACING}[0-9])"
_CALLED_SO = re.compile(
    r"(?:マイナンバ-(?:カ-ド)?|個人番号|(?i:(?<![a-z])(?:my ?number|individual number)))"
    rf"(?:[^0-9\n\0。!?]{{0,24}}\n?)(?P<number>{_DIGITS})"
)
_BETWEEN = r"(?P<between> ?[\-.・] ?| {1,2}|(?P<unsure> ?[/_,、] ?))"
_TWELVE = re.compile(
    r"(?<![0-9A-Za-z+])(?<![0-9][ .・/_\-])(?<![0-9] [-・])"
    rf"(?:[0-9]{{12}}|[0-9]{{4}}{_BETWEEN}[0-9]{{4}}(?P=between)[0-9]{{4}})"
    rf"(?! ?[\-.・/_]? ?[0-9]|[A-Za-z]){NOT_COUNTED}"
)
_TIME = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[^0-9]{1,3}(?:19|20)[0-9]{2}[^0-9]")
_SENT = re.compile(
    r"発送|配達|伝票|追跡|荷物|ヤマト|佐川|宅急便|ゆうパック|(?i:tracking|parcel|shipment|shipped)"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Twelve digits in fours; together, or with a slash or comma between, only with a valid check digit."""
    yield from (match.span("number") for match in _CALLED_SO.finditer(text))
    yield from (match.span() for match in _TWELVE.finditer(text) if _is_my_number(text, match))


def _is_my_number(text: str, match: re.Match[str]) -> bool:
    if _TIME.fullmatch(match[0]) or _YEARS.match(match[0]):
        return False
    if _checks(re.sub("[^0-9]", "", match[0])):
        return True
    return match["between"] is not None and match["unsure"] is None and _SENT.search(text) is None


def _checks(digits: str) -> bool:
    """The check digit of Order No. 85 (2014) of the Ministry of Internal Affairs, article 5."""
    total = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(digits[:11]), start=1))
    remainder = total % 11
    return int(digits[11]) == (0 if remainder <= 1 else 11 - remainder)
