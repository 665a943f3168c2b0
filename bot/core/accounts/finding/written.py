"""Handles as they stand in a text, and what they are on the platform that is named beside them."""

from __future__ import annotations

from bot.core.accounts import identity
from bot.core.accounts.finding.ends import clean_after_name, clean_before_handle
from bot.core.accounts.finding.reference import Reference
from bot.core.accounts.urls import lower


def handle(text: str, folded: str, start: int, end: int, platform: str | None) -> Reference:
    """A handle, with or without "@"; without a platform its identity is itself in small letters."""
    name = folded[start:end]
    known = identity.of_handle(platform, name) if platform else lower(name).removeprefix("@")
    return Reference(
        text[start:end],
        "handle",
        platform,
        known if name.isascii() else None,
        clean_before_handle(folded, start) and clean_after_name(folded, end, platform, platform is None),
        start,
    )
