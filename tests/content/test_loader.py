"""The handbook as a whole: its version, another organisation, and the content this repository ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.loader import Loaded, load
from tests.content.folder import JAPANESE_ONLY, Folder

REPOSITORY = Path(__file__).parents[2]
ORGANIZATION = REPOSITORY / "knowledge/organization.yaml"


# --- version -------------------------------------------------------------------------------------


def test_the_version_is_twelve_hex_digits_that_come_out_the_same_each_time(folder: Folder) -> None:
    version = folder.load().handbook.version
    assert re.fullmatch("[0-9a-f]{12}", version)
    assert folder.load().handbook.version == version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("knowledge/organization.yaml", "03-0000-0000,", "03-0000-0001,"),
        ("knowledge/guidelines/rules.en.md", "Details.", "More details."),
        ("knowledge/examples/ja.yaml", "電話かけたい", "電話したい"),
        ("intents.yaml", "does: quote,", "does: escalate,"),
        ("intents.yaml", "en: Hello.", "en: Hi."),
        ("wording/en.yaml", "again.", "once more."),
    ],
)
def test_the_version_changes_with_whatever_the_bot_knows(
    folder: Folder, file: str, old: str, new: str
) -> None:
    before = folder.load().handbook.version
    folder.replace(file, old, new)
    assert folder.load().handbook.version != before


def test_the_version_does_not_change_with_comments_and_layout(folder: Folder) -> None:
    before = folder.load().handbook.version
    folder.replace("wording/en.yaml", "ask:\n  again: Please", "# asked back\n'ask.again':   Please")
    folder.replace("knowledge/guidelines/rules.ja.md", "## 2. 細則\n", "\n\n## 2. 細則\n\n")
    assert folder.load().handbook.version == before


# --- another organisation ------------------------------------------------------------------------


def test_an_organisation_of_one_language_and_no_accounts_loads(empty_folder: Folder) -> None:
    empty_folder.fill(JAPANESE_ONLY)
    loaded = empty_folder.load()
    assert (loaded.handbook.languages, loaded.handbook.organization.name("ja")) == (("ja",), "町内会")
    assert loaded.handbook.organization.registry.accounts == ()
    assert [f.what.partition(":")[0] for f in loaded.findings if f.severity == "missing"] == [
        "contacts.fax.value",
        "contacts.address.value",
        "contacts.email.value",
        "privacy_policy",
        "crisis_contacts",
    ]


def test_the_library_of_the_dialogues_lacks_nothing_but_a_fax_number() -> None:
    library = REPOSITORY / "tests/dialogues/organizations/library"
    findings = load(library / "knowledge", library / "intents.yaml", closely=True).findings
    assert [(f.severity, f.what.partition(":")[0]) for f in findings] == [("missing", "contacts.fax.value")]


# --- what this repository ships ------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load(REPOSITORY / "knowledge", REPOSITORY / "intents.yaml")


def _lines(pattern: str) -> list[str]:
    lines = ORGANIZATION.read_text(encoding="utf-8").splitlines()
    return [f"{ORGANIZATION}:{i}" for i, line in enumerate(lines, start=1) if re.match(pattern, line)]


def test_the_published_guidelines_are_eight_sections_in_both_languages(shipped: Loaded) -> None:
    sections = shipped.handbook.sections
    assert [section.id for section in sections] == ["1", "2", "3", "4", "5", "6.1", "6.2", "7"]
    assert all(section.texts.keys() == {"ja", "en"} for section in sections)
    assert "Society’s privacy policy" in shipped.handbook.section("5").texts["en"].body


def test_the_japanese_guidelines_are_marked_as_a_translation(shipped: Loaded) -> None:
    texts = shipped.handbook.section("6.2").texts
    assert (texts["ja"].is_reference_translation, texts["en"].is_reference_translation) == (True, False)


def test_the_published_contacts_are_on_file_but_for_the_mail_address(shipped: Loaded) -> None:
    contacts = shipped.handbook.organization.contacts
    assert (contacts["phone"].value or {})["ja"] == "03-3373-9576"
    assert (contacts["fax"].value or {})["ja"] == "03-3372-4414"
    assert "164-8678" in (contacts["address"].value or {})["en"]
    assert contacts["email"].value is None
    assert shipped.handbook.organization.registry.incomplete("mail")


def test_the_two_facebook_pages_are_known_without_an_address(shipped: Loaded) -> None:
    registry = shipped.handbook.organization.registry
    assert [(a.id, a.address) for a in registry.accounts] == [
        ("society/facebook", None),
        ("imaging-cafe/facebook", None),
    ]
    assert registry.incomplete("facebook")
    assert registry.domains == ("imaging-society-japan.org",)


def test_what_must_be_filled_in_before_going_live_is_named_by_line(shipped: Loaded) -> None:
    missing = {f.where: f.what.partition(":")[0] for f in shipped.findings if f.severity == "missing"}
    nulls = _lines(r".*: null( |$)")
    assert sorted(missing) == sorted(nulls)
    assert [missing[where] for where in _lines(r"    value: null")] == ["contacts.email.value"]
    assert [missing[where] for where in _lines(r"privacy_policy: null")] == ["privacy_policy"]
    assert [missing[where] for where in _lines(r" +address: null")] == [
        "bodies.society.accounts.1.address",
        "bodies.imaging-cafe.accounts.1.address",
    ]


def test_the_shipped_examples_are_enough_to_learn_from(shipped: Loaded) -> None:
    assert [f for f in shipped.findings if f.severity == "warning"] == []
