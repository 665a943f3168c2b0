from __future__ import annotations

import json
import re

import pytest

from tests.cli.running import OTHERS, WORDS, Run


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_VECTORS", "false")
    monkeypatch.setenv("MADOGUCHI_CACHE_DIR", str(WORDS))


def test_an_editor_sees_what_is_done_and_why(run: Run) -> None:
    status, out, err = run("explain", "図書館のXを始めた目的は何ですか", *OTHERS)
    assert (status, err) == (0, "")
    assert "answered, from section 1: taken for guideline.purpose" in out
    assert "confidence 0." in out
    for title in ("the text", "how it is read", "examples most like it", "sections found"):
        assert f"\n{title}\n" in f"\n{out}"
    assert re.search(r"0\.\d\d  図書 +in body +as words", out.split("sections found")[1])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("開館時間は何時から何時までですか", "handed to staff: taken for out_of_scope.visiting"),
        ("インスタはありますか。あと電話番号は？", "2. answered: taken for contact.phone"),
        ("https://x.com/hibari_fake は公式？", "it names accounts: https://x.com/hibari_fake is"),
        ("私の個人情報を消してください", "recorded as a demand (delete) and handed to staff"),
        ("도서관은 언제 여나요?", "it is in another language"),
        ("？", "there is nothing to read in it"),
    ],
)
def test_each_way_to_deal_with_a_text_has_its_reason(run: Run, text: str, why: str) -> None:
    assert why in run("explain", text, *OTHERS)[1]


def test_the_same_can_be_had_as_json(run: Run) -> None:
    found = json.loads(run("explain", "電話番号は？", "--json", *OTHERS)[1])
    assert found["language"] == "ja"
    assert found["done"][0]["topic"] == "contact.phone"
    assert found["nearest"][0]["likeness"] >= found["nearest"][1]["likeness"]
    for section in found["sections"]:
        assert sum(t["share"] for t in section["terms"]) == pytest.approx(section["hit"]["lexical"], abs=1e-4)


def test_an_empty_text_is_explained_too(run: Run) -> None:
    assert "nothing to read" in run("explain", "", *OTHERS)[1]


def test_content_that_is_not_there_is_named(run: Run) -> None:
    status, out, err = run("explain", "電話", "--knowledge", "nowhere")
    assert (status, out) == (1, "")
    assert err.startswith("nowhere")
