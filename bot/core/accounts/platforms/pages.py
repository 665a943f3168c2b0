"""Where the name of an account stands in the addresses of each platform's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.core.accounts import urls
from bot.core.accounts.platforms import meta, telegram
from bot.core.accounts.platforms.names import LINKEDIN_NAME, of_handle, of_number

_POSTS: Mapping[str, frozenset[str]] = {
    "facebook": frozenset(
        {"posts", "photos", "videos", "reels", "permalink", "story.php", "permalink.php", "photo.php"}
    ),
    "x": frozenset({"status", "statuses", "article"}),
    "instagram": frozenset({"p", "reel", "tv"}),
    "threads": frozenset({"post"}),
    "note": frozenset({"n"}),
    "tiktok": frozenset({"video", "photo"}),
}
_LINKEDIN_KINDS = frozenset({"company", "in", "school", "showcase", "groups"})


def account(platform: str, segments: Sequence[str], url: urls.URL) -> str | None:
    """The canonical identity of the account that a page of the platform is of."""
    return _READERS[platform](segments, url)


def is_post(platform: str, segments: Sequence[str]) -> bool:
    """Whether it is the address of one post, which opens by its number whatever name stands before it."""
    kinds = _POSTS.get(platform, frozenset())
    parts = [part for part in segments if part]
    return any(urls.lower(part) in kinds for part in parts[: 2 if len(parts) > 2 else 1])


def _x(segments: Sequence[str], url: urls.URL) -> str | None:
    match segments:
        case ["i", "user", number, *_]:
            return of_number("x", number)
        case ["intent", "user" | "follow", *_]:
            return _x_asked_for(url.search)
    return of_handle("x", segments[0])


def _x_asked_for(query: str) -> str | None:
    if len(urls.values(query, "screen_name")) + len(urls.values(query, "user_id")) != 1:
        return None
    name, number = urls.value(query, "screen_name"), urls.value(query, "user_id")
    return of_handle("x", name) if name else of_number("x", number or "")


def _youtube(segments: Sequence[str], url: urls.URL) -> str | None:
    if not urls.host_of(url).endswith("youtube.com"):
        return None  # a video does not tell whose it is
    match segments:
        case ["channel", number, *_]:
            return of_number("youtube", number)
        case ["c" | "user" as kind, name, *_]:
            return _legacy(kind, name)
        case [name, *_] if name.startswith("@"):
            return of_handle("youtube", name)
    return _legacy("c", segments[0])


def _legacy(kind: str, name: str) -> str | None:
    """Names from before there were handles; "youtube.com/name" is the short form of "/c/name"."""
    known = None if name.startswith("@") else of_handle("youtube", name)
    return f"{kind}/{known.removeprefix('@')}" if known else None


def _linkedin(segments: Sequence[str], _: urls.URL) -> str | None:
    match segments[1:] if segments[0] == "mwlite" else segments:
        case ["company-beta", name, *_] if LINKEDIN_NAME.fullmatch(name):
            return f"company/{urls.lower(name)}"
        case [kind, name, *_] if kind in _LINKEDIN_KINDS and LINKEDIN_NAME.fullmatch(name):
            return f"{kind}/{urls.lower(name)}"
    return None


def _line(segments: Sequence[str], url: urls.URL) -> str | None:
    if urls.host_of(url) == "page.line.me":
        return of_handle("line", segments[0] or urls.value(url.search, "accountId") or "")
    match segments[1:] if segments[0] in {"R", "r"} else segments:
        case ["ti", "p", name, *_] | ["oaMessage", name, *_] | ["nv", "recommendOA", name, *_]:
            return of_handle("line", name) if name.startswith("@") else None
        case ["home", "public", *_]:
            return of_handle("line", urls.value(url.search, "id") or "")
    return None


def _note(segments: Sequence[str], _: urls.URL) -> str | None:
    return None if segments[0].startswith("@") else of_handle("note", segments[0])


def _bluesky(segments: Sequence[str], url: urls.URL) -> str | None:
    host = urls.host_of(url)
    if host.endswith(".bsky.social"):
        return of_handle("bluesky", host)
    match segments:
        case ["profile", name, *_]:
            return of_handle("bluesky", name)
    return None


def _tiktok(segments: Sequence[str], _: urls.URL) -> str | None:
    return of_handle("tiktok", segments[0]) if segments[0].startswith("@") else None


_READERS: Mapping[str, Callable[[Sequence[str], urls.URL], str | None]] = {
    "facebook": meta.facebook,
    "x": _x,
    "instagram": meta.instagram,
    "threads": meta.threads,
    "youtube": _youtube,
    "linkedin": _linkedin,
    "telegram": telegram.page,
    "line": _line,
    "note": _note,
    "bluesky": _bluesky,
    "tiktok": _tiktok,
}
