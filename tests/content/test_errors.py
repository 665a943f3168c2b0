"""What is not there, not text or empty, and how errors are told."""

from __future__ import annotations

import shutil

import pytest

from bot.content.loader import load
from bot.errors import ContentError
from tests.content.breaking import INTENTS, ORGANIZATION, RULES_EN, RULES_JA, WORDING_EN
from tests.content.folder import JAPANESE_ONLY, Folder


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (ORGANIZATION, "", "knowledge/organization.yaml: empty; write its content"),
        (INTENTS, "# nothing yet\n", "intents.yaml: empty; write its content"),
        (
            RULES_JA,
            "",
            f"{RULES_JA}:1: front matter missing; begin with id, language ... between two --- lines",
        ),
        (
            ORGANIZATION,
            "- ja\n",
            'knowledge/organization.yaml:1: expected a mapping, found a list; write "key:'
            ' value" lines under it',
        ),
    ],
)
def test_a_file_without_content_is_an_error(folder: Folder, file: str, text: str, line: str) -> None:
    folder.write(file, text)
    assert folder.errors() == [line]


def test_a_file_in_another_encoding_is_an_error_at_the_first_foreign_byte(folder: Folder) -> None:
    (folder.root / INTENTS).write_bytes("intents:\n  contact: # 連絡先\n".encode("shift_jis"))
    assert folder.errors() == ["intents.yaml:2: not UTF-8; save the file as UTF-8"]


def test_a_guideline_without_headings_is_an_error(folder: Folder) -> None:
    text = (folder.root / RULES_JA).read_text(encoding="utf-8").partition("# 運用規程")[0]
    folder.write(RULES_JA, text + "目的を定めます。\n")
    assert folder.errors() == [f'{RULES_JA}:9: no heading; write "## 1. Title" before each part']


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("knowledge", ["knowledge/ not found: set KNOWLEDGE_DIR (of ask: --knowledge)"]),
        ("intents.yaml", ["intents.yaml not found: set INTENTS_FILE (of ask: --intents)"]),
        (ORGANIZATION, ["knowledge/organization.yaml: not found; write the file"]),
        (
            "knowledge/guidelines",
            ["knowledge/guidelines/: not found; make the folder and put the published texts there"],
        ),
    ],
)
def test_what_is_not_there_is_named(folder: Folder, path: str, lines: list[str]) -> None:
    target = folder.root / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    assert folder.errors() == lines


def test_all_errors_are_named_at_once(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "platform: youtube", "platform: myspace")
    folder.replace(ORGANIZATION, "former_domains:", "old_domains:")
    folder.replace(RULES_JA, "status: published", "status: draft")
    folder.replace(RULES_EN, "## 1. Purpose", "## Purpose")
    folder.replace(INTENTS, "ja: [目的は？]", "ja: [お電話したい]")
    folder.replace(WORDING_EN, "{number}", "{no}")
    assert [line.partition(": ")[0] for line in folder.errors()] == [
        "knowledge/organization.yaml:31",
        "knowledge/organization.yaml:6",
        "knowledge/guidelines/rules.en.md:12",
        "knowledge/guidelines/rules.ja.md:7",
        "bot/wording/en.yaml:1",
        "intents.yaml:14",
    ]


def test_an_unusable_guideline_is_not_held_against_those_who_name_its_sections(folder: Folder) -> None:
    folder.replace(RULES_JA, "status: published", "status: draft")
    assert len(folder.errors()) == 1


def test_files_are_named_as_they_were_given(folder: Folder) -> None:
    folder.replace(INTENTS, "does: quote,", "does: quotes,")
    with pytest.raises(ContentError) as caught:
        load(folder.root / "knowledge", folder.root / "intents.yaml", system_wording=folder.root / "wording")
    assert str(caught.value).startswith(f"{folder.root}/intents.yaml:14: ")


def test_a_contact_topic_needs_no_guideline(empty_folder: Folder) -> None:
    empty_folder.fill(JAPANESE_ONLY)
    (empty_folder.root / "knowledge/guidelines/sns.md").unlink()
    loaded = empty_folder.load()
    assert loaded.handbook.sections == ()
    assert "no guideline (*.md); there is nothing to quote" in [finding.what for finding in loaded.findings]
