"""What the addresses on the list lead to, and what is wrong with one that leads to no account."""

from __future__ import annotations

import re

from bot.content.fields import mail_address
from bot.content.shared_hosts import is_shared
from bot.core.accounts import identity
from bot.core.accounts.keys import Key, has_path

_FROM_HTTPS = "write it from https:// on"
_PAGES = {
    "facebook": "https://www.facebook.com/{}",
    "x": "https://x.com/{}",
    "instagram": "https://www.instagram.com/{}/",
    "threads": "https://www.threads.net/@{}",
    "youtube": "https://www.youtube.com/@{}",
    "telegram": "https://t.me/{}",
    "line": "https://line.me/R/ti/p/@{}",
    "note": "https://note.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "web": "https://{}",
}
_NUMBERS = {
    "facebook": "digits",
    "x": "digits",
    "telegram": "digits, with -100 before those of a channel or group",
    "youtube": 'the channel\'s id, which begins with "UC"',
}


def written_out(platform: str, address: str) -> str:
    """The web address of an account that may be given by its handle alone."""
    if "/" in address:
        return address
    if platform == "mastodon":
        name, _, server = address.removeprefix("@").partition("@")
        return f"https://{server}/@{name}"
    return _PAGES.get(platform, "{}").format(address.removeprefix("@"))


def key_of_domain(domain: str) -> Key:
    """A domain, or that of a web address, however it is written."""
    return "web", identity.host(domain) or domain


def account_misfit(platform: str, address: str) -> str | None:
    """Why this is no address of an account on this platform, and what to write; None when it is one."""
    if platform == "mastodon":
        return None if _mastodon(address) else f'names no account, "{address}"; write it as @name@server'
    if "/" not in address and platform != "web":
        return _handle_misfit(platform, address)
    return _url_misfit(platform, address)


def _handle_misfit(platform: str, handle: str) -> str | None:
    if platform == "linkedin":
        return "on linkedin a company and a person may share a name; write the whole web address"
    if identity.of_handle(platform, handle) is None:
        return f'no account on {platform} can be called "{handle}"; write its web address, from https:// on'
    return None


def _url_misfit(platform: str, address: str) -> str | None:
    led = identity.of_url(address)
    if led is None:
        return f'names no account, "{address}"; write the address of the account\'s own page'
    if led[0] == "short":
        return f"{led[1]} only leads on to another address; write the one it leads to"
    if led[0] != platform:
        return f"leads to {led[0]}, not to {platform}; correct the address or the platform"
    if platform == "web":
        return _website_misfit(led[1], has_path(address))
    return None


def _website_misfit(host: str, has_path: bool) -> str | None:
    if "." not in host:
        return f'expected a web address, found "{host}"; {_FROM_HTTPS}'
    if is_shared(host) and not has_path:
        return f"anybody may have pages on {host}; write the address of the organisation's own page"
    return None


def number_misfit(platform: str, number: str) -> str | None:
    """Why this is no numeric id on this platform, and what to write; None when it is one."""
    expected = _NUMBERS.get(platform, "digits")
    known = identity.of_number(platform, number) if platform in _NUMBERS else re.fullmatch("[0-9]+", number)
    return None if known else f'expected {expected}, found "{number}"; or take it out'


def domain_misfit(domain: str) -> str | None:
    """Why this domain cannot be an organisation's own; None when it can."""
    if is_shared(identity.host(domain) or domain):
        return f"anybody may have pages on {domain}; it is nobody's own, so take it out"
    return None


def other_misfit(address: str) -> str | None:
    """Why this tells no address of another organisation; None when it does."""
    if _is_mail(address) or _mastodon(address):
        return None
    if "@" in address and "/" not in address:
        return (
            f'a name that is not told on which platform, "{address}"; write the web address, from https:// on'
        )
    if "/" in address and not re.match("https?://", address):
        return f'expected a web address, found "{address}"; {_FROM_HTTPS}'
    led = identity.of_url(address)
    if led is None:
        return f'names no account and no website, "{address}"; write an address of its own'
    if led[0] == "short":
        return f"{led[1]} only leads on to another address; write the one it leads to"
    if led[0] == "web":
        return _website_misfit(led[1], has_path=False)
    return None


def _is_mail(address: str) -> bool:
    try:
        mail_address(address)
    except ValueError:
        return False
    return "/" not in address


def _mastodon(address: str) -> str | None:
    """As name@server, from a page or a handle; not where people have pages of other kinds."""
    name = identity.mastodon(address) or identity.of_handle("mastodon", address)
    return name if name and not is_shared(name.rpartition("@")[2]) else None
