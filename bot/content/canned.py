"""knowledge/replies.yaml: replies that staff can begin with. An organisation need not have any."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from bot.content.check import Checked, check
from bot.content.document import read
from bot.content.fields import Entry, EveryLanguage, Id, Text
from bot.content.findings import Place, Report
from bot.content.schema import SelfEntry
from bot.content.wording import OWN_NAMES, named, sentence
from bot.core.canned import PLACEHOLDERS
from bot.core.handbook import CannedReply
from bot.core.model import Language

LONGEST = 3000
"""Letters: with the question and the signature it is still one message."""


class CannedEntry(Entry):
    """One reply; its text may name what is on file."""

    id: Id
    title: EveryLanguage[Text]
    text: EveryLanguage[Text]


class CannedFile(RootModel[Annotated[tuple[CannedEntry, ...], Field(min_length=1)]]):
    """The whole file."""


def read_canned(path: Path, languages: tuple[Language, ...], report: Report) -> CannedFile | None:
    """The file, empty where there is none; None, with every error reported, when it is unusable."""
    if not path.is_file():
        return CannedFile.model_construct(root=())
    file = check(CannedFile, read(path, report), report, languages)
    if file is None:
        return None
    _check_ids(file, report)
    for i, entry in enumerate(file.content.root):
        for language in languages:
            _check_title(entry.title[language], file.place(i, "title", language), report)
            _check_text(entry.text[language], file.place(i, "text", language), report)
    return file.content


def build(file: CannedFile, itself: SelfEntry) -> tuple[CannedReply, ...]:
    """The replies in the order of the file, with the organisation's own names in."""
    return tuple(
        CannedReply(
            entry.id,
            entry.title,
            {language: named(text, itself, language) for language, text in entry.text.items()},
        )
        for entry in file.root
    )


def _check_ids(file: Checked[CannedFile], report: Report) -> None:
    first: dict[str, int] = {}
    for i, entry in enumerate(file.content.root):
        place = file.place(i, "id")
        if entry.id in first:
            report.error(place, f'"{entry.id}" is written twice (first in line {first[entry.id]}); keep one')
        first.setdefault(entry.id, place.line)


def _check_title(title: str, place: Place, report: Report) -> None:
    if "{" in title or "}" in title:
        report.error(place, "a title has no values; write it without braces")


def _check_text(text: str, place: Place, report: Report) -> None:
    if len(text) > LONGEST:
        report.error(place, f"{len(text)} letters; write at most {LONGEST}")
    unknown = (sentence(text, place, report).placeholders or frozenset()) - set(PLACEHOLDERS)
    if unknown:
        listed = ", ".join(f"{{{name}}}" for name in (*OWN_NAMES, *PLACEHOLDERS))
        found = ", ".join(f"{{{name}}}" for name in sorted(unknown))
        report.error(place, f"no value for {found} here; use only {listed}")
