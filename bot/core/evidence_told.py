"""The reasons for a verdict in words, down to the single character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import get_args

from bot.core.accounts.likeness.characters import contains_look, is_hidden
from bot.core.accounts.registry import Platform
from bot.core.accounts.shown import told
from bot.core.model import Evidence, Say

_OF_CHARACTERS = frozenset({"replaced", "added", "missing", "swapped", "hidden"})
_OF_PLATFORMS = frozenset({"other_platform", "incomplete", "another_form"})
_PLATFORMS = frozenset((*get_args(Platform), "mail"))
_NAMED = {
    "l": "small_l",
    "I": "capital_i",
    "1": "digit_one",
    "O": "capital_o",
    "o": "small_o",
    "0": "digit_zero",
    "_": "underscore",
    "-": "hyphen",
    ".": "full_stop",
    "ー": "long_vowel",
    "一": "kanji_one",
}
_SCRIPTS = ("cyrillic", "greek", "armenian", "cherokee", "fullwidth", "hiragana", "katakana", "mathematical")


def reason(evidence: Evidence) -> Say:
    """One reason, as a clause that can stand in brackets."""
    kind = evidence.kind
    if kind in _OF_CHARACTERS:
        return Say(f"evidence.{kind}", {"ours": (shown(evidence.ours),), "theirs": (shown(evidence.theirs),)})
    if kind in _OF_PLATFORMS:
        return Say(
            f"evidence.{kind}", {"ours": _platform(evidence.ours), "theirs": _platform(evidence.theirs)}
        )
    if kind == "handle_elsewhere":
        return Say(f"evidence.{kind}", {"ours": _platform(evidence.ours), "theirs": told(evidence.theirs)})
    if kind == "affix" and contains_look(evidence.theirs, evidence.ours):
        kind = "affix_whole"
    if kind == "ending":
        return Say("evidence.ending", {"ours": evidence.ours, "theirs": evidence.theirs})
    if kind == "retired":
        return Say("evidence.retired", {"ours": "", "theirs": (day(date.fromisoformat(evidence.theirs)),)})
    return Say(f"evidence.{kind}", {"ours": told(evidence.ours), "theirs": told(evidence.theirs)})


def notes(evidence: Iterable[Evidence], subject: Say) -> tuple[Say, ...]:
    """What to mind although an account is official, as sentences; `subject` is how it is called in them."""
    kinds: dict[str, list[Evidence]] = {}
    for one in evidence:
        kinds.setdefault(one.kind, []).append(one)
    return tuple(_note(kind, several, subject) for kind, several in kinds.items())


def _note(kind: str, evidence: Sequence[Evidence], subject: Say) -> Say:
    if kind == "on_platform":
        platforms = _in_a_row([_platform(name) for name in dict.fromkeys(e.theirs for e in evidence)])
        return Say("note.on_platform", {"subject": (subject,), "theirs": platforms})
    return Say(f"note.{kind}")


def shown(characters: str) -> Say:
    """Characters so that a reader sees which they are: "small L", "Cyrillic a", "an invisible character"."""
    if len(characters) != 1:
        return Say("character.text", {"text": told(characters)})
    values = {"text": characters, "code": f"U+{ord(characters):04X}"}
    if is_hidden(characters):
        return Say("character.hidden", values)
    if characters in _NAMED:
        return Say(f"character.{_NAMED[characters]}", values)
    script = unicodedata.name(characters, "").lower().replace("-", " ").split(" ")[0]
    if script in _SCRIPTS:
        return Say(f"character.{script}", values)
    return Say("character.text" if characters.isascii() or _is_cjk(characters) else "character.other", values)


def day(date: date) -> Say:
    """A day as the reader's language writes it."""
    return Say("date", {"year": str(date.year), "month": (Say(f"month.{date.month}"),), "day": str(date.day)})


def _platform(name: str) -> str | tuple[Say, ...]:
    return (Say(f"platform.{name}"),) if name in _PLATFORMS else told(name)


def _in_a_row(names: Sequence[str | tuple[Say, ...]]) -> str | tuple[Say, ...]:
    """Several names as one: "X", "X and note", "X, note and Facebook"."""
    row = names[0]
    for place, name in enumerate(names[1:], 2):
        joined = "platform.and" if place == len(names) else "platform.comma"
        row = (Say(joined, {"first": row, "second": name}),)
    return row


def _is_cjk(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK")
