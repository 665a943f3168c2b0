"""Which sections speak of a question."""

from __future__ import annotations

import pytest

from bot.core.handbook import Handbook
from bot.core.intents import as_read
from bot.core.retrieval import SectionIndex


@pytest.fixture(scope="session")
def index(handbook: Handbook) -> SectionIndex:
    return SectionIndex(handbook)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("免責事項", "7"),
        ("disclaimer", "7"),
        ("類似したアカウント名への注意", "6.2"),
        ("account names that are similar", "6.2"),
        ("個人情報の取り扱い", "5"),
        ("Why is personal information required?", "5"),
        ("ガイドラインの目的", "1"),
        ("透明性と一貫性のある情報発信", "2"),
        ("posts about events, and replies to comments", "6.1"),
        ("members' social media communications", "4"),
    ],
)
def test_a_question_finds_its_section_in_either_language(
    question: str, section: str, index: SectionIndex
) -> None:
    assert index.search(as_read(question))[0].section == section


def test_hits_are_sorted_and_scored_as_shares(index: SectionIndex) -> None:
    hits = index.search(as_read("個人情報をログから削除"))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", "ズゼゾ", "!!", "12345"])
def test_what_shares_nothing_finds_nothing(text: str, index: SectionIndex) -> None:
    assert index.search(as_read(text)) == ()
