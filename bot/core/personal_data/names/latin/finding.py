"""Names of people in Latin letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin import cues
from bot.core.personal_data.names.latin.announced import in_small_letters, labelled, reversed_names
from bot.core.personal_data.names.latin.cues import stands_before
from bot.core.personal_data.names.latin.persons import (
    MOST_WORDS,
    announced,
    full_names,
    has_body,
    in_sentence,
    is_likely,
    is_listed,
)
from bot.core.personal_data.names.latin.tokens import RUN, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.core.personal_data.names.latin.tokens import Word

_LETTERS = re.compile("[A-Za-z]")
_BEFORE, _AFTER = 48, 12


def find(plain: str) -> Iterator[tuple[int, int]]:
    """Where names stand in the text; spans may overlap."""
    if _LETTERS.search(plain):
        for name in (
            *labelled(plain),
            *in_small_letters(plain),
            *reversed_names(plain),
            *_with_capitals(plain),
        ):
            yield name[0].start, name[-1].end


def _with_capitals(plain: str) -> Iterator[Sequence[Word]]:
    for run in RUN.finditer(plain):
        for part in _parts(list(split(run[0], run.start()))):
            yield from full_names(part)
            before = plain[max(0, part[0].start - _BEFORE) : part[0].start]
            after = plain[part[-1].end : part[-1].end + _AFTER]
            yield from _after_cue(plain, part, before)
            yield from _before_cue(part, after)
            if 1 < len(part) < MOST_WORDS and is_listed(part):
                within = cues.IN_SENTENCE.search(before) or cues.DOES.match(after)
                if within or _alone(plain, part):
                    yield part


def _parts(run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The run without the words of the sentence around the name: "Dear Dr. Smith" leaves "Smith"."""
    at = 0
    for n, word in enumerate(run):
        if in_sentence(word):
            if n > at:
                yield run[at:n]
            at = n + 1
    if at < len(run):
        yield run[at:]


def _after_cue(plain: str, part: Sequence[Word], before: str) -> Iterator[Sequence[Word]]:
    if stands_before(cues.TITLE, before):
        name = announced(part)
        if name and (name[0].kind.surname or not name[0].kind.word):
            yield name
    elif has_body(part):
        return
    elif stands_before(cues.SAYS_WHO, before) or stands_before(cues.CLOSING, before):
        whole = part[:MOST_WORDS]
        if is_likely(whole) or (len(whole) > 1 and is_listed(whole)):
            yield whole
        elif is_likely(part[:1]) or (len(part) == 1 and part[0].kind.given and _alone(plain, part)):
            yield part[:1]
    elif len(part) < MOST_WORDS and stands_before(cues.WHOM, before) and is_likely(part):
        yield part


def _before_cue(part: Sequence[Word], after: str) -> Iterator[Sequence[Word]]:
    if cues.SAYS_AFTER.match(after) and announced(part):
        yield announced(part)
    honoured = cues.HONORIFIC.match(after) is not None
    if honoured or cues.ROMAN_HONORIFIC.match(after) or cues.IS_AFTER.match(after):
        names = (part[-n:] for n in range(min(3, len(part)), 0, -1))
        name = next((name for name in names if is_likely(name) or (honoured and is_listed(name))), None)
        if name:
            yield name


def _alone(plain: str, part: Sequence[Word]) -> bool:
    """Whether it is a line of its own under others, or before what was found already."""
    before, after = plain[: part[0].start].rstrip(" "), plain[part[-1].end :].lstrip(" ,.")
    if not before.strip():
        return after.startswith("\n\n\n")
    return before.endswith("\n") and (not after.strip() or after.startswith("\n"))
