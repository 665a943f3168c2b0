"""References as they are shown to people: as text that no client turns into a link."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.accounts import references


def unlinked(text: str) -> str:
    """A reference that nobody can open from where we show it."""
    return text.replace("://", "[:]//").replace(".", "[.]").replace("@", "(at)")


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
