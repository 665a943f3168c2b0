"""From things to say to the text a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.model import Language, Say

Wording = Mapping[Language, Mapping[str, str]]


def say(wording: Wording, language: Language, what: Say, **late: str) -> str:
    """The sentence in the language, with its values; `late` ones (a ticket's number) are known only now."""
    language = what.language or language
    values = {
        name: value if isinstance(value, str) else lines(wording, language, value, **late)
        for name, value in what.values.items()
    }
    return wording[language][what.id].format_map({**late, **values}).strip("\n")


def lines(wording: Wording, language: Language, whats: Iterable[Say], **late: str) -> str:
    """Several things to say, one a line."""
    return "\n".join(say(wording, language, what, **late) for what in whats)


def paragraphs(wording: Wording, language: Language, whats: Iterable[Say], **late: str) -> str:
    """Several things to say, a blank line between them."""
    return "\n\n".join(say(wording, language, what, **late) for what in whats)


def split(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` UTF-16 code units, at the end of a line or a sentence."""
    pieces: list[str] = []
    while _units(text) > limit:
        head = _head(text, limit)
        cut = max(
            (head.rfind(mark) + len(mark) for mark in ("\n", "。", ". ", " ") if mark in head), default=0
        )
        piece = head[: cut if cut > len(head) // 2 else len(head)]
        pieces.append(piece.rstrip())
        text = text[len(piece) :].lstrip()
    return (*pieces, text) if text or not pieces else tuple(pieces)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
