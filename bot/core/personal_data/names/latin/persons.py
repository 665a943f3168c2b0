"""Whether words in Latin letters are the name of a person."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin.not_names import SUFFIXES
from bot.core.personal_data.names.latin.tokens import is_particle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.core.personal_data.names.latin.tokens import Kind, Word

MOST_WORDS = 4


def full_names(run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The full names in a run of words with capitals; what is called an institute or a page has none."""
    if has_body(run):
        return
    at = 0
    while at < len(run) - 1:
        lengths = range(min(MOST_WORDS, len(run) - at), 1, -1)
        end = next((at + n for n in lengths if is_full_name(run[at : at + n])), None)
        if end:
            yield run[at:end]
        at = end or at + 1


def is_full_name(words: Sequence[Word]) -> bool:
    """Whether it is a given name and a surname, in either order, and not both are words of other uses."""
    words = _without_suffix(words)
    if len(words) < 2 or any(map(in_sentence, words)) or not all(map(_between, words[1:-1])):
        return False
    first, last = words[0].kind, words[-1].kind
    return (
        _given_first(first, last)
        or _family_first(first, last)
        or _chinese(first, last)
        or (any(map(is_particle, words)) and _noble(first, last))
    )


def is_likely(words: Sequence[Word]) -> bool:
    """Whether words are a name where one may be expected: after "this is", before さん, under "Regards"."""
    kinds = _kinds(words)
    if not kinds or has_body(words) or any(map(in_sentence, words)):
        return False
    if len(kinds) == 1:
        return _only_name(kinds[0].given or kinds[0].surname, kinds[0])
    return is_full_name(words) or not any(kind.word or kind.place for kind in kinds)


def is_listed(words: Sequence[Word]) -> bool:
    """Whether all words are on lists of names, be they words of other uses or not: Grace Young.

    Beside a listed name one unknown word passes, and as a surname a place in Japan.
    """
    kinds = _kinds(words)
    if not kinds or has_body(words) or any(map(in_sentence, words)):
        return False
    if any(kind.place for kind in kinds[:-1]) or (kinds[-1].place and not kinds[-1].japanese):
        return False
    unlisted = [k for k in kinds if not (k.given or k.surname or k.initial)]
    passes = not unlisted or (len(kinds) > 1 and len(unlisted) == 1 and unlisted[0].unknown)
    return passes and not all(kind.initial for kind in kinds)


def announced(words: Sequence[Word]) -> Sequence[Word]:
    """Of the words after "my name is" or a title those that belong to the name."""
    name = list(takewhile(lambda word: not (word.kind.body or in_sentence(word)), words[:MOST_WORDS]))
    cut_by_body = len(name) < len(words[:MOST_WORDS]) and words[len(name)].kind.body
    return () if cut_by_body else name


def has_body(words: Sequence[Word]) -> bool:
    return any(word.kind.body for word in words)


def in_sentence(word: Word) -> bool:
    """Whether it holds a sentence together, also contracted as in "I'm"."""
    return word.kind.sentence


def _given_first(first: Kind, last: Kind) -> bool:
    if _only_name(first.given, first):
        return last.surname or not (last.word or last.place or last.initial)
    if first.initial:
        return last.surname and not last.place
    return (first.given or first.unknown) and _only_name(last.surname, last)


def _family_first(first: Kind, last: Kind) -> bool:
    """As in Japan; Yamaguchi and Honda are surnames where a given name follows them."""
    if not first.surname or first.word or first.initial:
        return False
    own = last.given and (last.japanese or not (last.word or last.place or last.initial))
    return own or (first.japanese and not first.place and last.unknown and last.romaji)


def _chinese(first: Kind, last: Kind) -> bool:
    """In either order: Zhou Jianguo, Wei Zhang."""
    pairs = ((first, last), (last, first))
    return any(
        family.chinese
        and (own.hyphened or not family.word)
        and own.pinyin
        and (own.unknown or own.given or own.surname)
        for family, own in pairs
        if not (own.word or own.place or family.place)
    )


def _noble(first: Kind, last: Kind) -> bool:
    known = first.given or first.surname or last.surname
    return known and not (first.word or first.place or last.word or last.place)


def _only_name(listed: bool, kind: Kind) -> bool:
    return listed and not (kind.word or kind.place or kind.initial)


def _between(word: Word) -> bool:
    kind = word.kind
    other = kind.body or kind.place or (kind.word and not (kind.given or kind.surname))
    return is_particle(word) or not other


def _kinds(words: Sequence[Word]) -> list[Kind]:
    return [word.kind for word in _without_suffix(words) if not is_particle(word)]


def _without_suffix(words: Sequence[Word]) -> Sequence[Word]:
    return words[:-1] if words and words[-1].text.rstrip(".").lower() in SUFFIXES else words
