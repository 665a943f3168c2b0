from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.verify_jsonl import verify_line
from bot.content.loader import load_registry
from bot.core.accounts.verdict import Verifier

VERIFIER = Verifier(load_registry(Path(__file__).parents[1] / "content" / "forty-accounts.yaml"))


def verify(lines: list[object]) -> list[dict[str, Any]]:
    return [verify_line(json.dumps(line, ensure_ascii=False), VERIFIER) for line in lines]


def test_each_line_gets_its_verdict_and_the_evidence() -> None:
    official, lookalike, none, bad = verify(
        [
            {"id": "a", "text": "https://x.com/sokko_kansai は公式ですか"},
            {"id": 2, "text": "https://x.com/s0kko_kansai"},
            {"id": 3, "text": "年会費はいくらですか"},
            {"id": 4, "text": 5},
        ]
    )
    assert (official["id"], official["verdict"]) == ("a", "official")
    assert official["items"] == [
        {
            "text": "https://x.com/sokko_kansai",
            "platform": "x",
            "identity": "sokko_kansai",
            "verdict": "official",
            "account": "kansai/x",
            "accounts": ["kansai/x"],
            "evidence": [],
            "other": None,
        }
    ]
    item = lookalike["items"][0]
    assert (item["verdict"], item["account"]) == ("lookalike", "kansai/x")
    assert item["evidence"] == [{"kind": "replaced", "ours": "o", "theirs": "0"}]
    assert none == {"id": 3, "verdict": None, "items": []}
    assert bad == {"id": 4, "error": "text: Input should be a valid string"}


FORWARDS = [
    {"type": "channel", "id": -100999, "username": "someone", "title": "日本測光学会"},
    {"handle": "someone", "num_id": "-100999", "name": "日本測光学会"},
    {"type": "channel", "chat": {"id": -100999, "username": "someone", "title": "日本測光学会"}},
    {"type": "user", "sender_user": {"id": 99, "first_name": "日本", "last_name": "測光学会"}},
]


@pytest.mark.parametrize("forward", FORWARDS)
def test_a_forward_s_origin_may_be_written_in_our_words_or_telegram_s(forward: dict[str, object]) -> None:
    (found,) = verify([{"id": 1, "text": "お支払いはこちら", "forward": forward}])
    assert found["verdict"] == "lookalike"


def test_a_hidden_sender_cannot_be_told() -> None:
    (found,) = verify(
        [{"id": 1, "forward": {"type": "hidden_user", "sender_user_name": "日本測光学会"}, "text": ""}]
    )
    assert found["verdict"] == "cannot_tell"
