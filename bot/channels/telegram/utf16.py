"""Texts as Telegram measures them: in UTF-16 code units."""

from __future__ import annotations

from collections.abc import Iterable

Edit = tuple[int, int, str]
"""Start, end (both in code units) and what stands there instead."""


def length(text: str) -> int:
    return len(_encode(text)) // 2


def part(text: str, start: int, end: int) -> str:
    return _decode(_encode(text)[2 * start : 2 * end])


def edit(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits that do not overlap; half a surrogate pair becomes U+FFFD."""
    data = _encode(text)
    for start, end, replacement in sorted(edits, reverse=True):
        data = data[: 2 * start] + _encode(replacement) + data[2 * end :]
    return _decode(data)


def split(text: str, limit: int) -> tuple[str, str]:
    """A head of at most `limit` units, ending between words where it can, and the rest."""
    if length(text) <= limit:
        return text, ""
    head = _first(text, limit)
    blank = max(head.rfind(" "), head.rfind("\n"), head.rfind("\u3000"))
    if blank > len(head) // 2:
        head = head[:blank]
    return head, text[len(head) :].lstrip()


def shorten(text: str, limit: int) -> str:
    """The text, its end replaced by "…" when it is longer than `limit`."""
    return text if length(text) <= limit else _first(text, limit - 1) + "…"


def _first(text: str, limit: int) -> str:
    return _encode(text)[: 2 * limit].decode("utf-16-le", "ignore")


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode("utf-16-le", "replace")
