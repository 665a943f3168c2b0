"""Where the name of an account stands in addresses of Facebook, Instagram and Threads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.accounts import urls
from bot.core.accounts.platforms.names import of_handle, of_number

_GROUP = re.compile(r"[A-Za-z0-9.]{2,50}")
_NUMBERED = re.compile(r".*-([1-9][0-9]{8,19})")
_WITH_ID = frozenset({"profile.php", "story.php", "permalink.php", "photo.php"})


def facebook(segments: Sequence[str], url: urls.URL) -> str | None:
    """Pages, people and groups; Messenger's links are those of the page they write to."""
    host = urls.host_of(url).removeprefix("www.")
    if host in {"fb.me", "m.me"}:
        return of_handle("facebook", segments[0]) if not any(segments[1:]) else None
    if host == "messenger.com":
        return _messenger(segments)
    return _of_page(segments, url)


def _messenger(segments: Sequence[str]) -> str | None:
    match segments:
        case ["t", name, *_]:
            return of_handle("facebook", name)
    return None


def _of_page(segments: Sequence[str], url: urls.URL) -> str | None:
    match [urls.lower(segments[0]), *segments[1:]]:
        case [page, *_] if page in _WITH_ID:
            number = urls.value(url.search, "id")
            return of_number("facebook", number) if number else None
        case ["pages", "category", _, named, *_]:
            return _number_after(named)
        case ["pages" | "people", _, number, *_]:
            return of_number("facebook", number)
        case ["p", named, *_]:
            return _number_after(named)
        case ["groups", group, *_] if _GROUP.fullmatch(group):
            return f"groups/{urls.lower(group)}"
        case ["pg", name, *_]:
            return of_handle("facebook", name)
        case [page, *_] if not page.endswith(".php"):
            return of_handle("facebook", segments[0]) or _number_after(segments[0])
    return None


def _number_after(named: str) -> str | None:
    """The number in "Name-100044556677889", to which Facebook goes whatever the name says."""
    numbered = _NUMBERED.fullmatch(named)
    return numbered[1] if numbered else None


def instagram(segments: Sequence[str], url: urls.URL) -> str | None:
    """Profiles; on ig.me those of whom the link writes to."""
    if urls.host_of(url).removeprefix("www.") == "ig.me":
        return of_handle("instagram", segments[1]) if segments[0] == "m" and len(segments) > 1 else None
    match segments:
        case ["stories" | "_u" | "_n", name, *_] if name != "highlights":
            return of_handle("instagram", name)
    return of_handle("instagram", segments[0])


def threads(segments: Sequence[str], _: urls.URL) -> str | None:
    """Profiles, always after "@"."""
    return of_handle("threads", segments[0]) if segments[0].startswith("@") else None
