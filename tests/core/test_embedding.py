"""Sentence vectors, and not making again those that are known."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.embedding import Encoder, Remembering, UniversalEncoder, Vectors, universal_encoder

SECONDS = 2.0
"""No text may take longer, on a busy machine at that; most take a few milliseconds."""


class Counting:
    """Gives each text a vector of its own, and notes what it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return np.array([[len(text), text.count("a"), 1] for text in texts], np.float32).reshape(-1, 3)


KNOWN = ["banana", "kiwi"]
KEPT = np.array([[1, 0, 0], [0, 1, 0]], np.float32)


def test_what_is_known_is_not_encoded_again_and_the_order_is_kept() -> None:
    encoder = Counting()
    found = Remembering(encoder, KNOWN, KEPT).encode(["fig", "kiwi", "apple", "banana", "kiwi"])
    assert encoder.asked == [["fig", "apple"]]
    assert found.tolist() == [[3, 0, 1], [0, 1, 0], [5, 1, 1], [1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize("texts", [KNOWN, ["kiwi"], []])
def test_where_all_is_known_nothing_is_encoded(texts: list[str]) -> None:
    encoder = Counting()
    assert Remembering(encoder, KNOWN, KEPT).encode(texts).shape == (len(texts), 3)
    assert encoder.asked == []


@given(st.lists(st.sampled_from([*KNOWN, "fig", "apple", ""]), max_size=8))
def test_remembering_changes_no_vector(texts: list[str]) -> None:
    encoder = Counting()
    remembering = Remembering(encoder, KNOWN, encoder.encode(KNOWN))
    assert np.array_equal(remembering.encode(texts), encoder.encode(texts))


def test_it_goes_by_the_name_of_the_encoder() -> None:
    assert Remembering(Counting(), KNOWN, KEPT).name == "counting"


# --- the universal encoder -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return UniversalEncoder()


def test_it_is_there_where_its_package_is_installed() -> None:
    assert isinstance(universal_encoder(), UniversalEncoder)


PHONE = ["電話番号を教えてください", "What is your phone number?"]
SAFETY = ["このアカウントは本物ですか", "Is this account genuine?"]
PAPERS = ["論文はどこに投稿しますか", "Where do I submit a paper?"]


def test_what_means_the_same_is_nearer_than_what_means_something_else_across_languages(
    encoder: Encoder,
) -> None:
    japanese, english = zip(PHONE, SAFETY, PAPERS, strict=True)
    cosines = encoder.encode(japanese) @ encoder.encode(english).T
    assert cosines.argmax(axis=0).tolist() == cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_together_or_alone_a_text_has_the_same_vector(encoder: Encoder) -> None:
    texts = [*PHONE, "はい", *PAPERS, "a" * 200, "fax"]
    together = encoder.encode(texts)
    np.testing.assert_allclose(together, np.concatenate([encoder.encode([t]) for t in texts]), atol=1e-4)


LONG_AND_ODD = [
    "",
    " ",
    "\n",
    "\x00",
    "。",
    "😀" * 300,
    "\u200b" * 4096,
    "a" * 4096,
    "あ" * 4096,
    "電話番号を教えてください。" * 315,
    "a " * 2048,
    "\ufdfa" * 4096,
]


@pytest.mark.parametrize("text", LONG_AND_ODD, ids=lambda text: repr(text[:8]))
def test_whatever_is_sent_soon_has_a_vector_of_length_one(text: str, encoder: Encoder) -> None:
    start = time.perf_counter()
    (vector,) = encoder.encode([text])
    assert time.perf_counter() - start < SECONDS
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


@settings(max_examples=25)
@given(text=st.text(max_size=80))
def test_any_text_has_a_vector_of_length_one(text: str, encoder: Encoder) -> None:
    (vector,) = encoder.encode([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_no_texts_have_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


def test_the_end_of_a_very_long_text_does_not_count(encoder: Encoder) -> None:
    told = PHONE[1] + " I ask because" * 30
    first, second = encoder.encode([told + " apples", told + " pears"])
    assert np.array_equal(first, second)
