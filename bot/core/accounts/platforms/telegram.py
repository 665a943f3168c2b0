"""Where the name of an account stands in Telegram's addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from bot.core.accounts import urls
from bot.core.accounts.platforms.names import DIGITS, of_handle, of_number

_WEB_NUMBER = re.compile(r"#(-100[1-9][0-9]{3,15}|[1-9][0-9]{3,15})(?:_[0-9]+)?")
_WEB_NAME = re.compile(r"#(?:/im\?p=)?@([A-Za-z0-9_]+)(?:/[0-9]+)?")
_WEB_APP_LINK = re.compile(r"#\?tgaddr=([^&]+)")


def page(segments: Sequence[str], url: urls.URL) -> str | None:
    """Channels, groups, bots and people; "c/" gives the number of a channel that has no name."""
    host = urls.host_of(url)
    if host.endswith(".t.me") and host != "www.t.me":
        return of_handle("telegram", host.removesuffix(".t.me"))
    if host == "web.telegram.org":
        return _in_the_browser(url.hash)
    match segments:
        case ["c", number, *_]:
            return _channel(number)
        case ["s", name, *_]:
            return of_handle("telegram", name)
    return of_handle("telegram", segments[0])


def app(url: urls.URL) -> str | None:
    """What a tg: link opens."""
    match url.hostname or url.pathname:
        case "resolve":
            return of_handle("telegram", urls.value(url.search, "domain") or "")
        case "user":
            return of_number("telegram", urls.value(url.search, "id") or "")
        case "openmessage":
            return of_number("telegram", urls.value(url.search, "user_id") or "")
        case "privatepost":
            return _channel(urls.value(url.search, "channel") or "")
    return None


def _in_the_browser(fragment: str) -> str | None:
    asked = unquote(fragment)
    if link := _WEB_APP_LINK.fullmatch(fragment):
        parsed = urls.parse(unquote(link[1]))
        return app(parsed) if parsed and parsed.protocol == "tg:" else None
    if number := _WEB_NUMBER.fullmatch(asked):
        return number[1]
    name = _WEB_NAME.fullmatch(asked)
    return of_handle("telegram", name[1]) if name else None


def _channel(number: str) -> str | None:
    """A channel as the Bot API numbers it."""
    return f"-100{number}" if DIGITS.fullmatch(number) else None
