"""Everything that is told by its digits, each kind where the ones before it found nothing."""

from __future__ import annotations

import re

from bot.core.personal_data import banks, births, cards, members, my_numbers, phones, postal_codes
from bot.core.personal_data.detectors import Detectors, look_in_turn
from bot.core.personal_data.others import without_others
from bot.core.personal_data.spans import Span

_IN_FIGURES: Detectors = (
    # what is known by its label comes first: a membership number may look like a phone's
    ("member_number", members.find),
    ("bank", banks.find),
    ("card", cards.find),
    ("my_number", my_numbers.find),
    ("birth_date", births.find),
    ("postal_code", postal_codes.find),
    ("phone", phones.find),
)
_IN_KANJI: Detectors = (("birth_date", births.find),)
_TWO_DIGITS = re.compile("[0-9][^0-9]*[0-9]")  # none of these has fewer


def find(text: str) -> list[Span]:
    """In a folded text; numbers that are something else are left alone."""
    if _TWO_DIGITS.search(text):
        return look_in_turn(_IN_FIGURES, without_others(text))[0]
    return look_in_turn(_IN_KANJI, text)[0]
