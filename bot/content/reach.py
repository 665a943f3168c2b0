"""Sections that no question leads to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.findings import Report
from bot.content.sections import Sections
from bot.core.handbook import Does, Handbook, Section
from bot.core.retrieval import SectionIndex
from bot.core.text import normalise, sentences

_QUOTING: frozenset[Does] = frozenset({"quote", "personal_data", "request", "reply"})
_FOUND = "only its own words find it"
_LOST = "nor do its title or its first sentence find it"
_ADVICE = "name it first in the sections of a topic that people ask for"


def report_unreachable(sections: Sections, handbook: Handbook, report: Report) -> None:
    """Warn of each section that no topic quotes, and tell whether at least its own words find it."""
    quoted = frozenset(_quoted(handbook))
    unquoted = [section for section in sections.all if section.id not in quoted]
    index = SectionIndex(handbook) if unquoted else None
    for section in unquoted:
        found = index is not None and any(_best(index, text) == section.id for text in _own_words(section))
        what = f"no topic quotes this section; {_FOUND if found else _LOST}; {_ADVICE}"
        report.warning(sections.places[section.id], what)


def _quoted(handbook: Handbook) -> Iterator[str]:
    """What an answer quotes or gives as its source: of its topic the first, of accounts and contacts each."""
    organization = handbook.organization
    for topic in handbook.topics:
        if topic.does in _QUOTING:
            yield from topic.sections[:1]
        elif topic.does in {"verify", "this_bot"}:
            yield from (account.section for account in organization.registry.accounts if account.section)
        elif topic.does == "contact":
            yield from (contact.section for contact in organization.contacts.values() if contact.section)


def _own_words(section: Section) -> Iterator[str]:
    """Its titles and first sentences."""
    for text in section.texts.values():
        yield text.title
        yield from sentences(text.body)[:1]


def _best(index: SectionIndex, text: str) -> str | None:
    hits = index.search(normalise(text))
    return hits[0].id if hits else None
