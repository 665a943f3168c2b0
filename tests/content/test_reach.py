"""Sections that no question leads to."""

from __future__ import annotations

from tests.content.breaking import INTENTS, ORGANIZATION, RULES_JA
from tests.content.folder import Folder

FOUND = "no topic quotes this section; only its own words find it; "
LOST = "no topic quotes this section; nor do its title or its first sentence find it; "
ADVICE = "name it first in the sections of a topic that people ask for"
VERIFY = (
    "  guideline:\n    topics:\n      accounts: {does: verify, examples: {ja: [公式は？], en: [Official]}}\n"
)


def _warnings(folder: Folder) -> list[tuple[str, str]]:
    return [(f.where, f.what) for f in folder.load(closely=True).findings if "this section" in f.what]


def test_a_section_that_no_topic_names_is_a_warning_at_its_heading(folder: Folder) -> None:
    assert _warnings(folder) == [(f"{RULES_JA}:24", f"2.1: {FOUND}{ADVICE}")]


def test_a_section_that_not_even_its_own_words_find_is_told_apart(folder: Folder) -> None:
    folder.replace(RULES_JA, "### 2.1 細目\n\n細目です。", "### 2.1 目的\n\n目的を定めます。細目です。")
    (folder.root / "knowledge/guidelines/rules.en.md").unlink()
    assert _warnings(folder) == [(f"{RULES_JA}:24", f"2.1: {LOST}{ADVICE}")]


def test_a_section_that_a_topic_quotes_is_reached(folder: Folder) -> None:
    folder.replace(INTENTS, 'sections: ["1"]', 'sections: ["2.1"]')
    assert _warnings(folder) == []


def test_a_section_that_a_topic_names_second_is_never_quoted(folder: Folder) -> None:
    folder.replace(INTENTS, 'sections: ["1"]', 'sections: ["1", "2.1"]')
    assert len(_warnings(folder)) == 1


def test_the_section_of_a_contact_is_reached_by_its_topic_and_that_of_an_account_by_one_that_verifies(
    folder: Folder,
) -> None:
    folder.replace(ORGANIZATION, "    section: 1.10\n", "    section: 2.1\n")
    assert _warnings(folder) == []
    folder.replace(ORGANIZATION, "    section: 2.1\n", "    section: 1.10\n")
    folder.replace(ORGANIZATION, '        section: "1"', "        section: 2.1")
    assert len(_warnings(folder)) == 1
    folder.replace(INTENTS, "  guideline:\n    topics:\n", VERIFY)
    assert _warnings(folder) == []


def test_what_is_handed_to_staff_quotes_nothing(folder: Folder) -> None:
    folder.replace(INTENTS, "does: quote, ", "does: escalate, ")
    folder.replace(INTENTS, 'sections: ["1"]', 'sections: ["2.1"]')
    assert [where for where, _ in _warnings(folder)] == [f"{RULES_JA}:24"]
