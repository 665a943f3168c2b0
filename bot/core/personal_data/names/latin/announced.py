"""Names in Latin letters after labels, in small letters, and in lists of authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin import cues
from bot.core.personal_data.names.latin.persons import MOST_WORDS, announced, is_likely, is_listed
from bot.core.personal_data.names.latin.tokens import following, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.core.personal_data.names.latin.tokens import Word

_SHORTEST_SMALL = 4


def labelled(plain: str) -> Iterator[Sequence[Word]]:
    """After "my name is" and labels, with capitals or without."""
    for cue in (cues.SAYS_NAME, cues.LABEL):
        for match in cue.finditer(plain):
            if not cues.NOT_OF_A_PERSON.search(plain[max(0, match.start() - 20) : match.start()]):
                name = announced(list(following(plain, match.end(), MOST_WORDS)))
                if name and _is_value(name):
                    yield name


def bare_labels(plain: str) -> Iterator[Sequence[Word]]:
    """Two words or more after "name" without a colon."""
    for match in cues.BARE_LABEL.finditer(plain):
        name = list(following(plain, match.end(), MOST_WORDS))
        if len(name) > 1 and is_likely(name):
            yield name


def in_small_letters(plain: str) -> Iterator[Sequence[Word]]:
    """As in "hi, this is lisa", or before さん."""
    for match in cues.SAYS_WHO.finditer(plain):
        small = [word for word in following(plain, match.end(), 2) if word.text.islower()]
        for name in (small, small[:1]):
            if _is_name_in_small_letters(name):
                yield name
                break
    for match in cues.SMALL_AFTER_CLOSING.finditer(plain):
        name = list(split(match[1], match.start(1)))
        if is_likely(name) and name[0].kind.given:
            yield name
    for match in cues.SMALL_BEFORE_HONORIFIC.finditer(plain):
        name = list(split(match[0], match.start()))
        if is_likely(name):
            yield name


def reversed_names(plain: str) -> Iterator[Sequence[Word]]:
    """Surname, comma, given name or initial: "Turner, David"."""
    for match in cues.REVERSED.finditer(plain):
        pair = [word for n in (1, 2) for word in split(match[n], match.start(n))]
        if len(pair) == 2 and all(word.text[0].isupper() for word in pair) and _is_reversed(*pair):
            yield pair


def _is_reversed(family: Word, own: Word) -> bool:
    listed = family.kind.surname and is_listed([family]) and (own.kind.given or own.kind.initial)
    return listed and is_likely([family] if own.kind.initial else [own])


def _is_value(name: Sequence[Word]) -> bool:
    """Whether what stands after a label is a name, rather than "required"."""
    if not name[0].text[0].isupper():
        return is_likely(name)
    kinds = [word.kind for word in name]
    if len(kinds) == 1:
        only = kinds[0]
        return not only.place and (only.given or only.unknown or (only.surname and not only.word))
    return any(kind.given or kind.surname or kind.unknown for kind in kinds) and not all(
        k.place for k in kinds
    )


def _is_name_in_small_letters(name: Sequence[Word]) -> bool:
    long_enough = name and all(len(word.text) >= _SHORTEST_SMALL for word in name)
    return bool(long_enough) and name[0].kind.given and is_likely(name)
