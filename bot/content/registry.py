"""The organisation's own list, as the core knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.content.addresses import key_of_domain, written_out
from bot.content.registry_schema import (
    AccountEntry,
    BodyEntry,
    EmailEntry,
    NeighbourEntry,
    PartnerEntry,
    RegistryPart,
    RetiredEntry,
)
from bot.content.shared_hosts import is_shared
from bot.content.version import stamped_list
from bot.core.accounts.registry import Account, Neighbour, Registry


def build(file: RegistryPart, email: EmailEntry | None) -> Registry:
    """Everything the organisation says is its own, and whom it might be mistaken for."""
    mails = _each((*((email and email.value) or {}).values(), *file.mails))
    return stamped_list(
        Registry(
            accounts=_accounts(file),
            retired=_retired(file),
            names=_each(_names(file)),
            abbreviations=_each(_abbreviations(file)),
            domains=_each((*own_website(file), *file.domains)),
            former_domains=file.former_domains,
            mails=mails,
            mail_on_file=bool(mails),
            neighbours=_others(file),
            reviewed=file.reviewed,
        )
    )


def own_website(file: RegistryPart) -> tuple[str, ...]:
    """The website's domain, unless others have pages there too."""
    host = key_of_domain(file.website)[1].removeprefix("www.") if file.website else ""
    return (host,) if host and not is_shared(host) else ()


def _accounts(file: RegistryPart) -> tuple[Account, ...]:
    return tuple(
        _account(id, body_id, body, entry, file.reviewed)
        for body_id, body in file.bodies.items()
        for id, entry in zip(_ids(body_id, body.accounts), body.accounts, strict=True)
    )


def _retired(file: RegistryPart) -> tuple[Account, ...]:
    return tuple(
        _account(id, body_id, body, entry, file.reviewed)
        for body_id, body in file.bodies.items()
        for id, entry in zip(
            _ids(f"{body_id}/retired", body.retired_accounts), body.retired_accounts, strict=True
        )
    )


def _ids(prefix: str, entries: Sequence[AccountEntry]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for entry in entries:
        seen[entry.platform] = count = seen.get(entry.platform, 0) + 1
        yield f"{prefix}/{entry.platform}" + (f"/{count}" if count > 1 else "")


def _account(id: str, body_id: str, body: BodyEntry, entry: AccountEntry, reviewed: date | None) -> Account:
    return Account(
        id=id,
        body=body_id,
        platform=entry.platform,
        names={language: names[0] for language, names in (entry.names or body.names).items()},
        address=None if entry.address is None else written_out(entry.platform, entry.address),
        numeric_id=entry.numeric_id,
        section=entry.section,
        source=entry.source,
        reviewed=entry.reviewed or reviewed,
        retired=entry.retired if isinstance(entry, RetiredEntry) else None,
    )


def _names(file: RegistryPart) -> Iterator[str]:
    yield from _all(file.names)
    for body in file.bodies.values():
        yield from _all(body.names)
        for entry in body.accounts:
            yield from _all(entry.names or {})


def _abbreviations(file: RegistryPart) -> Iterator[str]:
    yield from file.abbreviations
    for body in file.bodies.values():
        yield from body.abbreviations


def _others(file: RegistryPart) -> tuple[Neighbour, ...]:
    neighbours = (_other(id, entry) for id, entry in file.neighbours.items())
    return (*neighbours, *(_other(id, entry) for id, entry in file.partners.items()))


def _other(id: str, entry: NeighbourEntry) -> Neighbour:
    partner = isinstance(entry, PartnerEntry)
    return Neighbour(
        id=id,
        names=_each(_all(entry.names)),
        addresses=_each(entry.addresses),
        relation="partner" if partner else "neighbour",
        role=entry.role if isinstance(entry, PartnerEntry) else None,
        source=entry.source,
        called={language: names[0] for language, names in entry.names.items() if language},
    )


def _all(names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    return (name for own in names.values() for name in own)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
