"""The registry made ready for comparing: everything in it by what it is known as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.accounts import identity, keys
from bot.core.accounts.keys import Key
from bot.core.accounts.likeness.names import plain_name
from bot.core.accounts.registry import Account, Neighbour, Registry


@dataclass(frozen=True, slots=True)
class Handle:
    """What an official account is called on its platform, as people write it; `key` is canonical."""

    platform: str
    text: str
    account: Account
    key: str

    @property
    def server(self) -> str:
        """Of a Mastodon account."""
        return self.key.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Listed:
    """The registry, canonicalised. `elsewhere` are hosts of accounts that the host alone does not tell."""

    registry: Registry
    accounts: Mapping[Key, Account]
    retired: Mapping[Key, Account]
    neighbours: Mapping[Key, Neighbour]
    neighbour_domains: Mapping[str, Neighbour]
    neighbour_names: Mapping[str, Neighbour]
    forms: Mapping[str, Sequence[frozenset[identity.Form]]]
    handles: tuple[Handle, ...]
    numbers: tuple[Handle, ...]
    domains: tuple[str, ...]
    former: tuple[str, ...]
    elsewhere: frozenset[str]
    servers: frozenset[str]
    """Mastodon servers on which there is an account of ours."""

    def account(self, platform: str | None, name: str | None) -> Account | None:
        return None if platform is None or name is None else self.accounts.get((platform, name))

    def may_have(self, platform: str, name: str) -> bool:
        """Whether this could be an account of the organisation of which the list lacks this spelling."""
        spelled = identity.form(platform, name)
        forms = self.forms.get(platform, ())
        return self.registry.incomplete(platform) or any(spelled not in known for known in forms)

    def neighbour_at(self, host: str) -> Neighbour | None:
        """Whose domain a host is, or is under."""
        labels = host.split(".")
        parents = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self.neighbour_domains[p] for p in parents if p in self.neighbour_domains), None)


def listed(registry: Registry) -> Listed:
    """What the verdicts of a registry are held against."""
    known = [(account, identities(account)) for account in registry.accounts]
    forms: dict[str, list[frozenset[identity.Form]]] = {}
    for account, names in known:
        forms.setdefault(account.platform, []).append(
            frozenset(identity.form(account.platform, name) for name in names)
        )
    spelled = tuple(handle for account, names in known for handle in _handles(account, names))
    addresses = [(k, n) for n in registry.neighbours for a in n.addresses if (k := keys.of_other(a))]
    return Listed(
        registry,
        {(account.platform, name): account for account, names in known for name in names},
        {(a.platform, name): a for a in registry.retired for name in identities(a)},
        {key: neighbour for key, neighbour in addresses if key[0] != "web"},
        {key[1]: neighbour for key, neighbour in addresses if key[0] == "web"},
        {plain_name(name): n for n in registry.neighbours for name in n.names},
        forms,
        tuple(h for h in spelled if not _is_number(h)),
        tuple(h for h in spelled if _is_number(h)),
        hosts(registry.domains),
        hosts(registry.former_domains),
        frozenset(hosts(account.address for account, names in known if account.address and not names)),
        frozenset(
            n.rpartition("@")[2] for account, names in known if account.platform == "mastodon" for n in names
        ),
    )


def identities(account: Account) -> frozenset[str]:
    """What the list knows an account by."""
    return keys.of_account(account.platform, account.address, account.numeric_id)


def bare(name: str) -> str:
    """A canonical identity as people write the name: without the kind of page, "@" and a Mastodon server."""
    return name.rpartition("/")[2].removeprefix("@").partition("@")[0]


def hosts(domains: Iterable[str]) -> tuple[str, ...]:
    """The hosts among some addresses, each once."""
    found = (identity.of_url(domain) for domain in domains)
    return tuple(dict.fromkeys(h for platform, h in filter(None, found) if platform == "web" and "." in h))


def _handles(account: Account, names: Iterable[str]) -> Iterator[Handle]:
    for name in names:
        text = bare(name)
        yield Handle(account.platform, _as_written(text, account.address or ""), account, name)


def _as_written(name: str, address: str) -> str:
    """The name with the capitals and dots of the published address: canonical forms have neither."""
    for piece in reversed(address.replace("?", "/").split("/")):
        written = piece.removeprefix("@")
        if written.replace(".", "").lower() == name.replace(".", "").lower():
            return written
    return name


def _is_number(handle: Handle) -> bool:
    """Whether this is an id that the platform gave, not a name that somebody chose."""
    return identity.form(handle.platform, handle.key) == "number"
