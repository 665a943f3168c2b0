"""Tables of what can be wrong in one place of a file, and the error that names it."""

from __future__ import annotations

import pytest

ORGANIZATION = "knowledge/organization.yaml"
RULES_JA = "knowledge/guidelines/rules.ja.md"
RULES_EN = "knowledge/guidelines/rules.en.md"
EXAMPLES = "knowledge/examples/ja.yaml"
WORDING_JA, WORDING_EN = "wording/ja.yaml", "wording/en.yaml"
INTENTS = "intents.yaml"

Broken = dict[str, tuple[str, str, str, str]]
"""By what is wrong: the file, what stands there, what is written instead, and the error."""


def broken(cases: Broken) -> pytest.MarkDecorator:
    """Runs a test with `file`, `old`, `new` and `line` of each case."""
    return pytest.mark.parametrize(("file", "old", "new", "line"), cases.values(), ids=cases.keys())
