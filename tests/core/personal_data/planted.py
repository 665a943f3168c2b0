"""What the tests of the kinds have in common."""

from __future__ import annotations

from bot.core.personal_data.detection import detect
from bot.core.personal_data.spans import Kind


def parts(text: str, kind: Kind) -> list[str]:
    """What is found of one kind, as it was written."""
    return [text[span.start : span.end] for span in detect(text) if span.kind == kind]


def kinds(text: str) -> set[Kind]:
    """Every kind that is found."""
    return {span.kind for span in detect(text)}
