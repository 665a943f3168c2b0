"""References as they are shown to people: as text that no client turns into a link."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.accounts import references
from bot.core.accounts.likeness.characters import visible

LONGEST = 80
_HEAD = 0.7
"""Share of a long reference before the part left out: enough to see the host."""


def unlinked(text: str) -> str:
    """A reference that nobody can open from where we show it."""
    return text.replace("://", "[:]//").replace(".", "[.]").replace("@", "(at)")


def told(text: str, longest: int = LONGEST) -> str:
    """A reference as replies show it: unlinked, without hidden characters, a long one without its middle."""
    seen = visible(text)
    if len(seen) > longest:
        head = int(_HEAD * longest)
        seen = f"{seen[:head]}…{seen[head + 1 - longest :]}"
    return unlinked(seen)


def all_unlinked(text: str) -> str:
    """A message with every reference in it unlinked, the rest as it was written."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    done = 0
    for reference in references.find(text):
        if reference.start >= done:
            yield text[done : reference.start]
            yield unlinked(text[reference.start : reference.end])
            done = reference.end
    yield text[done:]
