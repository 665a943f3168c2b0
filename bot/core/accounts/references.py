"""What in a message points to an account: URLs, handles, mail addresses, ids, the origin of a forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.accounts import identity
from bot.core.accounts.finding.addresses import addresses
from bot.core.accounts.finding.bare_handles import bare_handles
from bot.core.accounts.finding.numbers import numbers
from bot.core.accounts.finding.reference import Kind, Reference
from bot.core.model import ForwardOrigin

__all__ = ["Kind", "Reference", "find", "relinked", "written"]
_NOTATION = (("[:]//", "://"), ("[.]", "."), ("(at)", "@"), ("hxxp://", "http://"), ("hxxps://", "https://"))


def find(text: str, forward: ForwardOrigin | None = None) -> tuple[Reference, ...]:
    """Every reference in a message: the forward's origin first, then those in the text, in order."""
    origin = () if forward is None else (_of_forward(forward),)
    found = list(addresses(text))
    for more in (numbers(text), bare_handles(text)):
        found += list(_apart(more, found))
    return (*origin, *sorted(found, key=lambda reference: reference.start))


def relinked(text: str) -> str:
    """A text in which addresses were made harmless, as in our own replies, with the addresses as they are.

    For reading only: its offsets are not those of the text.
    """
    for harmless, meant in _NOTATION:
        text = text.replace(harmless, meant)
    return text


def written(text: str) -> tuple[Reference, ...]:
    """Only what is written as an address: URLs, domains, mail addresses and handles after "@"."""
    return tuple(addresses(text))


def _apart(more: Iterable[Reference], found: Iterable[Reference]) -> Iterator[Reference]:
    """Those, in order, that overlap none already found."""
    taken = sorted((reference.start, reference.end) for reference in found)
    at = 0
    for reference in more:
        while at < len(taken) and taken[at][1] <= reference.start:
            at += 1
        if at == len(taken) or reference.end <= taken[at][0]:
            yield reference


def _of_forward(origin: ForwardOrigin) -> Reference:
    username = identity.of_handle("telegram", origin.username) if origin.username else None
    number = None if origin.id is None else str(origin.id)
    shown = origin.title or (f"@{origin.username}" if origin.username else number) or ""
    return Reference(shown, "forward", "telegram", username or number, origin=origin)
