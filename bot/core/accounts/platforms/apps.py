"""Addresses that open a platform's app: whose account they show there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.core.accounts import urls
from bot.core.accounts.platforms import pages, telegram
from bot.core.accounts.platforms.names import of_handle, of_number


def account(url: urls.URL) -> tuple[str, str] | None:
    """The platform and canonical identity of the account; None where it opens something else."""
    found = _APPS.get(url.protocol)
    if found is None or url.has_credentials():
        return None
    platform, read = found
    known = read(url)
    return (platform, known) if known else None


def _path(url: urls.URL) -> Sequence[str]:
    """Host and path together: apps do not tell them apart."""
    return (url.hostname, *(part for part in urls.segments(url.pathname) or () if part))


def _facebook(url: urls.URL) -> str | None:
    match _path(url):
        case ["profile" | "page", number]:
            return of_number("facebook", number)
        case ["profile" | "page"]:
            return of_number("facebook", urls.value(url.search, "id") or "")
        case ["group", number]:
            return f"groups/{number}" if of_number("facebook", number) else None
    return None


def _x(url: urls.URL) -> str | None:
    names, numbers = urls.values(url.search, "screen_name"), urls.values(url.search, "id", "user_id")
    if url.hostname != "user" or len(names) + len(numbers) != 1:
        return None
    name, number = urls.value(url.search, "screen_name"), urls.value(url.search, "id", "user_id")
    return of_handle("x", name) if name else of_number("x", number or "")


def _instagram(url: urls.URL) -> str | None:
    return (
        of_handle("instagram", urls.value(url.search, "username") or "") if url.hostname == "user" else None
    )


def _line(url: urls.URL) -> str | None:
    return pages.account("line", _path(url), url)


def _linkedin(url: urls.URL) -> str | None:
    return pages.account("linkedin", _path(url), url)


def _youtube(url: urls.URL) -> str | None:
    inside = urls.parse(f"https://{url.host}{url.pathname}")
    parts = urls.segments(url.pathname)
    return pages.account("youtube", parts, inside) if inside and parts else None


_APPS: Mapping[str, tuple[str, Callable[[urls.URL], str | None]]] = {
    "tg:": ("telegram", telegram.app),
    "fb:": ("facebook", _facebook),
    "twitter:": ("x", _x),
    "instagram:": ("instagram", _instagram),
    "line:": ("line", _line),
    "linkedin:": ("linkedin", _linkedin),
    "youtube:": ("youtube", _youtube),
    "vnd.youtube:": ("youtube", _youtube),
}
