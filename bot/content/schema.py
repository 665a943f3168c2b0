"""What knowledge/organization.yaml may say."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import ConfigDict, field_validator

from bot.content.fields import (
    Day,
    Digits,
    Domain,
    Entry,
    EveryLanguage,
    Id,
    LanguageCode,
    Names,
    OneOrEveryLanguage,
    Text,
    Url,
)

Platform = Literal[
    "facebook",
    "x",
    "instagram",
    "threads",
    "youtube",
    "linkedin",
    "telegram",
    "line",
    "note",
    "bluesky",
    "mastodon",
    "tiktok",
    "web",
]


class ContactEntry(Entry):
    """A way to reach the organisation, null while it is not on file."""

    value: OneOrEveryLanguage | None
    section: Text | None = None


class EmailEntry(ContactEntry):
    """Sender addresses are held against it, so it is an address and no more."""

    @field_validator("value")
    @classmethod
    def _an_address_alone(cls, value: dict[str, str] | None) -> dict[str, str] | None:
        for address in (value or {}).values():
            if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", address):
                raise ValueError(f'expected a mail address and nothing else, found "{address}"')
        return value


class ContactsEntry(Entry):
    """All four, so that none is forgotten: what is not on file is written as null."""

    phone: ContactEntry
    fax: ContactEntry
    address: ContactEntry
    email: EmailEntry


class AccountEntry(Entry):
    """An official account; its names are those of its body unless it has its own."""

    platform: Platform
    address: Url | None
    names: EveryLanguage[Text] | None = None
    numeric_id: Digits | None = None
    section: Text | None = None


class BodyEntry(Entry):
    """A part of the organisation that has accounts of its own."""

    names: EveryLanguage[Text]
    accounts: tuple[AccountEntry, ...] = ()


class CrisisEntry(Entry):
    """A helpline; `confirmed` is the day on which an operator checked the number."""

    name: EveryLanguage[Text]
    phone: Text
    note: EveryLanguage[Text]
    source: Url
    reviewed: Day
    confirmed: Day | None


class LanguagesFile(Entry):
    """Only the languages: read first, for everything else is held against them."""

    model_config = ConfigDict(extra="ignore")
    languages: tuple[LanguageCode, ...]

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if not languages or len(set(languages)) < len(languages):
            raise ValueError("expected each language once; write for example [ja, en]")
        return languages


class SelfEntry(Entry):
    """How the organisation speaks of itself and of its office, inside a sentence."""

    organization: EveryLanguage[Text]
    office: EveryLanguage[Text]


class OrganizationFile(LanguagesFile):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")
    names: EveryLanguage[Names]
    calls_itself: SelfEntry
    website: Url
    former_domains: tuple[Domain, ...] = ()
    reviewed: Day
    contacts: ContactsEntry
    privacy_policy: Url | None
    bodies: dict[Id, BodyEntry]
    crisis_contacts: tuple[CrisisEntry, ...]
