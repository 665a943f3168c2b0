"""Lists of words in little memory: 230,000 would take 25 megabytes as sets, and take four here."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources


class Words:
    """A set of words, kept as one string for each of their beginnings."""

    def __init__(self, text: str) -> None:
        shelves = defaultdict[str, list[str]](list)
        for word in text.split():
            shelves[_beginning(word)].append(word)
        self._shelves = {beginning: f" {' '.join(words)} " for beginning, words in shelves.items()}

    def __contains__(self, word: str) -> bool:
        return f" {word} " in self._shelves.get(_beginning(word), "")

    def has_beginning(self, word: str) -> bool:
        """Whether a word here begins as this one does: its first character, of Latin letters three."""
        return _beginning(word) in self._shelves


def _beginning(word: str) -> str:
    return word[:3] if word.isascii() else word[:1]


@cache
def words(name: str) -> Words:
    """The list of this name in the folder `data`."""
    file = resources.files(__package__) / "data" / f"{name}.txt"
    return Words(file.read_text(encoding="utf-8"))
