"""Names of people in Latin letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin import cues, signs
from bot.core.personal_data.names.latin.announced import (
    bare_labels,
    in_small_letters,
    labelled,
    reversed_names,
)
from bot.core.personal_data.names.latin.around import is_given_away
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
from bot.core.personal_data.names.latin.tokens import RUN, is_particle, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.core.personal_data.names.latin.tokens import Word

    Span = tuple[int, int]

_LETTERS = re.compile("[A-Za-z]")
_BEFORE, _AFTER = 40, 24


def find(plain: str) -> Iterator[Span]:
    """Where names stand in the text; spans may overlap."""
    if _LETTERS.search(plain):
        for name in (
            *labelled(plain),
            *in_small_letters(plain),
            *reversed_names(plain),
            *bare_labels(plain),
        ):
            yield name[0].start, name[-1].end
        yield from _with_capitals(plain)


def _with_capitals(plain: str) -> Iterator[Span]:
    of_spelling = signs.OF_SPELLING.search(plain) is not None
    seen = dict[tuple[str, int], list["Span"]]()  # what is said over and over is looked at once
    for run in RUN.finditer(plain):
        begin = max(0, run.start() - _BEFORE)
        context, at = plain[begin : run.end() + _AFTER], run.start() - begin
        if (context, at) not in seen:
            names = _in_run(context, at, run.end() - begin, of_spelling)
            seen[context, at] = [(name[0].start, name[-1].end) for name in names]
        yield from ((begin + start, begin + end) for start, end in seen[context, at])


def _in_run(context: str, start: int, end: int, of_spelling: bool) -> Iterator[Sequence[Word]]:
    for part in _parts(list(split(context[start:end], start))):
        before = context[max(0, part[0].start - _BEFORE) : part[0].start]
        after = context[part[-1].end :][:_AFTER]
        if signs.A_THING.match(after) or not any(map(_could_be_name, part)):
            continue
        yield from full_names(part)
        if is_given_away(part, before, after, of_spelling):
            yield part
        yield from _after_cue(part, before, after)
        yield from _before_cue(part, after)
        if 1 < len(part) < MOST_WORDS and is_listed(part):
            within = cues.IN_SENTENCE.search(before) or cues.DOES.match(after)
            if within or _alone(before, after):
                yield part


def _could_be_name(word: Word) -> bool:
    kind = word.kind
    return not is_particle(word) and (kind.given or kind.surname or kind.unknown)


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


def _after_cue(part: Sequence[Word], before: str, after: str) -> Iterator[Sequence[Word]]:
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
        elif is_likely(part[:1]) or (len(part) == 1 and part[0].kind.given and _alone(before, after)):
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


def _alone(before: str, after: str) -> bool:
    """Whether it is a line of its own under others, or before what was found already."""
    before, after = before.rstrip(" "), after.lstrip(" ,.")
    if not before.strip():
        return after.startswith("\n\n\n")
    return before.endswith("\n") and (not after.strip() or after.startswith("\n"))
