"""organization.yaml as the core knows it, and what in it is not on file yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from bot.content.check import Checked
from bot.content.document import Trail
from bot.content.findings import Place, Report
from bot.content.schema import BodyEntry, ContactEntry, CrisisEntry, OrganizationFile
from bot.core.accounts.registry import Account, Registry
from bot.core.handbook import Contact, CrisisContact, Organization

_REVIEW_AFTER = timedelta(days=365)


def build(file: OrganizationFile) -> Organization:
    """The organisation as the core knows it."""
    return Organization(
        names=file.names,
        website=file.website,
        contacts={name: Contact(name, entry.value, entry.section) for name, entry in _contacts(file)},
        privacy_policy=file.privacy_policy,
        registry=registry(file),
        crisis=tuple(_crisis(entry) for entry in file.crisis_contacts),
        reviewed=file.reviewed,
    )


def registry(file: OrganizationFile) -> Registry:
    """Everything the organisation says is its own."""
    names = [name for own in file.names.values() for name in own]
    names += [name for body in file.bodies.values() for name in body.names.values()]
    host = urlsplit(file.website).hostname or ""
    mails = (file.contacts.email.value or {}).values()
    return Registry(
        accounts=tuple(account for id, body in file.bodies.items() for account in _accounts(id, body)),
        names=tuple(dict.fromkeys(names)),
        domains=(host.removeprefix("www."),),
        former_domains=file.former_domains,
        mails=tuple(dict.fromkeys(mails)),
        mail_on_file=bool(mails),
    )


def section_references(file: Checked[OrganizationFile]) -> Iterator[tuple[str, Place]]:
    """Every section the file names, and where."""
    for name, contact in _contacts(file.content):
        if contact.section is not None:
            yield contact.section, file.place("contacts", name, "section")
    for id, body in file.content.bodies.items():
        for i, account in enumerate(body.accounts):
            if account.section is not None:
                yield account.section, file.place("bodies", id, "accounts", i, "section")


def report_not_on_file(file: Checked[OrganizationFile], report: Report) -> None:
    """Name every null that an operator must fill in before going live."""
    for trail in _not_on_file(file.content):
        report.missing(file.place(*trail), "not on file; write what the organisation publishes")
    for i, crisis in enumerate(file.content.crisis_contacts):
        if crisis.confirmed is None:
            place = file.place("crisis_contacts", i, "confirmed")
            report.missing(place, f"not confirmed; check {crisis.phone} and write the day")
    if not file.content.crisis_contacts:
        report.missing(file.place("crisis_contacts"), "none; write whom a person in distress can call")


def report_overdue(file: Checked[OrganizationFile], today: date, report: Report) -> None:
    """Warn of lists that nobody has reviewed for over a year."""
    reviews: list[tuple[date, Trail]] = [(file.content.reviewed, ("reviewed",))]
    for i, crisis in enumerate(file.content.crisis_contacts):
        reviews.append((crisis.reviewed, ("crisis_contacts", i, "reviewed")))
    for reviewed, trail in reviews:
        if today - reviewed > _REVIEW_AFTER:
            report.warning(file.place(*trail), f"{reviewed} is over a year ago; review it and write the day")


def _not_on_file(file: OrganizationFile) -> Iterator[Trail]:
    for name, contact in _contacts(file):
        if contact.value is None:
            yield "contacts", name, "value"
    if file.privacy_policy is None:
        yield ("privacy_policy",)
    for id, body in file.bodies.items():
        for i, account in enumerate(body.accounts):
            if account.address is None:
                yield "bodies", id, "accounts", i, "address"


def _contacts(file: OrganizationFile) -> Iterator[tuple[str, ContactEntry]]:
    contacts: Iterator[tuple[str, ContactEntry]] = iter(file.contacts)
    return contacts


def _accounts(body_id: str, body: BodyEntry) -> Iterator[Account]:
    seen: dict[str, int] = {}
    for entry in body.accounts:
        seen[entry.platform] = count = seen.get(entry.platform, 0) + 1
        yield Account(
            id=f"{body_id}/{entry.platform}" + (f"/{count}" if count > 1 else ""),
            body=body_id,
            platform=entry.platform,
            names=entry.names or body.names,
            address=entry.address,
            numeric_id=entry.numeric_id,
            section=entry.section,
        )


def _crisis(entry: CrisisEntry) -> CrisisContact:
    return CrisisContact(
        name=entry.name,
        phone=entry.phone,
        note=entry.note,
        source=entry.source,
        reviewed=entry.reviewed,
        confirmed=entry.confirmed,
    )
