"""The part of organization.yaml that says what is the organisation's own and what is not."""

from __future__ import annotations

from pydantic import ConfigDict, Field, field_validator

from bot.content.fields import (
    Address,
    Day,
    Domain,
    Entry,
    EveryLanguage,
    Id,
    LanguageCode,
    Mail,
    OneOrEveryLanguage,
    OneOrMore,
    SomeOrNoLanguage,
    Text,
    Url,
    mail_address,
)
from bot.core.accounts.registry import Platform


class AccountEntry(Entry):
    """An official account; its names are those of its body unless it has its own.

    The address is null while it is not on file. What each platform calls an address is seen to later.
    """

    platform: Platform
    address: Address | None
    names: EveryLanguage[OneOrMore] | None = None
    numeric_id: Text | None = None
    section: Text | None = None
    source: Url | None = None
    reviewed: Day | None = None


class RetiredEntry(AccountEntry):
    """An account that was the organisation's until the day it was `retired`."""

    address: Address
    retired: Day


class BodyEntry(Entry):
    """A part of the organisation that has names and accounts of its own."""

    names: EveryLanguage[OneOrMore]
    abbreviations: tuple[Text, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()
    retired_accounts: tuple[RetiredEntry, ...] = ()


class NeighbourEntry(Entry):
    """Another organisation that people may take for this one."""

    names: SomeOrNoLanguage[OneOrMore]
    addresses: tuple[Text, ...] = ()
    source: Url | None = None


class PartnerEntry(NeighbourEntry):
    """Another organisation that does something for this one."""

    role: EveryLanguage[Text]


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
            mail_address(address)
        return value


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


class RegistryPart(LanguagesFile):
    """What every file with a list of accounts may say."""

    model_config = ConfigDict(extra="forbid")
    names: EveryLanguage[OneOrMore]
    abbreviations: tuple[Text, ...] = ()
    website: Url | None = None
    domains: tuple[Domain, ...] = ()
    former_domains: tuple[Domain, ...] = ()
    mails: tuple[Mail, ...] = ()
    reviewed: Day | None = None
    bodies: dict[Id, BodyEntry] = Field(default_factory=dict)
    neighbours: dict[Id, NeighbourEntry] = Field(default_factory=dict)
    partners: dict[Id, PartnerEntry] = Field(default_factory=dict)


class EmailAlone(Entry):
    """Of the contacts, all that a verdict needs."""

    model_config = ConfigDict(extra="ignore")
    email: EmailEntry | None = None


class RegistryFile(RegistryPart):
    """A file that need hold no more than the list of accounts."""

    contacts: EmailAlone | None = None
