"""organization.yaml as the core knows it, and what in it is not on file yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.content import registry, registry_gaps
from bot.content.check import Checked
from bot.content.document import Trail
from bot.content.findings import Place, Report
from bot.content.registry_check import account_entries
from bot.content.registry_gaps import NOT_ON_FILE
from bot.content.registry_schema import ContactEntry
from bot.content.schema import HelplineEntry, OrganizationFile
from bot.core.handbook import Contact, Helpline, Organization


def build(file: OrganizationFile) -> Organization:
    """The organisation as the core knows it."""
    return Organization(
        names=file.names,
        website=file.website,
        contacts={name: Contact(name, entry.value, entry.section) for name, entry in _contacts(file)},
        privacy_policy=file.privacy_policy,
        registry=registry.build(file, file.contacts.email),
        crisis=tuple(map(_helpline, file.crisis_contacts)),
        fraud_help=tuple(map(_helpline, file.fraud_contacts)),
        reviewed=file.reviewed,
    )


def section_references(file: Checked[OrganizationFile]) -> Iterator[tuple[str, Place]]:
    """Every section the file names, and where."""
    for name, contact in _contacts(file.content):
        if contact.section is not None:
            yield contact.section, file.place("contacts", name, "section")
    for kind in ("accounts", "retired_accounts"):
        for trail, account in account_entries(file.content, kind):
            if account.section is not None:
                yield account.section, file.place(*trail, "section")


def report_not_on_file(file: Checked[OrganizationFile], report: Report) -> None:
    """Name every null that an operator must fill in before going live."""
    for trail, what in _not_on_file(file.content):
        report.missing(file.place(*trail), what)
    for trail, helpline in _helplines(file.content):
        if helpline.confirmed is None:
            place = file.place(*trail, "confirmed")
            report.missing(place, f"not confirmed; check {helpline.phone} and write the day")
    if not file.content.crisis_contacts:
        report.missing(file.place("crisis_contacts"), "none; write whom a person in distress can call")


def report_overdue(file: Checked[OrganizationFile], today: date, report: Report) -> None:
    """Warn of lists, accounts and numbers that nobody has reviewed for over a year."""
    others = (((*trail, "reviewed"), helpline.reviewed) for trail, helpline in _helplines(file.content))
    registry_gaps.report_overdue(file, today, report, tuple(others))


def _not_on_file(file: OrganizationFile) -> Iterator[tuple[Trail, str]]:
    for name, contact in _contacts(file):
        if contact.value is None:
            no_mail = name == "email" and not file.mails
            until = '; until then any mail address is "cannot tell"' if no_mail else ""
            yield ("contacts", name, "value"), NOT_ON_FILE + until
    if file.privacy_policy is None:
        yield ("privacy_policy",), NOT_ON_FILE
    yield from registry_gaps.missing_addresses(file)


def _helplines(file: OrganizationFile) -> Iterator[tuple[Trail, HelplineEntry]]:
    for kind, entries in (("crisis_contacts", file.crisis_contacts), ("fraud_contacts", file.fraud_contacts)):
        for i, entry in enumerate(entries):
            yield (kind, i), entry


def _contacts(file: OrganizationFile) -> Iterator[tuple[str, ContactEntry]]:
    contacts: Iterator[tuple[str, ContactEntry]] = iter(file.contacts)
    return contacts


def _helpline(entry: HelplineEntry) -> Helpline:
    return Helpline(
        name=entry.name,
        phone=entry.phone,
        note=entry.note,
        source=entry.source,
        reviewed=entry.reviewed,
        confirmed=entry.confirmed,
    )
