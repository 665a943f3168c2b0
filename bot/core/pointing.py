"""What a message points to: in its words, its forward, its pictures' QR codes, the message it replies to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.accounts import references
from bot.core.accounts.named import asks_about_a_name
from bot.core.accounts.references import Reference
from bot.core.accounts.verdict import Verifier
from bot.core.model import AccountFinding, Message, Scan

_MOST_OF_IT = 0.8
_LONGEST_NAME = 100


def pointed(message: Message) -> tuple[Reference, ...]:
    """Addresses, handles and origins; those of the message replied to where it has none of its own."""
    own = (*references.find(message.text, message.forward), *_scanned(message.scan))
    if own or message.quoted is None:
        return own
    quoted = message.quoted
    return (*references.find(quoted.text, quoted.forward), *_scanned(quoted.scan))


def named(
    message: Message, found: Sequence[Reference], verifier: Verifier, asks_about_accounts: bool
) -> tuple[AccountFinding, ...]:
    """The names that a question about accounts names or imitates.

    What reads like another question may still be one: when it is no more than a name, or asks of a name
    that we know whether it is official.
    """
    if asks_about_accounts:
        return verifier.judge(verifier.names(message.text, found))
    asked = asks_about_a_name(message.text)
    length = len(message.text.strip())
    if not asked and length > _LONGEST_NAME:
        return ()
    names = verifier.names(message.text, found)
    told = (name for name in names if asked or len(name.text) >= _MOST_OF_IT * length)
    return tuple(f for f in verifier.judge(told) if f.verdict != "unlisted")


def _scanned(scan: Scan | None) -> Iterator[Reference]:
    """A code that holds no address is shown as it is: it cannot be told."""
    for code in scan.codes if scan else ():
        found = references.find(code)
        whole = found or (Reference(code, "url", plain=False),)
        yield from (replace(reference, start=0) for reference in whole)
