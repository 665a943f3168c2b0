"""Which account an address leads to: URLs read as browsers read them, without ever opening one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.accounts import redirects, urls
from bot.core.accounts.platforms import apps, hosts, pages
from bot.core.accounts.platforms.names import Form, form, of_handle, of_number
from bot.core.accounts.urls import host

__all__ = [
    "Form",
    "Led",
    "Note",
    "form",
    "host",
    "is_known_host",
    "is_plain",
    "led",
    "mastodon",
    "of_handle",
    "of_number",
    "of_url",
]

Note = Literal["", "post", "copy", "vanity"]
"""What else is to be known: the address of one post, whose author the page tells, not the name in it; a copy
of a page on another site; a short link of the platform's, which may be one to a post or an event as well."""

_SHOUTED = re.compile(r"#!(/[^?#]*)")
_ELSEWHERE = re.compile(r"#(?:!|%21|/)")
_MASTODON_PAGE = re.compile(r"/(?:@|users/)([^/@]+)(?:/.*)?")


@dataclass(frozen=True, slots=True)
class Led:
    """Where an address leads; `target` is the address written in it, where it only leads on to that one."""

    platform: str
    identity: str
    note: Note = ""
    target: str = ""


def of_url(url: str) -> tuple[str, str] | None:
    """The platform and canonical identity an address leads to, with or without a scheme.

    ("web", host without "www.") off the known platforms, ("short", host) where only opening it would
    tell, or it is a copy. None when browsers cannot parse it, or when it is a platform's page that names
    no account.
    """
    found = led(url)
    return (found.platform, found.identity) if found else None


def led(url: str) -> Led | None:
    """As `of_url`, with what else is known of the address."""
    *passed, last = _chain(url)
    target = last if passed else ""
    parsed = urls.parse(last)
    if parsed is None:
        return None
    if redirects.leads_on(parsed) is not None:
        name = urls.host_of(parsed)
        return Led("short", name, "copy" if redirects.is_copy(name) else "", target)
    found = _account(parsed)
    return Led(*found, target) if found else None


def is_plain(url: str) -> bool:
    """Whether the address, and any that it leads on to, leads where a careful reader would say it leads."""
    chain = _chain(url)
    return all(map(urls.is_plain, chain)) and not _is_shouted_elsewhere(urls.parse(chain[-1]))


def is_known_host(name: str) -> bool:
    """Whether this host is a platform's or a known shortener's."""
    return redirects.is_known(name) or hosts.is_platforms(name) or hosts.platform_of(name) is not None


def mastodon(url: str) -> str | None:
    """Whose page it is, as name@server, if its host is a Mastodon server, which only a list can tell.

    For addresses off the platforms; None for the account of another server that is shown there.
    """
    parsed = urls.parse(_chain(url)[-1])
    if parsed is None or parsed.protocol not in {"http:", "https:"} or is_known_host(urls.host_of(parsed)):
        return None
    return _on_server(parsed)


def _on_server(url: urls.URL) -> str | None:
    path = "/".join(urls.segments(url.pathname) or ())
    page = _MASTODON_PAGE.fullmatch(f"/{path}")
    return of_handle("mastodon", f"{page[1]}@{urls.host_of(url)}") if page else None


def _chain(url: str) -> Sequence[str]:
    """The address, and those it leads on to as far as they say so themselves."""
    chain = [url]
    while (parsed := urls.parse(chain[-1])) is not None:
        target = redirects.leads_on(parsed)
        if not target or len(chain) > redirects.MOST or urls.parse(target) is None:
            break
        chain.append(target)
    return chain


def _account(url: urls.URL) -> tuple[str, str, Note] | None:
    if url.protocol == "mailto:":
        mailbox = urls.mail(url)
        return ("mail", mailbox, "") if mailbox else None
    if url.protocol in urls.APP_SCHEMES:
        opened = apps.account(url)
        return (*opened, "") if opened else None
    name = urls.host_of(url)
    platform = hosts.platform_of(name)
    if platform is None:
        return _on_the_web(name, url)
    parts = urls.segments(_path(platform, url))
    known = pages.account(platform, parts, url) if parts else None
    return (platform, known, _note(platform, parts, name)) if known and parts else None


def _path(platform: str | None, url: urls.URL) -> str:
    """The path; "/#!/name" was one on X and Facebook."""
    shouted = _SHOUTED.match(url.hash)
    if shouted and platform in {"x", "facebook"} and url.pathname == "/" and not url.search:
        return shouted[1]
    return url.pathname


def _is_shouted_elsewhere(url: urls.URL | None) -> bool:
    """Whether a platform's page may go on to the one after "#!", which then stood where it is not read."""
    platform = hosts.platform_of(urls.host_of(url)) if url else None
    if url is None or platform in {None, "telegram"} or not _ELSEWHERE.match(url.hash):
        return False
    return _path(platform, url) == url.pathname


def _note(platform: str, parts: Sequence[str], name: str) -> Note:
    if name.removeprefix("www.") == "fb.me":
        return "vanity"
    return "post" if pages.is_post(platform, parts) else ""


def _on_the_web(name: str, url: urls.URL) -> tuple[str, str, Note] | None:
    if hosts.is_platforms(name):
        return None
    if name in hosts.MASTODON_SERVERS and (known := _on_server(url)):
        return "mastodon", known, ""
    site = name.removeprefix("www.")
    return ("web", site, "") if site else None
