"""Handles as they stand in a text, and what they are on the platform that is named beside them."""

from __future__ import annotations

from bot.core.accounts import identity
from bot.core.accounts.finding.ends import clean_after_name
from bot.core.accounts.finding.reference import Reference


def handle(text: str, folded: str, start: int, end: int, platform: str | None) -> Reference:
    """A handle, with or without "@"; without a platform its identity is itself in small letters."""
    name = folded[start:end]
    known = identity.of_handle(platform, name) if platform else name.lower().removeprefix("@")
    return Reference(
        text[start:end],
        "handle",
        platform,
        known if name.isascii() else None,
        clean_after_name(folded, end, platform),
        start,
    )
