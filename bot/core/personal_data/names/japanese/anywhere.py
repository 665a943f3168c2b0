"""Full names, wherever they stand in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.parts import Likely, can_begin, given, is_kana, is_strange, surname
from bot.core.personal_data.names.japanese.persons import LONGEST, MOST_WORDS
from bot.core.personal_data.names.japanese.tokens import NOUNS, gap_before, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.core.personal_data.names.japanese.tokens import Line, Token

_ENOUGH = 3
_MOST_IN_SURNAME = 3


def full_names(line: Line) -> Iterator[Line]:
    """A surname and a given name, one of them beyond doubt, with nothing glued to their end."""
    ending, at = [end > 0 and ends_there(line, end) for end in range(len(line) + 1)], 0
    while at < len(line):
        reach = ending[at + 2 : at + _MOST_IN_SURNAME + MOST_WORDS]
        likely = True in reach and line[at].tag in NOUNS and can_begin(line[at])
        end = _end_of_name(line, at, ending) if likely else None
        if end:
            yield line[at:end]
        at = end or at + 1


def ends_of_value(line: Line, at: int) -> Iterator[int]:
    """Where a name that begins with this word may end, the farthest first."""
    end = at
    for word in line[at : at + MOST_WORDS]:
        if word.tag == "mark" or word.text in cues.HONORIFICS or word.end - line[at].start > LONGEST:
            break
        end += 1
    return (n for n in range(end, at, -1) if ends_there(line, n))


def ends_there(line: Line, end: int) -> bool:
    """Whether a name can end before this word, which is no part of a longer noun then."""
    if end == len(line) or gap_before(line, end):
        return True
    after = line[end]
    glued = after.tag in NOUNS or (after.tag == "prefix" and not is_kana(after.text))
    return not glued or after.text in cues.AFTER


def _end_of_name(line: Line, at: int, ending: Sequence[bool]) -> int | None:
    ends = list[int]()
    for split in range(at + 1, min(at + _MOST_IN_SURNAME, len(line) - 1) + 1):
        if line[split - 1].tag not in NOUNS or (split > at + 1 and gap_before(line, split - 1)):
            break
        if family := surname(line[at:split]):
            ends += [
                end
                for end in _reach(line, split)
                if ending[end] and family + _likely_given(line, split, end) >= _ENOUGH
            ]
    return max(ends, default=None)


def _likely_given(line: Line, split: int, end: int) -> int:
    own = line[split:end]
    if likely := given(own):
        return likely
    apart = gap_before(line, split) or any(word.tag == "given" for word in own)
    return Likely.PERHAPS if apart and len(joined(own)) > 1 and is_strange(own) else Likely.NO


def _reach(line: Line, split: int) -> Iterator[int]:
    for end in range(split + 1, min(split + MOST_WORDS, len(line) + 1)):
        if end > split + 1 and gap_before(line, end - 1):
            return
        if line[end - 1].tag == "mark" or _is_honorific(line[end - 1]):
            return
        yield end


def _is_honorific(word: Token) -> bool:
    return word.tag == "suffix" and word.text in cues.HONORIFICS
