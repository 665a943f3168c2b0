"""Each way of breaking a guideline, and the line that an operator then reads."""

from __future__ import annotations

from tests.content.breaking import RULES_EN, RULES_JA, Broken, broken
from tests.content.folder import Folder

BROKEN: Broken = {
    "no front matter": (
        RULES_JA,
        "---\nid: rules\n",
        "id: rules\n",
        "knowledge/guidelines/rules.ja.md:1: front matter missing; begin with id, language ..."
        " between two --- lines",
    ),
    "unknown status": (
        RULES_JA,
        "status: published",
        "status: draft",
        "knowledge/guidelines/rules.ja.md:7: status: expected one of 'published' or 'reference translation',"
        ' found "draft"',
    ),
    "front matter key": (
        RULES_JA,
        "established:",
        "since:",
        "knowledge/guidelines/rules.ja.md:5: since: unknown key; correct its spelling or take it out",
    ),
    "undeclared guideline language": (
        RULES_JA,
        "language: ja",
        "language: fr",
        'knowledge/guidelines/rules.ja.md:3: language: "fr" is not a declared language (ja, en);'
        " declare it in organization.yaml",
    ),
    "guideline twice": (
        RULES_EN,
        "language: en",
        "language: ja",
        "knowledge/guidelines/rules.ja.md:2: id: rules in ja is already in"
        " knowledge/guidelines/rules.en.md:2",
    ),
    "section number twice": (
        RULES_JA,
        "### 2.1 細目",
        "### 1. 細目",
        "knowledge/guidelines/rules.ja.md:24: 1: section number written twice (first in line 12)",
    ),
    "heading without number": (
        RULES_JA,
        "### 2.1 細目",
        "### 細目",
        'knowledge/guidelines/rules.ja.md:24: expected a number and a title, found "細目"',
    ),
    "heading without title": (
        RULES_JA,
        "### 2.1 細目",
        "### 2.1",
        'knowledge/guidelines/rules.ja.md:24: expected a number and a title, found "2.1"',
    ),
}


@broken(BROKEN)
def test_a_broken_guideline_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
