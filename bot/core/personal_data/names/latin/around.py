"""Names in Latin letters that what stands around them gives away, be they words of other uses or unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin import cues, signs
from bot.core.personal_data.names.latin.persons import MOST_WORDS, has_body, is_likely, is_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.personal_data.names.latin.tokens import Kind, Word

_SHORTEST = 3
_ADJECTIVE = re.compile("(?:[ie]an|ese|ish|i|ic|al|ous|ive|able|ed|less|ful|ing|ary|ist|ient)$")
"""How adjectives end, also those of countries, that stand in no list of words."""


def is_given_away(part: Sequence[Word], before: str, after: str, of_spelling: bool) -> bool:
    """Whether words with capitals are a name by what stands before and after them.

    `of_spelling` says that the message speaks of how a name is written.
    """
    if has_body(part) or len(part) >= MOST_WORDS or any(word.kind.place for word in part):
        return False
    if of_spelling and _is_spelt([word.kind for word in part], before):
        return True
    return _is_pair(part, before, after) if len(part) > 1 else _is_single(part[0], before, after)


def _is_spelt(kinds: Sequence[Kind], before: str) -> bool:
    if all(kind.given or ((kind.surname or kind.unknown) and not kind.word) for kind in kinds):
        return signs.SPELT.search(before) is not None
    return all(kind.surname for kind in kinds) and signs.INSTEAD.search(before) is not None


def _is_pair(part: Sequence[Word], before: str, after: str) -> bool:
    if not (is_listed(part) or is_likely(part)):
        return False
    if signs.BEGINS.search(before):
        return bool(signs.TELLS_WHO.match(after) or (before and signs.ENDS.match(after)))
    if signs.TELLS_OF.search(before):
        return True
    signed = any(sign.search(before) for sign in (signs.DASH, signs.AFTER_VALUE, signs.AFTER_NUMBER))
    return signed and signs.ENDS.match(after) is not None


def _is_single(word: Word, before: str, after: str) -> bool:
    kind = word.kind
    known = kind.given or (kind.surname and not kind.word)
    if not (known or kind.unknown) or len(word.text) < _SHORTEST or word.text.isupper():
        return False
    if signs.CLOSING.search(before) and signs.ENDS.match(after):
        return True
    could_be = known or not _ADJECTIVE.search(word.text)
    if could_be and _is_told_of(before, after):
        return True
    return not kind.word and (_speaks(kind, before, after) or _is_in_sentence(word, before, after))


def _is_told_of(before: str, after: str) -> bool:
    if signs.TELLS_OF.search(before) or signs.IS_MY_NAME.match(after):
        return True
    if signs.DASH.search(before) or signs.INTRODUCES.search(before):
        return signs.ENDS_WORD.match(after) is not None
    if signs.CONTACT.search(before) and signs.BEFORE_VALUE.match(after):
        return True
    return bool(signs.AFTER_VALUE.search(before) and signs.ENDS.match(after))


def _speaks(kind: Kind, before: str, after: str) -> bool:
    """As in "Hiroshi here", or "Dewi from Bandung" after a comma."""
    speaks = signs.SPEAKS.match(after)
    if signs.BEGINS.search(before) and (kind.given or kind.surname):
        return bool(speaks or signs.BEFORE_VALUE.match(after))
    told = (speaks or signs.FROM_PLACE.match(after)) and before and signs.AFTER_COMMA.search(before)
    return bool(told) and (kind.given or kind.unknown)


def _is_in_sentence(word: Word, before: str, after: str) -> bool:
    """Whether it is a given name, or a Japanese surname of whom something is asked."""
    kind = word.kind
    if not (kind.given or kind.japanese) or not signs.ENDS_WORD.match(after):
        return False
    if kind.japanese and signs.WITH.search(before):
        return True
    within = kind.given and len(word.text) > _SHORTEST and cues.IN_SENTENCE.search(before)
    return bool(within) and not signs.AT_A_PLACE.search(before)
