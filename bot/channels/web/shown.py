"""Messages as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.web.content import WebFile, read
from bot.core.handbook import Handbook
from bot.service.hours import Hours
from bot.service.ports import Key
from bot.store.web_messages import WebMessage

_URL = re.compile(r"https?://[^\s<>\"'「」『』（）、。，]+")
_AFTER = ".,;:!?)]"
"""What ends a sentence rather than an address."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and where it leads, if anywhere."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message on the page; `at` and `moment` are its time for people and for machines."""

    number: int
    mine: bool
    pieces: tuple[Piece, ...]
    language: str
    at: str
    moment: str
    keys: tuple[tuple[Key, ...], ...]
    file: WebFile | None
    is_status: bool


def shown(message: WebMessage, hours: Hours, links: Collection[str]) -> Shown:
    """A message, ready for the template. Only in ours anything is a link."""
    content, mine = read(message), message.author == "user"
    return Shown(
        message.id,
        mine,
        pieces(content.text, () if mine else links),
        content.language,
        hours.local(message.at),
        message.at.isoformat(timespec="seconds"),
        content.keys,
        content.file if message.has_file else None,
        content.is_status,
    )


def waits(messages: Sequence[WebMessage]) -> bool:
    """Whether the last word is the person's."""
    return bool(messages) and messages[-1].author == "user"


def pieces(text: str, links: Collection[str]) -> tuple[Piece, ...]:
    """The text with links where an address is, as a whole, one of `links`."""
    return tuple(_pieces(text, links))


def _pieces(text: str, links: Collection[str]) -> Iterator[Piece]:
    done = 0
    for found in _URL.finditer(text):
        address = found[0].rstrip(_AFTER)
        if address in links:
            yield Piece(text[done : found.start()])
            yield Piece(address, address)
            done = found.start() + len(address)
    if text[done:]:
        yield Piece(text[done:])


def published(handbook: Handbook) -> frozenset[str]:
    """The addresses of pages that the organisation has published: those alone may be links."""
    organization = handbook.organization
    sources = (text.source for section in handbook.sections for text in section.texts.values())
    accounts = (account.address for account in organization.registry.accounts)
    found = (organization.website, organization.privacy_policy, *sources, *accounts)
    return frozenset(address for address in found if address and _URL.fullmatch(address))
