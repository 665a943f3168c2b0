"""Mail addresses that hide their sign from machines: taro (at) example.com, taro アットマーク example.jp."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGN = (
    r" ?(?:[(\[{<] ?(?i:at|アット(?:マ-ク)?) ?[)\]}>]|アット(?:マ-ク)?|[★☆◎]"
    r"| (?i:at) (?=[A-Za-z0-9\-]{1,63} ?[(\[]? ?(?i:dot)))(?: )?"
)
_DOT = r"(?:\.| ?[(\[{<]? ?(?i:dot|ドット) ?[)\]}>]? ?)"
_SPELT_DOT = r" ?[(\[{<]? ?(?i:dot|ドット) ?[)\]}>]? ?"
_LOCAL = r"[A-Za-z0-9.+\-_]{1,64}+"
_HIDDEN = re.compile(
    rf"(?:(?<![A-Za-z0-9.+\-_]){_LOCAL}(?:{_SPELT_DOT}{_LOCAL}){{0,3}}{_SIGN}|\"{_LOCAL}\"@)"
    rf"[A-Za-z0-9\-]{{1,63}}(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{0,4}}{_DOT}[A-Za-z]{{2,24}}(?![A-Za-z])"
)
_HINT = re.compile(r"アット|[★☆◎]|\"@|(?<![A-Za-z])(?i:at)(?![A-Za-z])")


def find(text: str) -> Iterator[tuple[int, int]]:
    """In a folded text."""
    if _HINT.search(text):
        yield from (match.span() for match in _HIDDEN.finditer(text))
