"""What a message points to: in its words, its forward, its pictures' QR codes, the message it replies to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.accounts import references
from bot.core.accounts.named import asks_about_a_name
from bot.core.accounts.references import Reference
from bot.core.accounts.verdict import Verifier, worst
from bot.core.model import Message, Scan

_MOST_OF_IT = 0.8
_LONGEST_NAME = 100


def pointed(message: Message) -> tuple[Reference, ...]:
    """Addresses, handles and origins; those of the message replied to where it has none of its own."""
    own = (*references.find(_text(message), message.forward), *_scanned(message.scan))
    if own or message.quoted is None:
        return own
    quoted = message.quoted
    return (*references.find(references.relinked(quoted.text), quoted.forward), *_scanned(quoted.scan))


def named(
    message: Message, found: Sequence[Reference], verifier: Verifier, asks_about_accounts: bool
) -> tuple[Reference, ...]:
    """The names that a question about accounts names or imitates.

    What reads like another question may still be one: when it is no more than a name, or asks of a name
    that we know whether it is official.
    """
    text = _text(message)
    if asks_about_accounts:
        return verifier.names(text, found)
    asked, length = asks_about_a_name(text), len(text.strip())
    if not asked and length > _LONGEST_NAME:
        return ()
    names = verifier.names(text, found)
    told = (name for name in names if asked or len(name.text) >= _MOST_OF_IT * length)
    return tuple(name for name in told if worst(verifier.judge((name,))) != "unlisted")


def _text(message: Message) -> str:
    return references.relinked(message.text)


def _scanned(scan: Scan | None) -> Iterator[Reference]:
    """A code that holds no address is shown as it is: it cannot be told."""
    for code in scan.codes if scan else ():
        found = references.find(references.relinked(code))
        whole = found or (Reference(code, "url", plain=False),)
        yield from (replace(reference, start=0) for reference in whole)
