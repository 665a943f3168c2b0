"""Each way of breaking a sentence, and the line that an operator then reads."""

from __future__ import annotations

from tests.content.breaking import WORDING_EN, WORDING_JA, Broken, broken
from tests.content.folder import Folder

BROKEN: Broken = {
    "sentence in one language": (
        WORDING_EN,
        "ask:\n  again: Please write again.\n",
        "",
        'bot/wording/ja.yaml:3: ask.again: not in en; write "ask.again:" in bot/wording/en.yaml',
    ),
    "other placeholders": (
        WORDING_EN,
        "{number}",
        "{no}",
        "bot/wording/en.yaml:1: handed_over: {no} here but {number} in ja; use the same in every language",
    ),
    "placeholder lacking": (
        WORDING_EN,
        " (no. {number})",
        "",
        "bot/wording/en.yaml:1: handed_over: no placeholder here but {number} in ja; use the"
        " same in every language",
    ),
    "stray brace": (
        WORDING_EN,
        "{number}",
        "{number",
        "bot/wording/en.yaml:1: handed_over: stray brace; write {name} for a value, {{ or }}"
        " for a brace itself",
    ),
    "format in a placeholder": (
        WORDING_EN,
        "{number}",
        "{number:>3}",
        "bot/wording/en.yaml:1: handed_over: stray brace; write {name} for a value, {{ or }}"
        " for a brace itself",
    ),
    "sentence that is none": (
        WORDING_EN,
        "again: Please write again.",
        "again: [Please, write, again]",
        "bot/wording/en.yaml:3: ask.again: expected text; a sentence that begins with { or ["
        " stands in quotes",
    ),
    "id twice": (
        WORDING_JA,
        "ask:\n",
        "ask.again: もう一度\nask:\n",
        "bot/wording/ja.yaml:4: ask.again: written twice (first in line 2); keep one",
    ),
}


@broken(BROKEN)
def test_a_broken_sentence_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
