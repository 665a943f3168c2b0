from __future__ import annotations

import math

from bot.evaluation.retrieval import Question, measure


def question(id: str, passage: str | None) -> Question:
    return Question(id=id, text="?", passage=passage)


def test_a_passage_counts_by_its_place_among_the_first_ten() -> None:
    others = tuple(f"o{n}" for n in range(20))
    ranked = {
        "first": ("p", *others),
        "third": ("a", "b", "p"),
        "late": (*others, "p"),
        "never": (),
        "?": ("p",),
    }
    asked = [question(id, None if id == "?" else "p") for id in ranked]
    found = measure(ranked, asked)
    assert found is not None
    assert (found.questions, found.first, found.recall) == (4, 1 / 4, 2 / 4)
    assert found.ndcg == (1 + 1 / math.log2(4)) / 4


def test_without_known_passages_nothing_is_measured() -> None:
    assert measure({"q": ("p",)}, [question("q", None)]) is None
