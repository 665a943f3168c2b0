"""A published section, word for word."""

from __future__ import annotations

from bot.core.handbook import Handbook
from bot.core.model import Language, Part, Say


def quote(handbook: Handbook, section_id: str, language: Language) -> Say:
    """A section with its source; in another language where it is not published in this one."""
    text = handbook.section(section_id).text(language)
    return Say(
        "quote.reference_translation" if text.is_reference_translation else "quote",
        {
            "section": section_id,
            "number": section_id.rpartition("#")[2],
            "title": text.title,
            "body": text.body,
            "guideline": text.guideline,
            "source": text.source,
        },
    )


def quoted(part: Part) -> tuple[str, ...]:
    """Of the sections that were found for a question, those that its answer quotes."""
    said = {say.values["section"] for say in part.says if "section" in say.values}
    return tuple(section for section in part.understanding.sections if section in said)
