"""What knowledge/organization.yaml may say."""

from __future__ import annotations

from bot.content.fields import Day, Entry, EveryLanguage, Id, Text, Url
from bot.content.registry_schema import BodyEntry, ContactEntry, EmailEntry, RegistryPart


class ContactsEntry(Entry):
    """All four, so that none is forgotten: what is not on file is written as null."""

    phone: ContactEntry
    fax: ContactEntry
    address: ContactEntry
    email: EmailEntry


class HelplineEntry(Entry):
    """A helpline; `confirmed` is the day on which an operator checked the number."""

    name: EveryLanguage[Text]
    phone: Text
    note: EveryLanguage[Text]
    source: Url
    reviewed: Day
    confirmed: Day | None


class SelfEntry(Entry):
    """How the organisation speaks of itself and of its office, inside a sentence."""

    organization: EveryLanguage[Text]
    office: EveryLanguage[Text]


class OrganizationFile(RegistryPart):
    """The whole file."""

    calls_itself: SelfEntry
    website: Url
    reviewed: Day
    contacts: ContactsEntry
    privacy_policy: Url | None
    bodies: dict[Id, BodyEntry]
    crisis_contacts: tuple[HelplineEntry, ...]
    fraud_contacts: tuple[HelplineEntry, ...] = ()
