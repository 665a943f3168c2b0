"""Labels learnt from examples, and what would have been said of an example that was not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.classifier import NO_VECTORS, Classifier, fit
from bot.core.embedding import Vectors

EXAMPLES = [
    ("what is your phone number", "phone"),
    ("学会の電話番号は何番ですか", "phone"),
    ("what is your fax number", "fax"),
    ("ファックス番号を教えてください", "fax"),
    ("when do you open", "hours"),
    ("受付は何時からですか", "hours"),
    ("can i call you by phone", "phone"),
    ("電話をかけたいのですが", "phone"),
    ("where can i fax a document", "fax"),
    ("ファクスで書類を送りたい", "fax"),
    ("are you open on sundays", "hours"),
    ("日曜日も開いていますか", "hours"),
]
TEXTS = [text for text, _ in EXAMPLES]
LABELS = [label for _, label in EXAMPLES]
FOLDS = 5


def made_up(texts: Sequence[str]) -> Vectors:
    """Vectors of length one, of which each text has its own."""
    seeds = [sum(text.encode()) for text in texts]
    drawn = np.array([np.random.default_rng(seed).normal(size=8) for seed in seeds], np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn


VECTORS = [pytest.param(NO_VECTORS, id="words"), pytest.param(made_up(TEXTS), id="words and vectors")]
SMALL = fit(TEXTS, LABELS).classifier


def best(classifier: Classifier, text: str, vector: Vectors | None = None) -> str:
    return classifier.labels[int(classifier.scores(text, vector).argmax())]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("your phone number please", "phone"),
        ("電話番号", "phone"),
        ("でんわばんごう", "phone"),  # the same reading
        ("faxing documents", "fax"),
        ("ファックスはどこに送りますか", "fax"),
        ("do you open on mondays", "hours"),
        ("何時に開いていますか", "hours"),
    ],
)
def test_a_text_gets_the_label_of_the_examples_that_are_like_it(text: str, label: str) -> None:
    assert best(SMALL, text) == label


@pytest.mark.parametrize("vectors", VECTORS)
def test_every_example_gets_its_own_label(vectors: Vectors) -> None:
    learnt = fit(TEXTS, LABELS, vectors).classifier
    rows = vectors if len(vectors) else [None] * len(TEXTS)
    assert [best(learnt, text, row) for text, row in zip(TEXTS, rows, strict=True)] == LABELS


@pytest.mark.parametrize("vectors", VECTORS)
def test_the_same_examples_always_teach_the_same(vectors: Vectors) -> None:
    first, again = fit(TEXTS, LABELS, vectors), fit(TEXTS, LABELS, vectors)
    assert np.array_equal(first.classifier.duals, again.classifier.duals)
    assert np.array_equal(first.held_out, again.held_out)


@settings(max_examples=20)
@given(order=st.permutations(range(len(EXAMPLES))))
def test_the_order_of_the_examples_does_not_matter(order: list[int]) -> None:
    learnt = fit([TEXTS[i] for i in order], [LABELS[i] for i in order]).classifier
    assert learnt.labels == SMALL.labels == ("fax", "hours", "phone")
    text = "a number to call on sundays"
    np.testing.assert_allclose(learnt.scores(text), SMALL.scores(text), atol=1e-4)


def kernel(classifier: Classifier, vectors: Vectors) -> Vectors:
    """How like each other the examples are, as `nearest` tells it."""
    rows = vectors if len(vectors) else [None] * len(TEXTS)
    found = [dict(classifier.nearest(*example, len(TEXTS))) for example in zip(TEXTS, rows, strict=True)]
    return np.array([[near[i] for i in range(len(TEXTS))] for near in found], np.float32)


@pytest.mark.parametrize("vectors", VECTORS)
def test_held_out_scores_are_those_of_a_classifier_fitted_without_these_examples(vectors: Vectors) -> None:
    """The corner of the factor against its definition; the ridge is told by the duals learnt from all."""
    fitted = fit(TEXTS, LABELS, vectors)
    labels, duals = fitted.classifier.labels, fitted.classifier.duals
    alike, share = kernel(fitted.classifier, vectors), 1 / len(labels)
    targets = np.array([[label == name for name in labels] for label in LABELS]) - share
    ridge = np.median((targets - alike @ duals) / duals)
    assert 0 < ridge < 1
    unseen = np.isin(np.arange(len(TEXTS)), fitted.unseen)
    assert unseen.sum() == len(TEXTS) // FOLDS
    within = alike[np.ix_(~unseen, ~unseen)] + ridge * np.eye((~unseen).sum())
    scores = alike[np.ix_(unseen, ~unseen)] @ np.linalg.solve(within, targets[~unseen]) + share
    np.testing.assert_allclose(fitted.held_out, scores, atol=1e-3)


# --- what is known of a text ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "ゑゐゑ", "zzz", "0000"])
def test_a_text_with_nothing_known_scores_zero_for_all(text: str) -> None:
    assert not SMALL.scores(text).any()
    assert {likeness for _, likeness in SMALL.nearest(text, limit=len(TEXTS))} == {SMALL.nearest("")[0][1]}


def test_vectors_decide_where_no_word_is_shared() -> None:
    east, west, north = np.eye(3, dtype=np.float32)
    texts, labels = ["alpha", "beta", "gamma"], ["first", "second", "third"]
    learnt = fit(texts, labels, np.array([east, west, north])).classifier
    assert not fit(texts, labels).classifier.scores("unheard").any()
    for vector, label in ((east, "first"), (west, "second"), (north, "third")):
        assert best(learnt, "unheard", vector) == label


def test_words_decide_where_there_is_no_vector() -> None:
    learnt = fit(TEXTS, LABELS, made_up(TEXTS)).classifier
    assert best(learnt, "your phone number please") == "phone"


@given(st.text(max_size=60))
def test_scores_are_finite_and_likeness_is_a_share(text: str) -> None:
    assert np.isfinite(SMALL.scores(text)).all()
    assert all(0 <= likeness <= 1 for _, likeness in SMALL.nearest(text, limit=len(TEXTS)))


# --- the examples a text is like -----------------------------------------------------------------


@pytest.mark.parametrize("vectors", VECTORS)
@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_an_example_is_nearest_to_itself(number: int, vectors: Vectors) -> None:
    learnt = fit(TEXTS, LABELS, vectors).classifier
    (first, likeness), (_, next_likeness) = learnt.nearest(
        TEXTS[number], vectors[number] if len(vectors) else None, limit=2
    )
    assert first == number
    assert likeness == pytest.approx(1, abs=1e-5)
    assert next_likeness < 0.9


def test_the_nearest_examples_come_nearest_first_and_no_more_than_asked() -> None:
    likeness = [found for _, found in SMALL.nearest("what is your fax number", limit=5)]
    assert likeness == sorted(likeness, reverse=True)
    assert len(likeness) == 5
    assert len(SMALL.nearest("fax", limit=99)) == len(TEXTS)


# --- few examples --------------------------------------------------------------------------------


def test_with_one_label_everything_has_it() -> None:
    fitted = fit(["phone", "call"], ["contact", "contact"])
    assert fitted.classifier.labels == ("contact",)
    assert fitted.classifier.scores("phone") == pytest.approx([1])
    assert fitted.held_out.shape == (0, 1)


def test_one_example_is_enough() -> None:
    fitted = fit(["phone"], ["contact"], np.ones((1, 1), np.float32))
    assert best(fitted.classifier, "phone", np.ones(1, np.float32)) == "contact"


def test_without_examples_there_are_no_labels() -> None:
    fitted = fit([], [])
    assert fitted.classifier.labels == ()
    assert fitted.classifier.scores("phone").shape == (0,)
    assert fitted.classifier.nearest("phone") == []
    assert fitted.held_out.shape == (0, 0)


def test_examples_with_nothing_to_learn_from_teach_nothing() -> None:
    learnt = fit(["", "!"], ["a", "b"]).classifier
    assert not learnt.scores("phone").any()
