from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import OTHERS, WORDS, Run, refuses

LABELS: list[dict[str, Any]] = [
    {
        "id": "a",
        "text": "電話番号は？",
        "lang": "ja",
        "intent": "contact",
        "field": "phone",
        "style": "short",
    },
    {"id": "b", "text": "図書館のXを始めた目的は", "lang": "ja", "intent": "guideline", "sections": ["1"]},
    {
        "id": "c",
        "text": "開館時間は何時から何時までですか",
        "lang": "ja",
        "intent": "escalate",
        "hard_negative": True,
    },
    {"id": "d", "text": "本は何冊まで借りられますか", "lang": "ja", "intent": "contact", "sections": ["2"]},
]


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_VECTORS", "false")
    monkeypatch.setenv("MADOGUCHI_CACHE_DIR", str(WORDS))


def write(*rows: object) -> str:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    Path("labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "labels.jsonl"


def test_it_says_how_much_is_right_and_what_is_not(run: Run) -> None:
    status, out, err = run("evaluate", write(*LABELS), *OTHERS)
    assert (status, err) == (0, "")
    shares = dict(re.findall(r"^  (\S.*?)  +[\d.-]+%?.*?(\d+/\d+)$", out, re.MULTILINE))
    assert shares["everything right"] == "3/4"
    assert shares["right section first"] == "1/2"
    assert shares["hard negatives, wrongly answered"] == "0/1"
    assert shares["needlessly handed over"] == "1/3"
    assert shares["reply in the right language"] == "4/4"
    assert re.search(r"^  d  contact 2 -> escalate  0\.\d\d  本は何冊まで借りられますか$", out, re.MULTILINE)
    assert "text): 1\n" in out


def test_rows_that_cannot_be_judged_are_told_and_not_counted(run: Run) -> None:
    unhelpful = {**LABELS[3], "helpful": False}
    status, out, err = run(
        "evaluate", write(LABELS[0], "{", unhelpful, {"id": 3}, {"id": 4, "text": "?"}), *OTHERS
    )
    assert status == 0
    assert [line.split(": ")[0] for line in err.splitlines()] == ["labels.jsonl:2", "labels.jsonl:4"]
    assert out.startswith("1 messages; passed over: 2 without a right label, 2 that could not be read\n")


def test_what_feedback_prints_can_be_judged(run: Run) -> None:
    row = {"id": "feedback-1", "text": "電話番号は？", "lang": "ja", "intent": "contact", "sections": [],
           "helpful": True, "ticket": None, "at": "2026-04-01T00:00:00+00:00"}  # fmt: skip
    assert "text): 0" in run("evaluate", write(row), *OTHERS)[1]


def test_a_label_that_this_content_does_not_know_is_named(run: Run) -> None:
    out = run("evaluate", write({**LABELS[0], "intent": "contakt"}), *OTHERS)[1]
    assert "labels that are no intent of this content: contakt\n" in out


def test_the_plot_is_a_page(run: Run) -> None:
    assert run("evaluate", write(*LABELS), "--plot", "plot.html", *OTHERS)[0] == 0
    assert "labels.jsonl: 4 messages" in Path("plot.html").read_text(encoding="utf-8")
    refuses_to_write = run("evaluate", write(*LABELS), "--plot", "no/plot.html", *OTHERS)
    assert refuses_to_write[0] == 2
    assert "madoguchi: no/plot.html: No such file" in refuses_to_write[2]


def test_a_file_without_labels_is_refused_in_one_line(run: Run) -> None:
    refuses(run("evaluate", "nowhere.jsonl"), "nowhere.jsonl: No such file")
    refuses(run("evaluate", write()), "labels.jsonl: no message with a label")
