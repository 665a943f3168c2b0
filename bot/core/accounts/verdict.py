"""The strict verdict: official on equality with the organisation's own list, never on likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.core.accounts import identity
from bot.core.accounts.references import Reference
from bot.core.accounts.registry import Account, Registry
from bot.core.model import AccountFinding, VerdictName

_ORDER: tuple[VerdictName, ...] = get_args(VerdictName)


def judge(references: Iterable[Reference], registry: Registry) -> tuple[AccountFinding, ...]:
    """One finding a reference, in order; a reference written twice is found once."""
    listed = _Listed.of(registry)
    return tuple(dict.fromkeys(_finding(reference, listed) for reference in references))


def worst(findings: Iterable[AccountFinding]) -> VerdictName | None:
    """The verdict on the whole message; None without a reference."""
    return min((f.verdict for f in findings), key=_ORDER.index, default=None)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The registry, canonicalised. `elsewhere` are hosts of accounts that the host alone does not tell."""

    registry: Registry
    accounts: Mapping[tuple[str, str], Account]
    forms: Mapping[str, Sequence[frozenset[identity.Form]]]
    domains: frozenset[str]
    former: frozenset[str]
    elsewhere: frozenset[str]

    @classmethod
    def of(cls, registry: Registry) -> _Listed:
        known = [(account, _identities(account)) for account in registry.accounts]
        forms: dict[str, list[frozenset[identity.Form]]] = {}
        for account, names in known:
            forms.setdefault(account.platform, []).append(
                frozenset(identity.form(account.platform, name) for name in names)
            )
        return cls(
            registry,
            {(account.platform, name): account for account, names in known for name in names},
            forms,
            _hosts(registry.domains),
            _hosts(registry.former_domains),
            _hosts(account.address for account, names in known if account.address and not names),
        )

    def account(self, platform: str | None, name: str | None) -> Account | None:
        return None if platform is None or name is None else self.accounts.get((platform, name))

    def may_have(self, platform: str, name: str) -> bool:
        """Whether this could be an account of the organisation of which the list lacks this spelling."""
        spelled = identity.form(platform, name)
        forms = self.forms.get(platform, ())
        return self.registry.incomplete(platform) or any(spelled not in known for known in forms)


def _identities(account: Account) -> set[str]:
    """What the list knows an account by; empty when its address is not on file or names no account."""
    known = {identity.of_number(account.platform, account.numeric_id)} if account.numeric_id else set()
    if account.address and (led := identity.of_url(account.address)) and led[0] == account.platform:
        # a page on a shared host does not make the host the organisation's
        known.add(led[1] if account.platform != "web" or _is_root(account.address) else None)
    elif account.address and "/" not in account.address:
        known.add(identity.of_handle(account.platform, account.address))
    return {name for name in known if name}


def _is_root(address: str) -> bool:
    return "/" not in address.partition("://")[2].removesuffix("/")


def _hosts(domains: Iterable[str]) -> frozenset[str]:
    found = (identity.of_url(domain) for domain in domains)
    return frozenset(host for platform, host in filter(None, found) if platform == "web" and "." in host)


_Judged = tuple[VerdictName, Account | None]


def _finding(reference: Reference, listed: _Listed) -> AccountFinding:
    judges = {"forward": _forward, "mail": _mail, "handle": _handle, "url": _url}
    verdict, account = judges[reference.kind](reference, listed)
    if verdict == "official" and not reference.plain:
        verdict = "cannot_tell"
    platform = reference.platform or (account.platform if account else None)
    meant = (account.id,) if account else ()
    return AccountFinding(reference.text, verdict, platform, reference.identity, meant)


def _url(reference: Reference, listed: _Listed) -> _Judged:
    platform, name = reference.platform, reference.identity
    if platform is None or name is None or platform == "short":
        return "cannot_tell", None
    if account := listed.account(platform, name):
        return "official", account
    if platform == "web":
        return _web(name, listed), None
    return ("cannot_tell" if listed.may_have(platform, name) else "unlisted"), None


def _web(host: str, listed: _Listed) -> VerdictName:
    if _within(host, listed.former):
        return "cannot_tell"
    if _within(host, listed.domains):
        return "official"
    return "cannot_tell" if listed.registry.incomplete("web") or host in listed.elsewhere else "unlisted"


def _within(host: str, domains: frozenset[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _handle(reference: Reference, listed: _Listed) -> _Judged:
    platform, name = reference.platform, reference.identity
    if platform is None or name is None:
        account = listed.account("telegram", name)  # handles quoted alone are Telegram's
        return ("official" if account else "cannot_tell"), account
    return _url(reference, listed)


def _mail(reference: Reference, listed: _Listed) -> _Judged:
    address = reference.identity
    if address is None:
        return "cannot_tell", None
    on_file = {_mail_key(mail) for mail in listed.registry.mails}
    if _mail_key(address) in on_file:
        return "official", None
    # no domain is known to tell "Info@" from "info@", but the standard lets it
    differs_in_case = address.lower() in {mail.lower() for mail in on_file}
    return ("cannot_tell" if differs_in_case or listed.registry.incomplete("mail") else "unlisted"), None


def _mail_key(address: str) -> str:
    local, _, domain = address.strip().rpartition("@")
    return f"{local}@{identity.host(domain) or domain.lower()}"


def _forward(reference: Reference, listed: _Listed) -> _Judged:
    origin = reference.origin
    if origin is None or origin.type == "hidden_user":
        return "cannot_tell", None
    number = None if origin.id is None else str(origin.id)
    if account := listed.account("telegram", number):
        return "official", account
    if account := listed.account("telegram", identity.of_handle("telegram", origin.username or "")):
        # the name may have passed to somebody else: then the number is not the one on file
        return ("cannot_tell" if number and account.numeric_id else "official"), account
    names = [name for name in (origin.username, number) if name]
    unsure = all(listed.may_have("telegram", name) for name in names)
    return ("cannot_tell" if unsure else "unlisted"), None
