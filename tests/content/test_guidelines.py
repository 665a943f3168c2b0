"""Sections as published."""

from __future__ import annotations

import pytest

from tests.content.folder import JAPANESE_ONLY, Folder

RULES_JA = "knowledge/guidelines/rules.ja.md"
CHARTER = """\
---
id: charter
language: ja
title: 憲章
source: https://www.observers.example/charter
status: published
---
## 2. 細則
憲章の細則です。
## 3. 雑則
雑則です。
"""


def test_a_section_is_the_text_under_its_heading_word_for_word(folder: Folder) -> None:
    text = folder.load().handbook.section("1").texts["ja"]
    assert (text.title, text.body) == ("目的", "目的を定めます。\n\n- 一つ目")
    assert (text.guideline, text.source) == ("運用規程", "https://www.observers.example/rules")


def test_sections_stand_in_the_order_of_the_document(folder: Folder) -> None:
    assert [section.id for section in folder.load().handbook.sections] == ["1", "1.10", "2.1"]


def test_a_heading_without_text_is_no_section(folder: Folder) -> None:
    with pytest.raises(KeyError):
        folder.load().handbook.section("2")


def test_only_a_reference_translation_is_marked_as_one(folder: Folder) -> None:
    texts = folder.load().handbook.section("1").texts
    assert (texts["ja"].is_reference_translation, texts["en"].is_reference_translation) == (False, True)


def test_numbers_that_two_guidelines_share_name_their_guideline(folder: Folder) -> None:
    folder.write("knowledge/guidelines/charter.md", CHARTER.replace("## 2.", "## 1."))
    folder.replace("intents.yaml", 'sections: ["1"]', "sections: [charter#1, rules#1]")
    folder.replace("knowledge/organization.yaml", 'en: +81-3-0000-0000}\n    section: "1"', "en: x}")
    folder.replace("knowledge/organization.yaml", '        section: "1"\n', "")
    ids = [section.id for section in folder.load().handbook.sections]
    assert ids == ["charter#1", "3", "rules#1", "1.10", "2.1"]


def test_a_shared_number_is_reserved_even_by_a_heading_without_text(folder: Folder) -> None:
    folder.write("knowledge/guidelines/charter.md", CHARTER)
    assert folder.load().handbook.sections[0].id == "charter#2"


def test_a_shared_number_alone_is_no_reference(folder: Folder) -> None:
    folder.write("knowledge/guidelines/charter.md", CHARTER.replace("## 2.", "## 1."))
    assert folder.errors() == [
        'knowledge/organization.yaml:11: contacts.phone.section: no section "1"; write charter#1 or rules#1',
        'knowledge/organization.yaml:26: bodies.society.accounts.1.section: no section "1";'
        " write charter#1 or rules#1",
        'intents.yaml:14: intents.guideline.topics.purpose.sections.1: no section "1"; write'
        " charter#1 or rules#1",
    ]


def test_a_section_in_one_language_only_is_a_warning_where_it_stands(folder: Folder) -> None:
    folder.replace(RULES_JA, "細目です。", "")
    findings = [f for f in folder.load().findings if "guidelines" in f.where]
    assert [(f.severity, f.where, f.what) for f in findings] == [
        ("warning", "knowledge/guidelines/rules.en.md:22", "2.1: no text in ja")
    ]


def test_text_that_no_heading_claims_is_a_warning(folder: Folder) -> None:
    folder.replace(RULES_JA, "# 運用規程\n", "# 運用規程\n前文です。\n")
    assert [f.what for f in folder.load().findings if f.where == f"{RULES_JA}:9"] == [
        "text before the first heading is never quoted; give it a numbered heading"
    ]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("## 1. 投稿", "1", "投稿"),
        ("##  1 投稿 ", "1", "投稿"),
        ("## 1.投稿", "1", "投稿"),
        ("### 1.2 投稿", "1.2", "投稿"),
        ("### 1.2. 投稿", "1.2", "投稿"),
        ("#### 10.20.30　２０１７年の投稿", "10.20.30", "２０１７年の投稿"),
        ("## 1. 2017年の投稿", "1", "2017年の投稿"),
    ],
)
def test_a_heading_gives_number_and_title(
    empty_folder: Folder, heading: str, number: str, title: str
) -> None:
    empty_folder.fill(JAPANESE_ONLY)
    empty_folder.replace("knowledge/guidelines/sns.md", "## 1. 投稿", heading)
    (section,) = empty_folder.load().handbook.sections
    assert (section.id, section.texts["ja"].title) == (number, title)


def test_line_ends_and_byte_order_mark_of_windows_change_nothing(folder: Folder) -> None:
    before = folder.load().handbook
    path = folder.root / RULES_JA
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert folder.load().handbook == before
