"""What somebody filled into the path or the query of a link: values of a form, whom the link calls."""

from __future__ import annotations

import re

from bot.core.accounts.references import Reference
from bot.core.personal_data import numbers
from bot.core.personal_data.blanks import blank, without
from bot.core.personal_data.spans import Span

_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:[/\\]+)?[^/\\?#]*")
_CALLED = re.compile(
    r"(?i:(?<![a-z0-9.\-])wa\.me/|[?&;#](?:phone|tel|mobile|fax)=)(?:\+|%2[Bb])?([0-9]{9,15})(?![0-9])"
)
_WRITTEN_TO = re.compile(
    r"(?<![A-Za-z0-9.+\-_@])([A-Za-z0-9.+\-_]{1,64}(?:@|%40)[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+)"
)
_NUMBERED = re.compile(r"(?<=/)[1-9][0-9]*(?![^/?#])")  # a post, a meeting: ids, which never begin with 0


def find(address: str, url: Reference) -> list[Span]:
    """The host, the account's name and ids in the path are what the link points to, and stay."""
    after_host = _end_of_host(address)
    spans = [Span(*match.span(1), "phone") for match in _CALLED.finditer(address)]
    left = without(address, ((span.start, span.end) for span in spans))
    mails = [Span(*match.span(1), "mail") for match in _WRITTEN_TO.finditer(left, after_host)]
    left = without(left, [(0, after_host), *((mail.start, mail.end) for mail in mails)])
    return [*spans, *mails, *numbers.find(_NUMBERED.sub(blank, _without_account(left, url)))]


def _end_of_host(address: str) -> int:
    match = _HOST.match(address)
    return match.end() if match else 0


def _without_account(left: str, url: Reference) -> str:
    name = (url.identity or "").rpartition("/")[2]
    start = left.lower().find(name.lower())
    return left if start < 0 else without(left, [(start, start + len(name))])
