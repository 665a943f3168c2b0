"""Addresses read as browsers read them, and whether they are written to be read otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

import can_ada

URL = can_ada.URL

APP_SCHEMES = frozenset(
    {"tg:", "fb:", "twitter:", "instagram:", "line:", "intent:", "linkedin:", "youtube:", "vnd.youtube:"}
)
"""Those by which an address opens a platform's app instead of a browser."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[/\\]|(?:[Tt][Gg]|[Mm][Aa][Ii][Ll][Tt][Oo]):")
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://([^/?#]*)([^?#]*)")
_DISGUISING = re.compile(r"[\s\\\x00-\x1f\x7f]")
_IDEOGRAPHIC_DOTS = str.maketrans("。｡．", "...")
_DEFAULT_PORTS = {"http:": ":80", "https:": ":443"}
_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_MAIL = re.compile(r"([A-Za-z0-9._%+'\-]+)@([^@,;/?#\s]+)")


def lower(text: str) -> str:
    """A to Z in small letters and nothing else: str.lower() makes a "k" of the Kelvin sign too."""
    return text.translate(_SMALL)


def parse(url: str) -> URL | None:
    """The address, with or without a scheme; None when it is none of a page, an app or a mailbox."""
    try:
        parsed = can_ada.parse(url if _SCHEME.match(url) else f"https://{url}")
    except (ValueError, TypeError):  # TypeError: lone surrogates
        return None
    known = parsed.protocol in {"http:", "https:", "mailto:"} or parsed.protocol in APP_SCHEMES
    return parsed if known else None


def host_of(url: URL) -> str:
    """The host in ASCII, without the root's dot."""
    return url.hostname.removesuffix(".")


def host(url: str) -> str | None:
    """The host a browser would go to, in ASCII; None when it cannot parse the address."""
    parsed = parse(url)
    return (host_of(parsed) or None) if parsed else None


def segments(path: str) -> tuple[str, ...] | None:
    """The parts of a path, decoded; None when they are no text."""
    try:
        return tuple(unquote(part, errors="strict") for part in path.removeprefix("/").split("/"))
    except UnicodeDecodeError:
        return None


def values(query: str, *keys: str) -> frozenset[str]:
    """What a query gives for any of the keys, however a server might read it ("id[]", " id", ";").

    To find what contradicts itself; what a query asks for is its `value`.
    """
    plain, wanted = query.removeprefix("?"), {key.lower() for key in keys}
    pairs = parse_qsl(plain, keep_blank_values=True)
    if ";" in plain:
        pairs += parse_qsl(plain.replace(";", "&"), keep_blank_values=True)
    return frozenset(value for key, value in pairs if _key(key) in wanted)


def value(query: str, *keys: str) -> str | None:
    """The one value that a query gives for exactly these keys; None when it has none, or may have several."""
    written = {value for key, value in parse_qsl(query.removeprefix("?"), True) if key in keys}
    return written.pop() if len(written) == 1 and written == values(query, *keys) else None


def mail(url: URL) -> str | None:
    """The one mailbox of a mailto address."""
    try:
        written = _MAIL.fullmatch(unquote(url.pathname, errors="strict"))
    except UnicodeDecodeError:
        return None
    domain = host(written[2]) if written and is_plain(written[2]) else None
    return f"{written[1]}@{domain}" if written and domain and not values(url.search, "to") else None


def is_plain(url: str) -> bool:
    """Whether the address, as written, leads where a careful reader would say it leads.

    Not so with user information, a port, backslashes, control characters, dot segments, or a host that
    becomes another one by percent-decoding or by compatibility mapping.
    """
    parsed = parse(url)
    if parsed is None or _DISGUISING.search(url):
        return False
    if parsed.protocol not in _DEFAULT_PORTS:
        return not (parsed.has_credentials() or parsed.port)
    written = _AUTHORITY.match(url if _SCHEME.match(url) else f"https://{url}")
    if written is None:
        return False
    authority, path = lower(written[1]), written[2]
    if path and path.count("/") != parsed.pathname.count("/"):
        return False
    bare = authority.translate(_IDEOGRAPHIC_DOTS).removesuffix(_DEFAULT_PORTS[parsed.protocol])
    return _same_labels(bare.split("."), parsed.hostname.split("."))


def _key(key: str) -> str:
    return key.strip().lower().partition("[")[0].partition("\0")[0]


def _same_labels(written: Iterable[str], read: Iterable[str]) -> bool:
    labels, others = tuple(written), tuple(read)
    return len(labels) == len(others) and all(map(_same_label, labels, others))


def _same_label(written: str, read: str) -> bool:
    return read.startswith("xn--") if not written.isascii() else written == read
