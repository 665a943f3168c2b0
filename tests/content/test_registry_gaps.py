"""What `check` warns of in the list of accounts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.content.breaking import ORGANIZATION
from tests.content.folder import Folder

SECOND = "address: https://x.com/observers_en"
REVIEWED = "example]\nreviewed: 2026-04-01\n"


def _warnings(folder: Folder, today: date | None = None, *, closely: bool = True) -> list[tuple[int, str]]:
    """Those of the organisation's file, by line."""
    found = folder.load(today, closely=closely).findings
    own = [f for f in found if f.where.startswith(ORGANIZATION) and f.severity == "warning"]
    return [(int(f.where.rpartition(":")[2]), f.what) for f in own]


# --- reviews -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviewed", "said"),
    [
        ("2026-04-01", []),
        ("2025-04-02", []),
        ("2025-04-01", [(29, "2025-04-01 is over a year ago; review it and write the day")]),
        ("2062-04-01", [(29, "2062-04-01 is yet to come; write the day of the last review")]),
    ],
)
def test_an_account_not_reviewed_for_a_year_is_a_warning(
    folder: Folder, reviewed: str, said: list[tuple[int, str]]
) -> None:
    folder.replace(ORGANIZATION, SECOND, f"{SECOND}\n        reviewed: {reviewed}")
    key = "bodies.society.accounts.2.reviewed: "
    assert _warnings(folder, date(2026, 4, 2), closely=False) == [(line, key + what) for line, what in said]


def test_accounts_without_a_day_of_their_own_are_overdue_with_the_list(folder: Folder) -> None:
    folder.replace(ORGANIZATION, REVIEWED, "example]\nreviewed: 2024-04-01\n")
    folder.replace(ORGANIZATION, SECOND, f"{SECOND}\n        reviewed: 2026-04-01")
    assert [line for line, _ in _warnings(folder, date(2026, 4, 2), closely=False)] == [7]


# --- likeness ------------------------------------------------------------------------------------


@pytest.mark.parametrize("handle", ["observer", "observers2", "obs_ervers", "OBSERVERS_", "obserbers"])
def test_official_accounts_a_character_apart_are_a_warning(folder: Folder, handle: str) -> None:
    folder.replace(ORGANIZATION, SECOND, f"address: {handle}")
    assert _warnings(folder) == [
        (
            28,
            "bodies.society.accounts.2.address: differs from the official account in line 25 by a character"
            " at most; people may take one for the other",
        )
    ]


def test_accounts_that_differ_by_more_or_stand_on_different_platforms_are_not_alike(folder: Folder) -> None:
    assert _warnings(folder) == []
    folder.replace(
        ORGANIZATION, f"platform: x\n        {SECOND}", "platform: instagram\n        address: observer"
    )
    folder.replace(ORGANIZATION, '        numeric_id: "1234567"\n', "")
    assert _warnings(folder) == []


@pytest.mark.parametrize(
    "address", ["https://x.com/0bservers", "https://twitter.com/Obser_vers_s", "https://x.com/observer"]
)
def test_an_official_account_like_a_neighbours_is_a_warning(folder: Folder, address: str) -> None:
    folder.replace(
        ORGANIZATION, REVIEWED, f"{REVIEWED}neighbours: {{stars: {{names: Stars, addresses: [{address}]}}}}\n"
    )
    ((line, what),) = _warnings(folder)
    assert (line, "another organisation's in line 8" in what) == (26, True)


# --- what settles nothing ------------------------------------------------------------------------


def test_neighbours_known_by_name_alone_are_a_warning_that_names_them(folder: Folder) -> None:
    entries = (
        "{stars: {names: {ja: 星の会}}, moon: {names: Moon}, sun: {names: Sun, addresses: [sun.example]}}"
    )
    folder.replace(ORGANIZATION, REVIEWED, f"{REVIEWED}neighbours: {entries}\n")
    assert _warnings(folder) == [
        (8, "neighbours: only the names are known of 星の会, Moon; write their addresses to recognise them")
    ]


def test_a_website_that_is_shared_is_a_warning(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "https://www.Observers.example/ja/", "https://ameblo.jp/observers")
    assert _warnings(folder) == [
        (
            5,
            "website: anybody may have pages on ameblo.jp, so it is not taken for the organisation's domain;"
            " list the page as an account of the platform web, too",
        )
    ]


def test_a_page_on_a_shared_website_is_a_warning(folder: Folder) -> None:
    folder.replace(
        ORGANIZATION,
        "platform: youtube\n        address: null",
        "platform: web\n        address: https://sites.google.com/view/observers",
    )
    ((line, what),) = _warnings(folder)
    assert (line, what.partition(": ")[2]) == (
        32,
        'anybody may have pages on sites.google.com, so links to it are "cannot tell"',
    )


def test_a_retired_account_needs_no_successor(folder: Folder) -> None:
    folder.replace(
        ORGANIZATION,
        "  young:\n",
        "    retired_accounts: [{platform: tiktok, address: observers, retired: 2020-01-01}]\n  young:\n",
    )
    assert _warnings(folder, date(2026, 4, 2)) == []
