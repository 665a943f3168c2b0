"""Personal data in what people write: where it stands, and the text without it.

A first detector: mail addresses, phone numbers, payment cards and My Number. References to accounts
(of a web address the host, the account's name and ids in the path), and numbers that are something else
by their shape or label (ISBN, DOI, meeting ids), are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import phonenumbers

from bot.core.accounts import references
from bot.core.personal_data.folding import folded
from bot.core.personal_data.spans import MASKS, Kind, Span


def detect(text: str) -> tuple[Span, ...]:
    """The personal data in a text, in order and without overlaps."""
    unmasked = _MASK.sub(_blank, text)
    referred = references.written(unmasked)
    found = [Span(r.start, r.end, "mail") for r in referred if r.kind == "mail"]
    plain = folded(unmasked)
    for url in (r for r in referred if r.kind == "url"):
        inside = _in_address(plain[url.start : url.end], url)
        found += [Span(url.start + s.start, url.start + s.end, s.kind) for s in inside]
    found += _numbers(_without(plain, ((r.start, r.end) for r in referred)))
    return tuple(sorted(found))


# --- one character to one character --------------------------------------------------------------

_MASK = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))
_BLANK = "\n"  # parts numbers, and no pattern below crosses it


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], _BLANK * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


# --- addresses -----------------------------------------------------------------------------------

_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:[/\\]+)?[^/\\?#]*")
_CALLED = re.compile(
    r"(?i:(?<![a-z0-9.\-])wa\.me/|[?&;#](?:phone|tel|mobile|fax)=)(?:\+|%2[Bb])?([0-9]{9,15})(?![0-9])"
)
_WRITTEN_TO = re.compile(
    r"(?<![A-Za-z0-9.+\-_@])([A-Za-z0-9.+\-_]{1,64}(?:@|%40)[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+)"
)
_NUMBERED = re.compile(r"(?<=/)[1-9][0-9]*(?![^/?#])")  # a post, a meeting: ids, which never begin with 0


def _in_address(address: str, url: references.Reference) -> list[Span]:
    """What somebody filled into the path or the query: values of a form, whom a link calls."""
    after_host = _end_of_host(address)
    spans = [Span(*match.span(1), "phone") for match in _CALLED.finditer(address)]
    left = _without(address, ((span.start, span.end) for span in spans))
    mails = [Span(*match.span(1), "mail") for match in _WRITTEN_TO.finditer(left, after_host)]
    left = _without(left, [(0, after_host), *((mail.start, mail.end) for mail in mails)])
    return [*spans, *mails, *_numbers(_NUMBERED.sub(_blank, _without_account(left, url)))]


def _end_of_host(address: str) -> int:
    match = _HOST.match(address)
    return match.end() if match else 0


def _without_account(left: str, url: references.Reference) -> str:
    name = (url.identity or "").rpartition("/")[2]
    start = left.lower().find(name.lower())
    return left if start < 0 else _without(left, [(start, start + len(name))])


# --- numbers -------------------------------------------------------------------------------------

_OTHER_NUMBERS = re.compile(
    r"10\.[0-9]{4,9}/[!-~]++"  # DOI
    r"|(?<![0-9])(?<![0-9][ -])97[89](?:[ -]?[0-9]){10}(?![ -]?[0-9])"  # ISBN-13
    r"|(?<![0-9])0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X](?![0-9])"  # ORCID
    r"|(?i:isbn(?:-10)?)[: ]{0,3}(?:[0-9][ -]?){9}[0-9X](?![0-9])"
    r"|(?i:meeting|webinar|zoom|ミ-ティング|ウェビナ-|会議)[^0-9\n]{0,8}(?i:id|番号|コ-ド)[^0-9\n]{0,5}"
    r"[0-9]{3}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"
)
_LABEL = 16
_SHORTEST_PHONE = 9

_TWELVE_DIGITS = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][ -])(?:[0-9]{12}|[0-9]{4}([ -])[0-9]{4}\1[0-9]{4})(?![ -]?[0-9]|[A-Za-z])"
)
_MY_NUMBER_WORDS = re.compile(r"マイナンバ-|個人番号|(?i:my ?number)")

_CARD = re.compile(
    r"(?<![0-9])(?:[0-9]{13,19}"
    r"|(?P<fours>[0-9]{4}(?: ?[-.] ?| {1,2})(?:[0-9]{4}(?: ?[-.] ?| {1,2})){2}[0-9]{1,4}(?:[ -][0-9]{1,3})?)"
    r"|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}"
    r"|[0-9]{4,12}(?:[ -][0-9]{4,12}){1,3})(?![0-9])"
)
_ISSUER = re.compile(r"3[0-9]|[4-6]|2[2-7]")
_CARD_WORDS = re.compile(r"カ-ド|クレジット|(?i:card|credit|visa|master|amex|jcb)")
_LABELLED_OTHERWISE = re.compile(
    r"(?:(?:法人|登録|受付|注文|会員|追跡|伝票|口座|整理|問い?合わ?せ)番号"
    r"|(?i:jan|issn|(?<![a-z])(?<!card )id))[^0-9\n]{0,6}\Z"
)

_BETWEEN = r"[ \-.()]{1,3}"
_PHONE = re.compile(
    # from abroad: +81, 010 81, or 81 with a separator; a group ends where the number may end
    r"(?:(?<![0-9A-Za-z+])(?P<plus>\+)|(?<![0-9])(?P<dialled>010[ -]?)|(?<![0-9])(?P<bare>(?=81[ -])))"
    rf"[1-9][0-9]{{0,14}}(?:{_BETWEEN}[0-9]{{1,12}}){{0,6}}"
    rf"|(?<![0-9])\(?0[0-9]{{1,10}}(?:{_BETWEEN}[0-9]{{2,8}}){{0,3}}"
)
_GROUP = re.compile(r"[0-9]+")
_LETTERS_BEFORE = re.compile(r"[A-Za-z0-9]+[-_]?\Z")
_PHONE_WORD_BEFORE = re.compile(r"(?i:tel|fax|phone|mobile|cell)[-_]?\Z")
_GOES_ON = re.compile(r"[-.(]?[0-9]|(?!(?i:tel|fax|ext|mob))[A-Za-z]")

_Found = Iterator[tuple[int, int]]


def _numbers(text: str) -> list[Span]:
    left = _OTHER_NUMBERS.sub(_blank, text)
    found: list[Span] = []
    for kind, look in _DETECTORS.items():
        spans = [Span(start, end, kind) for start, end in look(left)]
        left = _without(left, ((span.start, span.end) for span in spans))
        found += spans
    return found


def _my_numbers(text: str) -> _Found:
    named = _MY_NUMBER_WORDS.search(text) is not None
    for match in _TWELVE_DIGITS.finditer(text):
        in_fours = match[1] is not None
        if (named or in_fours) and _my_number_checks(re.sub("[^0-9]", "", match[0])):
            yield match.span()


def _my_number_checks(digits: str) -> bool:
    """The check digit of Order No. 85 (2014) of the Ministry of Internal Affairs, article 5."""
    total = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(digits[:11]), start=1))
    remainder = total % 11
    return int(digits[11]) == (0 if remainder <= 1 else 11 - remainder)


def _cards(text: str) -> _Found:
    named = _CARD_WORDS.search(text) is not None
    for match in _CARD.finditer(text):
        digits = re.sub("[^0-9]", "", match[0])
        if 13 <= len(digits) <= 19 and _luhn(digits) and _card_like(text, match, digits, named):
            yield match.span()


def _card_like(text: str, match: re.Match[str], digits: str, named: bool) -> bool:
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


def _phones(text: str) -> _Found:
    if sum(map(text.count, "0123456789")) < _SHORTEST_PHONE:
        return
    position = 0
    while match := _PHONE.search(text, position):
        end = _phone_end(text, match)
        if end is not None:
            yield match.start(), end
        first_group = _GROUP.search(text, match.start())
        position = end or (first_group.end() if first_group else match.end())


def _phone_end(text: str, match: re.Match[str]) -> int | None:
    """Where the valid number that starts here ends: the shortest one in Japan, the longest from abroad."""
    if _part_of_an_id(text, match):
        return None
    abroad = match["plus"] or match["dialled"] or match["bare"] is not None
    ends = [group.end() for group in _GROUP.finditer(text, match.start(), match.end())]
    lengths = range(_SHORTEST_PHONE, 19) if abroad else (10, 11)
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


_DETECTORS: dict[Kind, Callable[[str], _Found]] = {"my_number": _my_numbers, "card": _cards, "phone": _phones}
