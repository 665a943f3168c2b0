"""Numeric ids that a text calls ids, and the ids of YouTube's channels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.accounts import identity
from bot.core.accounts.finding.characters import FOLD, SEEN
from bot.core.accounts.finding.platform_words import platform_named
from bot.core.accounts.finding.reference import Reference

_ID = re.compile(
    rf"(?<!{SEEN})[Ii][Dd](?:番号)?[ :=]{{0,2}}(?:(?:は|が|is|no\.?) ?)?"
    rf"(?P<number>-?[1-9][0-9]{{12,18}})(?!{SEEN}|[_\-])"
    rf"|(?<!{SEEN})(?<![_\-])(?P<channel>UC[A-Za-z0-9_\-]{{22}})(?!{SEEN}|[_\-])"
)


def numbers(text: str) -> Iterator[Reference]:
    """Every id, in order, on the platform that is named beside it; without one it is the number itself."""
    folded = text.translate(FOLD)
    for match in _ID.finditer(folded):
        if match["channel"]:
            channel = identity.of_number("youtube", match["channel"])
            yield Reference(
                text[match.start() : match.end()], "handle", "youtube", channel, start=match.start()
            )
        else:
            yield _number(text, folded, match)


def _number(text: str, folded: str, match: re.Match[str]) -> Reference:
    start, end = match.span("number")
    platform = platform_named(folded, start, end)
    known = identity.of_number(platform, match["number"]) if platform else match["number"]
    return Reference(text[start:end], "handle", platform, known, start=start)
