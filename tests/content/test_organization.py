"""organization.yaml as the core knows it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.content.folder import Folder

ORGANIZATION = "knowledge/organization.yaml"


def test_accounts_are_named_by_body_and_platform(folder: Folder) -> None:
    accounts = folder.load().handbook.organization.registry.accounts
    assert [(a.id, a.address, a.numeric_id, a.section) for a in accounts] == [
        ("society/x", "https://x.com/observers", None, "1"),
        ("society/x/2", "https://x.com/observers_en", "1234567", None),
        ("society/youtube", None, None, None),
    ]


def test_an_account_bears_the_names_of_its_body_unless_it_has_its_own(folder: Folder) -> None:
    first, second, _ = folder.load().handbook.organization.registry.accounts
    assert (first.names["ja"], second.names["ja"]) == ("日本観測会", "日本観測会（英語）")


def test_the_registry_knows_every_name_domain_and_mail_address(folder: Folder) -> None:
    registry = folder.load().handbook.organization.registry
    assert set(registry.names) == {
        "日本観測会",
        "一般社団法人日本観測会",
        "Observers of Japan",
        "若手の会",
        "Young Observers",
        "日本観測会（英語）",
        "Observers of Japan in English",
    }
    assert (registry.domains, registry.former_domains) == (("observers.example",), ("old-observers.example",))
    assert (registry.mails, registry.mail_on_file) == (("office@observers.example",), True)


def test_a_mail_address_that_is_not_on_file_leaves_mail_incomplete(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "value: office@observers.example", "value: null")
    registry = folder.load().handbook.organization.registry
    assert (registry.mails, registry.incomplete("mail"), registry.incomplete("x")) == ((), True, False)
    assert registry.incomplete("youtube")


def test_one_contact_value_serves_every_language(folder: Folder) -> None:
    contacts = folder.load().handbook.organization.contacts
    assert contacts["address"].value == {"ja": "東京都中央区1-2-3", "en": "東京都中央区1-2-3"}
    assert contacts["phone"].value == {"ja": "03-0000-0000", "en": "+81-3-0000-0000"}
    assert (contacts["fax"].value, contacts["email"].section) == (None, "1.10")


def test_crisis_contacts_keep_their_dates_and_numbers(folder: Folder) -> None:
    (crisis,) = folder.load().handbook.organization.crisis
    assert (crisis.phone, crisis.reviewed, crisis.confirmed) == (
        "0120-000-000",
        date(2026, 4, 1),
        date(2026, 4, 2),
    )


def test_what_is_not_on_file_is_named_with_its_line(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "confirmed: 2026-04-02", "confirmed: null")
    folder.replace(ORGANIZATION, "privacy_policy: https://www.observers.example/privacy", "privacy_policy:")
    on_file = "not on file; write what the organisation publishes"
    assert [(f.where, f.what) for f in folder.load().findings if f.severity == "missing"] == [
        (f"{ORGANIZATION}:13", f"contacts.fax.value: {on_file}"),
        (f"{ORGANIZATION}:19", f"privacy_policy: {on_file}"),
        (
            f"{ORGANIZATION}:32",
            f"bodies.society.accounts.3.address: {on_file}; until then any youtube account not on the list"
            ' is "cannot tell"',
        ),
        (
            f"{ORGANIZATION}:41",
            "crisis_contacts.1.confirmed: not confirmed; check 0120-000-000 and write the day",
        ),
    ]


def test_a_mail_address_that_is_not_on_file_is_said_to_leave_all_mail_untold(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "value: office@observers.example", "value: null")
    untold = 'until then any mail address is "cannot tell"'
    assert [f.where for f in folder.load().findings if f.what.endswith(untold)] == [f"{ORGANIZATION}:17"]
    folder.replace(
        ORGANIZATION, "reviewed: 2026-04-01\ncontacts", "reviewed: 2026-04-01\nmails: [a@b.example]\ncontacts"
    )
    assert [f for f in folder.load().findings if untold in f.what] == []


@pytest.mark.parametrize(
    ("today", "lines"),
    [(None, []), (date(2027, 4, 1), []), (date(2027, 4, 2), [f"{ORGANIZATION}:7", f"{ORGANIZATION}:40"])],
)
def test_a_list_not_reviewed_for_over_a_year_is_a_warning(
    folder: Folder, today: date | None, lines: list[str]
) -> None:
    findings = folder.load(today).findings
    assert [f.where for f in findings if f.severity == "warning" and "over a year" in f.what] == lines
