"""Addresses on the internet, as far as one person's are told from another's."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_WITH_PORT = re.compile(r"\[(?P<six>[^]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


def whose(text: str) -> str | None:
    """By what somebody is counted: an IPv4 address, or the /64 of an IPv6 one, all of which is theirs.

    A port is left aside. None for what is no address.
    """
    found = _read(text)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found), 64), strict=False))
    return None if found is None else str(found)


def is_near(text: str) -> bool:
    """Whether it is of this machine or of its own network."""
    found = _read(text)
    return found is not None and (found.is_loopback or found.is_private)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    with_port = _WITH_PORT.fullmatch(text)
    try:
        found = ip_address((with_port["six"] or with_port["four"] or "") if with_port else text)
    except ValueError:
        return None
    # a socket for both kinds shows an IPv4 address as ::ffff:192.0.2.1
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
