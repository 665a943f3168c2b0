"""evaluate intents, evaluate retrieval."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, refuses

TRAIN = {
    "phone": ["what is your phone number", "can I call you", "the number to call"],
    "fax": ["what is your fax number", "can I send a fax", "the fax please"],
    "hours": ["when do you open", "what time do you close", "opening hours"],
}
OUTSIDE = ["who won the match", "is it raining today", "how old is the moon", "a recipe for soup"]
PASSAGES = [
    {"id": "p1", "title": "開館", "text": "図書館は朝九時に開きます。"},
    {"id": "p2", "text": "電話番号は代表のものです。"},
]


def write(name: str, rows: list[dict[str, Any]]) -> str:
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return name


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def files() -> list[str]:
    train = [{"text": text, "intent": intent} for intent, texts in TRAIN.items() for text in texts]
    test = [{"text": "your fax", "intent": "fax"}, {"text": "who won the soup", "intent": "oos"}]
    outside = [{"text": text, "intent": "oos"} for text in OUTSIDE]
    for name, rows in (("train", train), ("oos", outside), ("test", test)):
        write(name, rows)
    return ["--train", "train", "--oos-train", "oos", "--test", "test", "--out", "out"]


@pytest.mark.parametrize("by", [["--lexical"], []], ids=["words", "meaning"])
def test_intents_are_learnt_and_told_in_the_order_of_the_test(
    run: Run, files: list[str], by: list[str]
) -> None:
    status, out, err = run("evaluate", "intents", *files, *by)
    assert (status, err) == (0, "")
    fax, soup = read("out")
    assert (fax["text"], fax["intent"], fax["in_scope"]) == ("your fax", "fax", True)
    assert soup["intent"] in TRAIN
    assert not soup["in_scope"]
    assert 0 <= soup["confidence"] <= 1
    assert "in scope, right" in out
    assert "learnt from 13 texts" in out


def test_with_validation_rows_a_threshold_is_chosen(run: Run, files: list[str]) -> None:
    inside = write(
        "val", [{"text": "call the number", "intent": "phone"}, {"text": "a fax", "intent": "fax"}]
    )
    outside = write("oos-val", [{"text": "call me a taxi", "intent": "oos"}])
    out = run("evaluate", "intents", *files, "--val", inside, "--oos-val", outside, "--lexical")[1]
    assert re.search(r"^threshold [01]\.\d{4}$", out, re.MULTILINE)
    assert "in scope, right and over the threshold" in out
    assert "out of scope, found" in out


def test_passages_are_ranked_for_each_question(run: Run) -> None:
    asked = [{"id": "q1", "text": "電話番号は？", "passage": "p2"}, {"id": "q2", "text": "何時に開きますか"}]
    files = [
        "--passages",
        write("passages", PASSAGES),
        "--questions",
        write("questions", asked),
        "--out",
        "out",
    ]
    status, out, err = run("evaluate", "retrieval", *files, "--lexical")
    assert (status, err) == (0, "")
    assert [(row["id"], row["ranked"][0]) for row in read("out")] == [("q1", "p2"), ("q2", "p1")]
    assert "nDCG@10 1.0000  P@1 1.0000  recall@10 1.0000" in out
    write("questions", [{"id": "q2", "text": "何時に開きますか"}])
    assert "nDCG" not in run("evaluate", "retrieval", *files, "--lexical")[1]


def test_rows_and_files_that_cannot_be_used_are_one_line_each(run: Run, files: list[str]) -> None:
    write("test", [{"text": 1, "intent": "fax"}])
    refuses(run("evaluate", "intents", *files, "--lexical"), "test:1: text: Input should be a valid string")
    write("train", [])
    write("test", [{"text": "fax", "intent": "fax"}])
    refuses(run("evaluate", "intents", *files, "--lexical"), "train: no examples")
    passages = ["evaluate", "retrieval", "--passages", "nowhere", "--questions", "test", "--out", "out"]
    refuses(run(*passages), "nowhere: No such file")
