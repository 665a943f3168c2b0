"""Holds the list against what the platforms call an account, and its parts against each other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content import addresses, registry
from bot.content.check import Checked
from bot.content.document import Trail
from bot.content.findings import Report
from bot.content.registry_schema import AccountEntry, EmailEntry, RegistryPart
from bot.core.accounts import keys
from bot.core.accounts.keys import Key

Held = dict[Key, Trail]
"""Where on the list each account, domain and mail address stands."""


def check_registry(file: Checked[RegistryPart], email: EmailEntry | None, report: Report) -> None:
    """Report every address that leads to no account, and what is on the list as two things at once."""
    _check_addresses(file, report)
    accounts = _hold(file, tuple(account_entries(file.content, "accounts")), report)
    retired = _hold(file, tuple(account_entries(file.content, "retired_accounts")), report)
    for key in accounts.keys() & retired.keys():
        _contradiction(file, retired[key], "an account in use", accounts[key], report)
    own = accounts | _domains(file.content) | _mails(file.content, email)
    _check_former(file, own, report)
    _check_others(file, own, report)


def account_entries(file: RegistryPart, kind: str) -> Iterator[tuple[Trail, AccountEntry]]:
    """The accounts of every body, in use ("accounts") or not ("retired_accounts"), and where they stand."""
    for id, body in file.bodies.items():
        for i, entry in enumerate(body.accounts if kind == "accounts" else body.retired_accounts):
            yield ("bodies", id, kind, i), entry


def other_addresses(file: RegistryPart) -> Iterator[tuple[Trail, str]]:
    """The addresses of neighbours and partners, and where they stand."""
    for kind, others in (("neighbours", file.neighbours), ("partners", file.partners)):
        for id, other in others.items():
            for i, address in enumerate(other.addresses):
                yield (kind, id, "addresses", i), address


def _check_addresses(file: Checked[RegistryPart], report: Report) -> None:
    for trail, misfit in _misfits(file.content):
        if misfit is not None:
            report.error(file.place(*trail), misfit)


def _misfits(file: RegistryPart) -> Iterator[tuple[Trail, str | None]]:
    for kind in ("accounts", "retired_accounts"):
        for trail, entry in account_entries(file, kind):
            if entry.address is not None:
                yield (*trail, "address"), addresses.account_misfit(entry.platform, entry.address)
            if entry.numeric_id is not None:
                yield (*trail, "numeric_id"), addresses.number_misfit(entry.platform, entry.numeric_id)
    for kind, domains in (("domains", file.domains), ("former_domains", file.former_domains)):
        for i, domain in enumerate(domains):
            yield (kind, i), addresses.domain_misfit(domain)
    for trail, address in other_addresses(file):
        yield trail, addresses.other_misfit(address)


def _hold(
    file: Checked[RegistryPart], entries: tuple[tuple[Trail, AccountEntry], ...], report: Report
) -> Held:
    held: Held = {}
    for trail, entry in entries:
        for name in keys.of_account(entry.platform, entry.address, entry.numeric_id):
            key = (entry.platform, name)
            if key in held:
                line = file.place(*held[key]).line
                what = f"the same account as in line {line}; keep one"
                report.error(file.place(*trail, "address"), what)
            held.setdefault(key, (*trail, "address"))
    return held


def _domains(file: RegistryPart) -> Held:
    held: Held = {addresses.key_of_domain(domain): ("website",) for domain in registry.own_website(file)}
    for i, domain in enumerate(file.domains):
        held.setdefault(addresses.key_of_domain(domain), ("domains", i))
    return held


def _mails(file: RegistryPart, email: EmailEntry | None) -> Held:
    published = ((email and email.value) or {}).values()
    held: Held = {("mail", keys.of_mail(mail)): ("contacts", "email", "value") for mail in published}
    for i, mail in enumerate(file.mails):
        held.setdefault(("mail", keys.of_mail(mail)), ("mails", i))
    return held


def _check_former(file: Checked[RegistryPart], own: Held, report: Report) -> None:
    for i, domain in enumerate(file.content.former_domains):
        former = addresses.key_of_domain(domain)[1]
        for (platform, name), trail in own.items():
            host = name.rpartition("@")[2] if platform == "mail" else name
            if platform in {"web", "mail"} and _within(host, former):
                _contradiction(file, ("former_domains", i), "in use", trail, report)


def _check_others(file: Checked[RegistryPart], own: Held, report: Report) -> None:
    domains = [(name, trail) for (platform, name), trail in own.items() if platform == "web"]
    for trail, address in other_addresses(file.content):
        key = keys.of_other(address)
        if key is None:
            continue
        if key in own:
            _contradiction(file, trail, "the organisation's own", own[key], report)
        elif key[0] == "web":
            for domain, at in domains:
                if _within(key[1], domain):
                    _contradiction(file, trail, f"under the organisation's own {domain}", at, report)
    for id in file.content.partners.keys() & file.content.neighbours.keys():
        _contradiction(file, ("partners", id), "a neighbour", ("neighbours", id), report)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _contradiction(file: Checked[RegistryPart], trail: Trail, what: str, at: Trail, report: Report) -> None:
    line = file.place(*at).line
    report.error(file.place(*trail), f"also {what} (line {line}); take out the one that is no longer true")
