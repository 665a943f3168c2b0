"""One guideline file: front matter and numbered headings, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.content.check import check
from bot.content.document import parse, read_text
from bot.content.fields import Day, Entry, Id, LanguageCode, Text, Url
from bot.content.findings import Place, Report
from bot.core.model import Language

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#{2,6}[ \t]+(.*)$", re.MULTILINE)
_NUMBERED = re.compile(r"([0-9]+(?:\.[0-9]+)*)(?:\.(?![0-9])\s*|\s+)(\S.*)")
_TITLE_OF_ALL = re.compile(r"^#[ \t].*$", re.MULTILINE)


class FrontMatter(Entry):
    """What stands between the --- lines."""

    id: Id
    language: LanguageCode
    title: Text
    established: Day | None = None
    source: Url
    status: Literal["published", "reference translation"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading and the text up to the next one, which may be none."""

    number: str
    title: str
    body: str
    place: Place


@dataclass(frozen=True, slots=True)
class Guideline:
    """A published text in one language."""

    front: FrontMatter
    headings: tuple[Heading, ...]
    place: Place


def read_guideline(path: Path, languages: tuple[Language, ...], report: Report) -> Guideline | None:
    """The guideline in this file; None, with the reasons reported, when it cannot be used."""
    file = str(path)
    text = read_text(path, file, report)
    if text is None:
        return None
    match = _FRONT.match(text)
    if not match:
        report.error(
            Place(file, 1), "front matter missing; begin with id, language ... between two --- lines"
        )
        return None
    document = parse(match[1], file, report, first_line=2)
    front = check(FrontMatter, document, report)
    headings = _headings(text[match.end() :], Place(file, text.count("\n", 0, match.end()) + 1), report)
    if front is None or headings is None:
        return None
    language = front.content.language
    if language not in languages:
        declared = ", ".join(languages)
        what = f'"{language}" is not a declared language ({declared}); declare it in organization.yaml'
        report.error(front.place("language"), what)
        return None
    return Guideline(front.content, headings, front.place("id"))


def _headings(text: str, start: Place, report: Report) -> tuple[Heading, ...] | None:
    matches = list(_HEADING.finditer(text))
    if not matches:
        report.error(start, 'no heading; write "## 1. Title" before each part')
        return None
    if _TITLE_OF_ALL.sub("", text[: matches[0].start()]).strip():
        report.warning(start, "text before the first heading is never quoted; give it a numbered heading")
    ends = [match.start() for match in matches[1:]] + [len(text)]
    headings = [
        _heading(match, text[match.end() : end], start, report)
        for match, end in zip(matches, ends, strict=True)
    ]
    sound = tuple(_without_duplicates([h for h in headings if h is not None], report))
    return sound if len(sound) == len(matches) else None


def _heading(match: re.Match[str], body: str, start: Place, report: Report) -> Heading | None:
    line = start.line + match.string.count("\n", 0, match.start())
    numbered = _NUMBERED.fullmatch(match[1].strip())
    if not numbered:
        report.error(Place(start.file, line), f'expected a number and a title, found "{match[1].strip()}"')
        return None
    return Heading(numbered[1], numbered[2], body.strip(), Place(start.file, line, numbered[1]))


def _without_duplicates(headings: list[Heading], report: Report) -> Iterator[Heading]:
    seen: dict[str, Heading] = {}
    for heading in headings:
        first = seen.setdefault(heading.number, heading)
        if first is heading:
            yield heading
        else:
            report.error(heading.place, f"section number written twice (first in line {first.place.line})")
