"""The organisation's own list: its bodies, their accounts, and whom it might be mistaken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

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
"""Where an account can be, in the words of the list."""
Relation = Literal["neighbour", "partner"]


@dataclass(frozen=True, slots=True)
class Account:
    """An official account as published. `address` is None while the published list does not give it.

    `numeric_id` is the platform's own (YouTube: the channel's id). A `retired` account was the
    organisation's until that day. `source` is the page that names it, where no section does.
    """

    id: str
    body: str
    platform: str
    names: Mapping[str, str]
    address: str | None = None
    numeric_id: str | None = None
    section: str | None = None
    source: str | None = None
    reviewed: date | None = None
    retired: date | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another organisation, legitimate in itself: a neighbour in name, or a partner with a `role`.

    `addresses` are its web addresses, those of its accounts, its domains and its mail addresses;
    `called` is the name to show where one is written for a language.
    """

    id: str
    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    relation: Relation = "neighbour"
    role: Mapping[str, str] | None = None
    source: str | None = None
    called: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The name to show to those who read this language."""
        return self.called.get(language, self.names[0])


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything a verdict is held against; domains without "www.".

    `names` are the full names of the organisation, its bodies and accounts in every language,
    `abbreviations` their short forms. `version` is a short hash of the list.
    """

    accounts: tuple[Account, ...] = ()
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    former_domains: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    mail_on_file: bool = True
    retired: tuple[Account, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    reviewed: date | None = None
    version: str = ""

    def incomplete(self, platform: str) -> bool:
        """Whether the organisation has something on this platform whose address is not on file."""
        if platform == "mail":
            return not self.mail_on_file
        return any(a.platform == platform and a.address is None for a in self.accounts)

    def account(self, account_id: str) -> Account:
        """The account with this id, in use or retired; KeyError when there is none."""
        for account in (*self.accounts, *self.retired):
            if account.id == account_id:
                return account
        raise KeyError(account_id)
