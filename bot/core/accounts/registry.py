"""The organisation's own list: bodies, their official accounts, domains and mail addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Account:
    """An official account as published. `address` is None while the published list does not give it."""

    id: str
    body: str
    platform: str
    names: Mapping[str, str]
    address: str | None = None
    numeric_id: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything a verdict is held against; domains without "www."."""

    accounts: tuple[Account, ...] = ()
    names: frozenset[str] = field(default_factory=frozenset)
    domains: tuple[str, ...] = ()
    former_domains: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    mail_on_file: bool = True

    def incomplete(self, platform: str) -> bool:
        """Whether the organisation has something on this platform whose address is not on file."""
        if platform == "mail":
            return not self.mail_on_file
        return any(a.platform == platform and a.address is None for a in self.accounts)
