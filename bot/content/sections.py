"""All guidelines as sections with ids, and whether what refers to them finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.findings import Place, Report
from bot.content.guideline import Guideline, Heading, read_guideline
from bot.core.handbook import Section, SectionText
from bot.core.model import Language


@dataclass(frozen=True, slots=True)
class Sections:
    """Every section, and where the first of its texts stands, by its id."""

    all: tuple[Section, ...]
    places: Mapping[str, Place]


def read_sections(folder: Path, languages: tuple[Language, ...], report: Report) -> Sections | None:
    """Sections of every guideline in the folder; None, with the reasons reported, when one is unusable.

    A section's id is its number where no other guideline has that number, else "guideline#number".
    A heading without text is no section, but its number is taken.
    """
    if not folder.is_dir():
        report.error(Place(f"{folder}/"), "not found; make the folder and put the published texts there")
        return None
    read = [read_guideline(path, languages, report) for path in sorted(folder.glob("*.md"))]
    guidelines = [guideline for guideline in read if guideline is not None]
    if not read:
        report.warning(Place(f"{folder}/"), "no guideline (*.md); there is nothing to quote")
    if not _one_file_a_language(guidelines, report) or len(guidelines) < len(read):
        return None
    guidelines.sort(key=lambda g: (g.front.id, languages.index(g.front.language)))
    return _sections(guidelines, languages, report)


def check_references(references: Iterable[tuple[str, Place]], sections: Sections, report: Report) -> None:
    """Report each reference to a section that does not exist."""
    ids = list(sections.places)
    for reference, place in references:
        if reference not in ids:
            qualified = [id for id in ids if id.endswith(f"#{reference}")]
            advice = " or ".join(qualified) if qualified else f"one of {', '.join(ids) or 'none'}"
            report.error(place, f'no section "{reference}"; write {advice}')


def _one_file_a_language(guidelines: list[Guideline], report: Report) -> bool:
    seen: dict[tuple[str, str], Guideline] = {}
    for guideline in guidelines:
        front = guideline.front
        first = seen.setdefault((front.id, front.language), guideline)
        if first is not guideline:
            report.error(guideline.place, f"{front.id} in {front.language} is already in {first.place.where}")
    return len(seen) == len(guidelines)


def _sections(guidelines: list[Guideline], languages: tuple[Language, ...], report: Report) -> Sections:
    owners: dict[str, set[str]] = defaultdict(set)
    texts: dict[tuple[str, str], dict[Language, SectionText]] = {}
    places: dict[tuple[str, str], Place] = {}
    for guideline in guidelines:
        for heading in guideline.headings:
            owners[heading.number].add(guideline.front.id)
            if heading.body:
                key = (guideline.front.id, heading.number)
                texts.setdefault(key, {})[guideline.front.language] = _text(guideline, heading)
                places.setdefault(key, heading.place)
    for key, by_language in texts.items():
        _report_untranslated(places[key], by_language, languages, report)
    ids = {
        (guideline, number): number if len(owners[number]) == 1 else f"{guideline}#{number}"
        for guideline, number in texts
    }
    return Sections(
        all=tuple(Section(ids[key], by_language) for key, by_language in texts.items()),
        places={ids[key]: place for key, place in places.items()},
    )


def _text(guideline: Guideline, heading: Heading) -> SectionText:
    front = guideline.front
    return SectionText(
        title=heading.title,
        body=heading.body,
        guideline=front.title,
        source=front.source,
        is_reference_translation=front.status == "reference translation",
    )


def _report_untranslated(
    place: Place, texts: dict[Language, SectionText], languages: tuple[Language, ...], report: Report
) -> None:
    lacking = [language for language in languages if language not in texts]
    if lacking:
        report.warning(place, f"no text in {', '.join(lacking)}")
