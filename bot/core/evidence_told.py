"""The reasons for a verdict in words, down to the single character."""

from __future__ import annotations

import unicodedata
from datetime import date

from bot.core.accounts.likeness.characters import is_hidden
from bot.core.model import Evidence, Say

_OF_CHARACTERS = frozenset({"replaced", "added", "missing", "swapped", "hidden"})
_OF_PLATFORMS = frozenset({"other_platform", "on_platform", "incomplete", "another_form"})
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
    if kind == "ending":
        return Say("evidence.ending", {"ours": evidence.ours, "theirs": evidence.theirs})
    if kind == "retired":
        return Say("evidence.retired", {"ours": "", "theirs": (day(date.fromisoformat(evidence.theirs)),)})
    return Say(f"evidence.{kind}", {"ours": _safe(evidence.ours), "theirs": _safe(evidence.theirs)})


def note(evidence: Evidence) -> Say:
    """What to mind although an account is official, as a sentence."""
    return Say(f"note.{evidence.kind}", dict(reason(evidence).values))


def shown(characters: str) -> Say:
    """Characters so that a reader sees which they are: "small L", "Cyrillic a", "an invisible character"."""
    if len(characters) != 1:
        return Say("character.text", {"text": _safe(characters)})
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
    return (Say(f"platform.{name}"),) if name else ""


def _safe(text: str) -> str:
    """Of an address only what no client turns into a link; what leaves no ink is left out."""
    seen = "".join(c for c in text if not is_hidden(c))
    return seen.replace("://", "[:]//").replace(".", "[.]").replace("@", "(at)")


def _is_cjk(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK")
