"""Each way of not writing YAML, and the line that an operator then reads."""

from __future__ import annotations

from tests.content.breaking import ORGANIZATION, WORDING_JA, Broken, broken
from tests.content.folder import Folder

BROKEN: Broken = {
    "syntax": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: free",
        "knowledge/organization.yaml:39: not YAML: expected ',' or '}', but got ':'; put a text"
        " with : # ? @ or , in quotes",
    ),
    "a handle without quotes": (
        ORGANIZATION,
        "address: https://x.com/observers\n",
        "address: @observers\n",
        "knowledge/organization.yaml:25: not YAML: found character '@' that cannot start any token; put a"
        " text with : # ? @ or , in quotes",
    ),
    "key twice": (
        ORGANIZATION,
        "privacy_policy:",
        "website: https://other.example\nprivacy_policy:",
        "knowledge/organization.yaml:19: website: written twice (first in line 5); keep one",
    ),
    "alias": (
        ORGANIZATION,
        "reviewed: 2026-04-01\n    confirmed: 2026-04-02",
        "reviewed: &day 2026-04-01\n    confirmed: *day",
        "knowledge/organization.yaml:41: not YAML: an alias (*name) is not supported; write the value out",
    ),
    "control character": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: fr\x07ee}",
        "knowledge/organization.yaml:38: a control character; delete it",
    ),
    "too deep": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        f"note: {'[' * 1000}{']' * 1000}",
        "knowledge/organization.yaml: brackets or lines stand too deep in one another; write it flatter",
    ),
    "braces as a key": (
        WORDING_JA,
        "ask:",
        "{ask}: x\nask:",
        "bot/wording/ja.yaml:2: expected a key; write plain text before the colon",
    ),
}


@broken(BROKEN)
def test_what_is_not_yaml_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
