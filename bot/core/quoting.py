"""A published section, word for word."""

from __future__ import annotations

from bot.core.handbook import Handbook
from bot.core.model import Language, Say


def quote(handbook: Handbook, section_id: str, language: Language) -> Say:
    """A section with its source; in another language where it is not published in this one."""
    text = handbook.section(section_id).text(language)
    return Say(
        "quote.reference_translation" if text.is_reference_translation else "quote",
        {
            "number": section_id.rpartition("#")[2],
            "title": text.title,
            "body": text.body,
            "guideline": text.guideline,
            "source": text.source,
        },
    )
