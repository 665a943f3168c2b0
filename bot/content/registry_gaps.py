"""What on the list keeps people from a clear answer: gaps, old reviews, and names that are too alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from bot.content.check import Checked
from bot.content.document import Trail
from bot.content.findings import Report
from bot.content.registry_check import account_entries, other_addresses
from bot.content.registry_schema import RegistryPart
from bot.content.shared_hosts import is_shared
from bot.core.accounts import identity, keys
from bot.core.accounts.keys import Key

_REVIEW_AFTER = timedelta(days=365)
_ONE_APART = 1
_SHORTEST = 3
_SEPARATORS = re.compile(r"[._\-]")

NOT_ON_FILE = "not on file; write what the organisation publishes"


def missing_addresses(file: RegistryPart) -> Iterator[tuple[Trail, str]]:
    """Where an account has no address, and what that means for people."""
    for trail, entry in account_entries(file, "accounts"):
        if entry.address is None:
            until = f'until then any {entry.platform} account not on the list is "cannot tell"'
            yield (*trail, "address"), f"{NOT_ON_FILE}; {until}"


def report_overdue(
    file: Checked[RegistryPart], today: date, report: Report, others: tuple[tuple[Trail, date], ...] = ()
) -> None:
    """Warn of what nobody has reviewed for over a year: the list, its accounts, and `others` in the file.

    An account without a day of its own goes by the list's.
    """
    for trail, reviewed in (*_reviews(file.content), *others):
        if today - reviewed > _REVIEW_AFTER:
            what = f"{reviewed} is over a year ago; review it and write the day"
            report.warning(file.place(*trail), what)
        elif reviewed > today:
            report.warning(file.place(*trail), f"{reviewed} is yet to come; write the day of the last review")


def _reviews(file: RegistryPart) -> Iterator[tuple[Trail, date]]:
    if file.reviewed is not None:
        yield ("reviewed",), file.reviewed
    for trail, entry in account_entries(file, "accounts"):
        if entry.reviewed is not None:
            yield (*trail, "reviewed"), entry.reviewed


def report_vague(file: Checked[RegistryPart], report: Report) -> None:
    """Warn of what is on the list and settles nothing: shared websites, neighbours known by name alone."""
    for trail, entry in account_entries(file.content, "accounts"):
        if entry.platform == "web" and entry.address and (host := _shared(entry.address)):
            what = f'anybody may have pages on {host}, so links to it are "cannot tell"'
            report.warning(file.place(*trail, "address"), what)
    if file.content.website and (host := _shared(file.content.website)):
        listed = "list the page as an account of the platform web, too"
        what = f"anybody may have pages on {host}, so it is not taken for the organisation's domain; {listed}"
        report.warning(file.place("website"), what)
    for kind, others in (("neighbours", file.content.neighbours), ("partners", file.content.partners)):
        bare = [next(iter(other.names.values()))[0] for other in others.values() if not other.addresses]
        if bare:
            what = f"only the names are known of {', '.join(bare)}; write their addresses to recognise them"
            report.warning(file.place(kind), what)


def _shared(address: str) -> str | None:
    host = identity.host(address)
    return host if host is not None and is_shared(host) else None


@dataclass(frozen=True, slots=True)
class _Named:
    """What people read of an account, bare of separators, and where it stands."""

    platform: str
    name: str
    trail: Trail

    def resembles(self, other: _Named) -> bool:
        shortest = min(len(self.name), len(other.name))
        return (
            self.platform == other.platform
            and shortest >= _SHORTEST
            and Levenshtein.distance(self.name, other.name, score_cutoff=_ONE_APART) <= _ONE_APART
        )


def report_resembling(file: Checked[RegistryPart], report: Report) -> None:
    """Warn of official accounts that people may take for one another, or for a neighbour's."""
    own, others = tuple(_own(file.content)), tuple(_others(file.content))
    for earlier, later in combinations(own, 2):
        if earlier.resembles(later):
            _warn(file, later, "the official account", earlier, report)
    for account in own:
        for other in others:
            if account.resembles(other):
                _warn(file, account, "another organisation's", other, report)


def _own(file: RegistryPart) -> Iterator[_Named]:
    for trail, entry in account_entries(file, "accounts"):
        for name in keys.of_account(entry.platform, entry.address, None):
            if identity.form(entry.platform, name) != "number":
                yield _named((entry.platform, name), (*trail, "address"))


def _others(file: RegistryPart) -> Iterator[_Named]:
    for trail, address in other_addresses(file):
        if key := keys.of_other(address):
            yield _named(key, trail)


def _named(key: Key, trail: Trail) -> _Named:
    platform, name = key
    return _Named(platform, _SEPARATORS.sub("", name.rpartition("/")[2]), trail)


def _warn(file: Checked[RegistryPart], at: _Named, whose: str, other: _Named, report: Report) -> None:
    line = file.place(*other.trail).line
    what = f"differs from {whose} in line {line} by a character at most; people may take one for the other"
    report.warning(file.place(*at.trail), what)
