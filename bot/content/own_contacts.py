"""The contacts that an organisation has published, alone."""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict, Field

from bot.content.check import check
from bot.content.document import read
from bot.content.fields import Id
from bot.content.findings import Report
from bot.content.registry_schema import ContactEntry, LanguagesFile


class _ContactsFile(LanguagesFile):
    """Of organization.yaml the contacts; a list of accounts alone has none."""

    model_config = ConfigDict(extra="ignore")
    contacts: dict[Id, ContactEntry] = Field(default_factory=dict)


def load_own_contacts(path: Path) -> tuple[str, ...]:
    """Every contact in every language, as `Organization.own_contacts`; the rest of the file is not looked at.

    Raises ContentError with every error, one a line.
    """
    report = Report()
    document = read(path, report)
    declared = check(LanguagesFile, document, report)
    languages = declared.content.languages if declared else ()
    file = check(_ContactsFile, document, report, languages) if declared else None
    report.raise_errors()
    entries = file.content.contacts.values() if file else ()
    return tuple(value for entry in entries if entry.value for value in entry.value.values())
