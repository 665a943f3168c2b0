"""Which account an address leads to: URLs read as browsers read them, without ever opening one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import parse_qsl, unquote

import can_ada

Form = Literal["name", "number", "legacy"]
"""How an identity names its account; one account may have an identity of each form."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[/\\]")
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://([^/?#]*)([^?#]*)")
_DISGUISING = re.compile(r"[\s\\\x00-\x1f\x7f]")
_IDEOGRAPHIC_DOTS = str.maketrans("。｡．", "...")
_DEFAULT_PORTS = {"http:": ":80", "https:": ":443"}

_DIGITS = re.compile(r"[1-9][0-9]{3,19}")
_FACEBOOK_NAME = re.compile(r"[A-Za-z0-9.]{2,50}")
_FACEBOOK_NUMBERED = re.compile(r".*-([1-9][0-9]{8,19})")
_X_NAME = re.compile(r"[A-Za-z0-9_]{1,20}")
_INSTAGRAM_NAME = re.compile(r"[A-Za-z0-9._]{1,30}")
_YOUTUBE_NAME = re.compile(r"[A-Za-z0-9._\-]{1,50}")
_YOUTUBE_CHANNEL = re.compile(r"UC[A-Za-z0-9_\-]{10,40}")
_LINKEDIN_NAME = re.compile(r"[A-Za-z0-9_\-]{1,100}")
_TELEGRAM_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_LINE_NAME = re.compile(r"[A-Za-z0-9._\-]{1,20}")
_NOTE_NAME = re.compile(r"[A-Za-z0-9_]{1,32}")
_BLUESKY_NAME = re.compile(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+|did:[a-z]+:[A-Za-z0-9.:\-]+")
_TIKTOK_NAME = re.compile(r"[A-Za-z0-9._]{1,24}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_ACCOUNTS = {
    "facebook": _words(
        "ads bookmarks business dialog directory events friends gaming groups hashtag help home legal "
        "live login marketplace media messages notes notifications p pages people permalink pg photo "
        "photos plugins policies privacy profile r recover reel reels saved search settings share "
        "sharer stories story tr video videos watch"
    ),
    "x": _words(
        "about compose download explore hashtag home i intent jobs login logout messages "
        "notifications oauth privacy search settings share signup tos who_to_follow widgets"
    ),
    "instagram": _words(
        "_u about accounts api challenge developer direct directory emails explore legal p press "
        "privacy reel reels share stories terms tv web"
    ),
    "telegram": _words(
        "addemoji addlist addstickers addtheme boost confirmphone contact giftcode invoice joinchat "
        "login proxy setlanguage share socks"
    ),
    "note": _words(
        "about api categories contest hashtag intent interests login magazines n notes premium search "
        "settings signup sitesettings topic topics"
    ),
}


def of_url(url: str) -> tuple[str, str] | None:
    """The platform and canonical identity an address leads to, with or without a scheme.

    ("web", host without "www.") off the known platforms, ("short", host) where only opening it would
    tell. None when browsers cannot parse it, or when it is a platform's page that names no account.
    """
    parsed = _parse(url)
    if parsed is None:
        return None
    if parsed.protocol == "tg:":
        return _found("telegram", _tg(parsed))
    name = parsed.hostname.removesuffix(".")
    if name in _OPAQUE or (_GOOGLE.fullmatch(name) and parsed.pathname == "/url"):
        return "short", name
    platform = _platform(name)
    if platform is None:
        return _found("web", name.removeprefix("www."))
    return _found(platform, _identity(platform, name, parsed))


def of_handle(platform: str, handle: str) -> str | None:
    """The canonical identity of a handle, with or without "@"; None where no account can be called so.

    LinkedIn's names are ambiguous (a company and a person may share one), so there only URLs tell.
    """
    name, canonical = _HANDLES.get(platform, (None, str))
    bare = handle.removeprefix("@")
    if name is None or not name.fullmatch(bare) or bare.lower() in _NOT_ACCOUNTS.get(platform, ()):
        return None
    return canonical(bare) or None


def of_number(platform: str, number: str) -> str | None:
    """The canonical identity of a platform's own numeric (YouTube: channel) id."""
    if platform == "youtube":
        return f"channel/{number}" if _YOUTUBE_CHANNEL.fullmatch(number) else None
    if not _DIGITS.fullmatch(number.removeprefix("-") if platform == "telegram" else number):
        return None
    if platform == "x":
        return f"i/user/{number}"
    return number if platform in {"facebook", "telegram"} else None


def form(platform: str, identity: str) -> Form:
    """Whether the identity is the account's name, its number, or a name of an older kind."""
    kind, _, rest = identity.rpartition("/")
    if platform == "youtube" and kind in {"c", "user"}:
        return "legacy"
    numeric = rest.removeprefix("-").isdigit() and platform in {"facebook", "telegram", "linkedin"}
    return "number" if numeric or kind in {"channel", "i/user"} else "name"


def host(url: str) -> str | None:
    """The host a browser would go to, in ASCII; None when it cannot parse the address."""
    parsed = _parse(url)
    return parsed.hostname.removesuffix(".") or None if parsed else None


def is_known_host(name: str) -> bool:
    """Whether this host is a platform's or a known shortener's."""
    return name in _OPAQUE or _platform(name) is not None


def is_plain(url: str) -> bool:
    """Whether the address, as written, leads where a careful reader would say it leads.

    Not so with user information, a port, backslashes, control characters, dot segments, or a host that
    becomes another one by percent-decoding or by compatibility mapping.
    """
    spelled = url if _SCHEME.match(url) else f"https://{url}"
    written = _AUTHORITY.match(spelled)
    parsed = _parse(url)
    if parsed is None or written is None or _DISGUISING.search(url):
        return False
    if parsed.protocol == "tg:":
        return True
    authority, path = written[1].lower(), written[2]
    if path and path.count("/") != parsed.pathname.count("/"):
        return False
    bare = authority.translate(_IDEOGRAPHIC_DOTS).removesuffix(_DEFAULT_PORTS[parsed.protocol])
    labels, read = bare.split("."), parsed.hostname.split(".")
    return len(labels) == len(read) and all(map(_same_label, labels, read))


def _same_label(written: str, read: str) -> bool:
    return read.startswith("xn--") if not written.isascii() else written == read


def _parse(url: str) -> can_ada.URL | None:
    try:
        parsed = can_ada.parse(url if _SCHEME.match(url) else f"https://{url}")
    except (ValueError, TypeError):  # TypeError: lone surrogates
        return None
    return parsed if parsed.protocol in {"http:", "https:", "tg:"} else None


def _found(platform: str, identity: str | None) -> tuple[str, str] | None:
    return (platform, identity) if identity else None


# --- platforms -----------------------------------------------------------------------------------


def _platform(host: str) -> str | None:
    if host in _HOSTS:
        return _HOSTS[host]
    return next((platform for pattern, platform in _HOST_PATTERNS if pattern.fullmatch(host)), None)


def _identity(platform: str, host: str, url: can_ada.URL) -> str | None:
    if host.endswith(".t.me"):
        return of_handle("telegram", host.removesuffix(".t.me"))
    try:
        segments = [unquote(s, errors="strict") for s in url.pathname.removeprefix("/").split("/")]
    except UnicodeDecodeError:
        return None
    if host == "page.line.me":
        return of_handle("line", segments[0])
    return _READERS[platform](segments, url)


def _facebook(segments: Sequence[str], url: can_ada.URL) -> str | None:
    match [segments[0].lower(), *segments[1:]]:
        case ["profile.php", *_]:
            ids = [v for k, v in parse_qsl(url.search.removeprefix("?")) if k == "id"]
            return of_number("facebook", ids[0]) if len(ids) == 1 else None
        case ["pages" | "people", _, number, *_]:
            return of_number("facebook", number)
        case ["p", named, *_] if numbered := _FACEBOOK_NUMBERED.fullmatch(named):
            return numbered[1]
        case ["groups", group, *_] if _FACEBOOK_NAME.fullmatch(group):
            return f"groups/{group.lower()}"
        case ["pg", name, *_]:
            return of_handle("facebook", name)
        case [name, *_] if not name.endswith(".php"):
            return of_handle("facebook", name)
    return None


def _x(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["i", "user", number, *_]:
            return of_number("x", number)
    return of_handle("x", segments[0])


def _instagram(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["stories" | "_u", name, *_] if name != "highlights":
            return of_handle("instagram", name)
    return _bare("instagram", segments[0])


def _youtube(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["channel", number, *_]:
            return of_number("youtube", number)
        case ["c" | "user" as kind, name, *_] if _YOUTUBE_NAME.fullmatch(name):
            return f"{kind}/{name.lower()}"
    return _with_at("youtube", segments[0])


def _linkedin(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["company" | "in" | "school" | "showcase" as kind, name, *_] if _LINKEDIN_NAME.fullmatch(name):
            return f"{kind}/{name.lower()}"
    return None


def _telegram(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["c", number, *_] if _DIGITS.fullmatch(number):
            return f"-100{number}"  # how the Bot API numbers channels
        case ["s", name, *_]:
            return _bare("telegram", name)
    return _bare("telegram", segments[0])


def _tg(url: can_ada.URL) -> str | None:
    names = [v for k, v in parse_qsl(url.search.removeprefix("?")) if k == "domain"]
    return _bare("telegram", names[0]) if url.hostname == "resolve" and len(names) == 1 else None


def _line(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["R", "ti", "p", name, *_] | ["ti", "p", name, *_]:
            return _with_at("line", name)
    return None


def _note(segments: Sequence[str], _: can_ada.URL) -> str | None:
    return _bare("note", segments[0])


def _bluesky(segments: Sequence[str], _: can_ada.URL) -> str | None:
    match segments:
        case ["profile", name, *_]:
            return _bare("bluesky", name)
    return None


def _threads(segments: Sequence[str], _: can_ada.URL) -> str | None:
    return _with_at("threads", segments[0])


def _tiktok(segments: Sequence[str], _: can_ada.URL) -> str | None:
    return _with_at("tiktok", segments[0])


def _bare(platform: str, name: str) -> str | None:
    return None if name.startswith("@") else of_handle(platform, name)


def _with_at(platform: str, name: str) -> str | None:
    return of_handle(platform, name) if name.startswith("@") else None


_READERS: dict[str, Callable[[Sequence[str], can_ada.URL], str | None]] = {
    "facebook": _facebook,
    "x": _x,
    "instagram": _instagram,
    "threads": _threads,
    "youtube": _youtube,
    "linkedin": _linkedin,
    "telegram": _telegram,
    "line": _line,
    "note": _note,
    "bluesky": _bluesky,
    "tiktok": _tiktok,
}
_HANDLES: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "facebook": (_FACEBOOK_NAME, lambda name: name.replace(".", "").lower()),
    "x": (_X_NAME, str.lower),
    "instagram": (_INSTAGRAM_NAME, str.lower),
    "threads": (_INSTAGRAM_NAME, str.lower),
    "youtube": (_YOUTUBE_NAME, lambda name: f"@{name.lower()}"),
    "telegram": (_TELEGRAM_NAME, str.lower),
    "line": (_LINE_NAME, str.lower),
    "note": (_NOTE_NAME, str),  # whether note ignores case is not documented
    "bluesky": (_BLUESKY_NAME, str.lower),
    "tiktok": (_TIKTOK_NAME, str.lower),
}


def _under(platform: str, domains: str, prefixes: str) -> dict[str, str]:
    return {f"{p}.{d}".removeprefix("."): platform for d in domains.split() for p in ["", *prefixes.split()]}


_HOSTS: dict[str, str] = {
    **_under("facebook", "facebook.com fb.com", "www m mbasic web touch"),
    **_under("x", "x.com twitter.com", "www m mobile"),
    **_under("instagram", "instagram.com instagr.am", "www m"),
    **_under("threads", "threads.net threads.com", "www"),
    **_under("youtube", "youtube.com", "www m"),
    **_under("linkedin", "linkedin.com", "www m"),
    **_under("telegram", "t.me telegram.me telegram.dog", "www"),
    **_under("line", "line.me", "page www"),
    **_under("note", "note.com note.mu", "www"),
    **_under("bluesky", "bsky.app", "www"),
    **_under("tiktok", "tiktok.com", "www m"),
}
_HOST_PATTERNS = (
    (re.compile(r"[a-z]{2}-[a-z]{2}\.facebook\.com"), "facebook"),
    (re.compile(r"[a-z]{2}\.linkedin\.com"), "linkedin"),
    (re.compile(r"[a-z][a-z0-9_]{3,31}\.t\.me"), "telegram"),
)
_GOOGLE = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_OPAQUE = _words(
    # shorteners, redirects and share links: only opening them would tell where they lead
    "amzn.to bit.ly bitly.com buff.ly cutt.ly fb.me g.co goo.gl is.gd j.mp l.facebook.com "
    "l.instagram.com l.threads.com lin.ee linkin.bio linktr.ee lit.link lm.facebook.com lnkd.in "
    "m.me me-qr.com ow.ly ows.jp page.link qr.paps.jp qrco.de rb.gy rebrand.ly s.id short.gy "
    "shorturl.at t.co t.ly tiny.cc tinyurl.com tr.ee ur0.link urx.space ux.nu v.gd vm.tiktok.com "
    "vt.tiktok.com wa.me web.telegram.org x.gd youtu.be"
)
