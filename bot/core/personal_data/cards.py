"""Payment cards: by Luhn's check digit and their issuer, or because they are called so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import NOT_COUNTED, SPACING

_SHAPED = re.compile(
    r"(?<![0-9])(?:[0-9]{13,19}"
    r"|(?P<fours>[0-9]{4}(?: ?[-.] ?| {1,2})(?:[0-9]{4}(?: ?[-.] ?| {1,2})){2}[0-9]{1,4}(?:[ -][0-9]{1,3})?)"
    r"|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}"
    r"|[0-9]{4,12}(?:[ -][0-9]{4,12}){1,3})(?![0-9])"
)
_ISSUER = re.compile(r"3[0-9]|[4-6]|2[2-7]")
_WORDS = (
    r"(?:カ-ド|クレジット|クレカ|(?i:(?<![a-z])(?:credit|debit|visa|master ?card|amex|jcb|diners"
    r"|card)(?![a-z])))"
)
_NAMED = re.compile(_WORDS)
_CALLED_SO = re.compile(
    rf"{_WORDS}[^0-9\n\0。!?]{{0,24}}\n?(?<!\+)(?P<number>[0-9](?:{SPACING}[0-9]){{12,18}})(?![0-9])"
)
_SECRET = re.compile(
    r"(?:(?<![A-Za-z])(?i:cvv2?|cvc2?)(?![a-z])|セキュリティ-?コ-ド|暗証番号|(?i:security code))"
    rf"[^0-9\n\0。!?]{{0,10}}(?P<number>[0-9]{{3,4}})(?![0-9]){NOT_COUNTED}"
)
_LABELLED_OTHERWISE = re.compile(
    r"(?:(?:法人|登録|受付|注文|会員|追跡|伝票|口座|整理|問い?合わ?せ)番号"
    r"|(?i:jan|issn|(?<![a-z])(?<!card )id))[^0-9\n\0]{0,6}\Z"
)
_LABEL = 16
_LONGEST_PHONE = 15


def find(text: str) -> Iterator[tuple[int, int]]:
    """Card numbers, and the codes that belong to one."""
    named = _NAMED.search(text) is not None
    yield from (match.span() for match in _SHAPED.finditer(text) if _is_card(text, match, named))
    if named:
        yield from (match.span("number") for match in _CALLED_SO.finditer(text))
    yield from (match.span("number") for match in _SECRET.finditer(text))


def _is_card(text: str, match: re.Match[str], named: bool) -> bool:
    digits = re.sub("[^0-9]", "", match[0])
    if not (13 <= len(digits) <= 19 and _luhn(digits)):
        return False
    if len(digits) <= _LONGEST_PHONE and text[match.start() - 1 : match.start()] == "+":
        return False
    if _LABELLED_OTHERWISE.search(text[max(0, match.start() - _LABEL) : match.start()]):
        return False
    if named:
        return True
    glued = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if re.search("[A-Za-z]", glued):
        return False
    return _ISSUER.match(digits) is not None or match["fours"] is not None


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
