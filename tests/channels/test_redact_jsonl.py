from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from bot.channels.redact_jsonl import TYPES, redact_line
from bot.core.personal_data.spans import Kind


def redact(line: object, *keep: str) -> dict[str, Any]:
    return redact_line(json.dumps(line), keep)


def test_a_line_gets_its_text_redacted_and_the_places_in_the_text_as_it_was() -> None:
    text = "👍 ０９０－１２３４－５６７８、taro@example.com、03-1234-5678"
    found = redact({"id": "a", "text": text}, "03-1234-5678")
    assert found == {
        "id": "a",
        "text": "👍 [phone]、[mail]、03-1234-5678",
        "spans": [[2, 15, "PHONE"], [16, 32, "EMAIL"]],
    }
    assert [text[start:end] for start, end, _ in found["spans"]] == [
        "０９０－１２３４－５６７８",
        "taro@example.com",
    ]


def test_every_kind_has_a_type_of_its_own() -> None:
    assert set(TYPES) == set(get_args(Kind))
    assert len(set(TYPES.values())) == len(TYPES)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ({"id": 4, "text": 5}, {"id": 4, "error": "text: Input should be a valid string"}),
        ({"id": 4}, {"id": 4, "error": "text: Field required"}),
        ({"text": "a"}, {"id": None, "error": "id: Field required"}),
        ([], {"id": None, "error": "line: Input should be a valid dictionary or instance of Line"}),
    ],
)
def test_a_line_with_a_mistake_says_which(line: object, found: dict[str, Any]) -> None:
    assert redact(line) == found


def test_a_line_that_is_no_json_is_not_repeated() -> None:
    found = redact_line("090-1234-5678 x", ())
    assert found["id"] is None
    assert "1234" not in found["error"]
