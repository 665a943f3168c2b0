"""Whether a run of words is the name of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese.parts import (
    ONE_CHARACTER,
    Likely,
    given,
    is_kana,
    is_strange,
    surname,
)
from bot.core.personal_data.names.japanese.tokens import PEOPLE, gap_before, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.personal_data.names.japanese.tokens import Line

LONGEST = 12
"""Characters of a name with the space in it."""
MOST_WORDS = 7
_NOBODY = frozenset("何神王上奥前皆客今所中新見長係私君僕俺方者") | {"本人", "担当", "学会", "会員", "事務"}
"""Before さん, 様 or です these are no names."""


def is_full_name(name: Line, least: int) -> bool:
    """Whether all of it reads as a surname and a given name, with so much speaking for both together.

    A space may stand between the parts, and nowhere else.
    """
    for split in _splits(name):
        family = surname(name[:split])
        if family and (own := given(name[split:])) and family + own >= least:
            return True
    return False


def is_expected_name(name: Line) -> bool:
    """Whether it is a name where one is to be expected: before さん, after 氏名."""
    text = joined(name)
    if text in _NOBODY:
        return False
    if len(name) == 1 and name[0].tag in PEOPLE:
        return True
    return _is_surname_alone(name, text) or is_full_name(name, 2) or _half_known(name)


def _is_surname_alone(name: Line, text: str) -> bool:
    if (len(text) == 1 and text not in ONE_CHARACTER) or is_kana(text) or _gaps(name):
        return False
    return surname(name) > Likely.NO


def _half_known(name: Line) -> bool:
    """Whether one part is known, and the other no word that we know."""
    for split in _splits(name):
        family, own = name[:split], name[split:]
        if surname(family) and is_strange(own):
            return True
        if given(own) == Likely.YES and is_strange(family):
            return True
    return False


def _splits(name: Line) -> Sequence[int]:
    gaps = _gaps(name)
    if not gaps:
        return range(1, len(name))
    return gaps if len(gaps) == 1 else ()


def _gaps(name: Line) -> list[int]:
    return [n for n in range(1, len(name)) if gap_before(name, n)]
