"""What tickets are searched by: redacted words, written as whoever searches might write them."""

from __future__ import annotations

import re

from bot.core.personal_data.spans import MASKS
from bot.core.text import LONGEST, normalise
from bot.store.finding import LONGEST as LONGEST_SEARCHED
from bot.store.tables import LONGEST_NUMBER

MOST_WORDS = 8
"""Of a search; the rest of a whole pasted message would only make it slow."""
_LONGEST_WORD = 60
_PERSON = re.compile(rf"(?:利用者(?:番号)?|person)\s*(?:no\.?|#)?\s*(\d{{1,{LONGEST_NUMBER}}})\s*番?")
_NUMBER = re.compile(rf"(?:受付番号|no\.?|#)?\s*(\d{{1,{LONGEST_NUMBER}}})\s*番?")


def searchable(redacted: str) -> str:
    """A redacted text as it is searched in; what stands for personal data is no word of the person's."""
    for mask in MASKS.values():
        redacted = redacted.replace(mask, " ")
    pieces = (redacted[i : i + LONGEST] for i in range(0, min(len(redacted), LONGEST_SEARCHED), LONGEST))
    return " ".join(normalise(piece, LONGEST) for piece in pieces).strip()


def words(searched: str) -> tuple[str, ...]:
    """The words of a search, as tickets have them."""
    found = dict.fromkeys(word[:_LONGEST_WORD] for word in normalise(searched, LONGEST).split(" ") if word)
    return tuple(found)[:MOST_WORDS]


def person(searched: str) -> int | None:
    """The number of a person, where a search is nothing else: "Person 2", "利用者２番"."""
    found = _PERSON.fullmatch(normalise(searched))
    return int(found[1]) if found else None


def number(searched: str) -> int | None:
    """The number of a ticket, where a search is nothing else: "12", "no. 12", "受付番号１２"."""
    found = _NUMBER.fullmatch(normalise(searched))
    return int(found[1]) if found else None
