"""Who asks: the address a request came from, and the browser by name."""

from __future__ import annotations

import re

from starlette.requests import Request

from bot.web.addresses import whose

_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def address(request: Request, *, behind_proxy: bool) -> str:
    """By what whoever asks is counted; behind a proxy by what it saw, which nobody else can write.

    A proxy adds its entry to the end of the visitor's line or writes a line of its own below it.
    """
    lines = request.headers.getlist("x-forwarded-for") if behind_proxy else []
    seen = lines[-1].rpartition(",")[2].strip() if lines else ""
    peer = request.client.host if request.client else ""
    return whose(seen) or whose(peer) or peer


def browser(request: Request) -> str:
    """The browser as people know it, such as "Firefox, Windows"; "?" for what it does not tell."""
    agent = request.headers.get("user-agent", "")
    return ", ".join(_first(table, agent) for table in (_BROWSERS, _SYSTEMS))


def _first(table: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, sign in table if re.search(sign, agent)), "?")
