"""Names in two scripts: a Japanese surname beside a given name in Latin letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.latin.tokens import kind
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANJI = "々一-\u9fff㐀-\u4dbf"
_SURNAME = f"(?<![{_KANJI}])(?P<surname>[{_KANJI}]{{1,4}})(?![{_KANJI}])"
_GIVEN = r"(?<![A-Za-z])(?P<given>[A-Z][a-z]{2,14}|[A-Z]{4,15}|[A-Z]\.)(?![A-Za-z0-9])"
_CAPITAL = re.compile("[A-Z]")
_BESIDE = (re.compile(f"{_SURNAME} {{0,2}}{_GIVEN}"), re.compile(f"{_GIVEN} {{0,2}}{_SURNAME}"))


def find(text: str) -> Iterator[tuple[int, int]]:
    """Where a listed surname and a listed given name that is no other word stand side by side."""
    if not _CAPITAL.search(text):
        return
    for order in _BESIDE:
        for match in order.finditer(text):
            given = kind(match["given"])
            beyond_doubt = given.initial or (given.given and not (given.word or given.place or given.body))
            if beyond_doubt and match["surname"] in words("surnames"):
                yield match.span()
