"""What an account is known by: one reading of the list for whoever checks it and whoever goes by it."""

from __future__ import annotations

from bot.core.accounts import identity

Key = tuple[str, str]
"""A platform ("web" and "mail" among them) and a canonical identity on it."""


def of_account(platform: str, address: str | None, number: str | None) -> frozenset[str]:
    """The identities of an account on its platform; none while neither its address nor its number is on file.

    A page on a shared host does not make the host its owner's, so a website is known by its root alone.
    """
    known = {identity.of_number(platform, number)} if number else set()
    if address:
        known.add(_of_address(platform, address))
    return frozenset(name for name in known if name)


def of_mail(address: str) -> str:
    """A mail address for comparing: nobody is known to tell "Info@" from "info@"."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local}@{identity.host(domain) or domain}".lower()


def of_other(address: str) -> Key | None:
    """Whom a web address, a domain, a mail address or "@name@server" leads to; None where that is nobody."""
    if address.startswith("@"):
        name = identity.of_handle("mastodon", address)
        return ("mastodon", name) if name else None
    if "@" in address and "/" not in address:
        return "mail", of_mail(address)
    if page := identity.mastodon(address):
        return "mastodon", page
    led = identity.of_url(address)
    return led if led is not None and led[0] != "short" else None


def _of_address(platform: str, address: str) -> str | None:
    if platform == "mastodon":
        return identity.mastodon(address) or identity.of_handle("mastodon", address)
    if "/" not in address and platform != "web":
        return identity.of_handle(platform, address)
    led = identity.of_url(address)
    if led is None or led[0] != platform or (platform == "web" and has_path(address)):
        return None
    return led[1]


def has_path(address: str) -> bool:
    """Whether a web address leads to a page below the root."""
    return "/" in address.partition("://")[2].rstrip("/")
