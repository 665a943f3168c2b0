"""BM25 against rank-bm25's own scores, and on collections as small as ours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from rank_bm25 import BM25Okapi

from bot.core.bm25 import BM25, best_first

TOKENS = st.sampled_from("abcdefg")
FULL_DOCUMENTS = st.lists(st.lists(TOKENS, min_size=1, max_size=12), min_size=1, max_size=8)
DOCUMENTS = st.lists(st.lists(TOKENS, max_size=12), max_size=8)
QUERIES = st.lists(st.sampled_from("abcdefgxyz"), max_size=6)
K1, B = st.floats(0.1, 2), st.floats(0, 1)
SINGLE = 1e-5
"""How far sums in single precision may be off."""


def assert_same(scores: ArrayLike, expected: ArrayLike) -> None:
    np.testing.assert_allclose(np.asarray(scores), np.asarray(expected), rtol=SINGLE, atol=SINGLE)


class WithStockIdf(BM25):
    """Ours, with the idf that rank-bm25 gives: what is left to compare is the weighting."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        BM25Okapi._calc_idf(self, nd)


class StockWithOurIdf(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """Theirs, with our idf."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        BM25._calc_idf(self, nd)


@given(FULL_DOCUMENTS, QUERIES, K1, B)
def test_with_the_stock_idf_the_scores_are_the_stock_scores(
    corpus: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    stock, ours = BM25Okapi(corpus, k1=k1, b=b), WithStockIdf(corpus, k1=k1, b=b)
    assert_same(ours.get_scores(query), stock.get_scores(query))


@given(FULL_DOCUMENTS, QUERIES, K1, B)
def test_with_our_idf_the_stock_scorer_gives_our_scores(
    corpus: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    stock, ours = StockWithOurIdf(corpus, k1=k1, b=b), BM25(corpus, k1=k1, b=b)
    assert_same(ours.get_scores(query), stock.get_scores(query))
    some = list(range(0, len(corpus), 2))
    assert_same(ours.get_batch_scores(query, some), stock.get_batch_scores(query, some))


@pytest.mark.parametrize("size", [1_000, 3_000])
def test_on_a_large_collection_too(size: int) -> None:
    random = np.random.default_rng(size)
    corpus = [[f"w{n}" for n in random.zipf(1.3, random.integers(0, 60))] for _ in range(size)]
    stock, ours = StockWithOurIdf(corpus, k1=1.0, b=0.75), BM25(corpus)
    for _ in range(5):
        query = [f"w{n}" for n in random.zipf(1.3, 12)]
        assert_same(ours.get_scores(query), stock.get_scores(query))


@given(DOCUMENTS, QUERIES)
def test_a_document_scores_exactly_when_it_has_a_term_of_the_query(
    corpus: list[list[str]], query: list[str]
) -> None:
    scores = BM25(corpus).get_scores(query)
    assert [score > 0 for score in scores] == [bool(set(query) & set(document)) for document in corpus]


@given(DOCUMENTS, QUERIES)
def test_no_document_scores_above_the_highest(corpus: list[list[str]], query: list[str]) -> None:
    index = BM25(corpus)
    assert max(index.get_scores(query), default=0) <= index.highest(query) + SINGLE


@given(DOCUMENTS, QUERIES)
def test_a_score_is_the_sum_of_what_its_terms_weigh(corpus: list[list[str]], query: list[str]) -> None:
    index = BM25(corpus)
    weights = [sum(index.weight(term, document) for term in query) for document in range(len(corpus))]
    assert_same(index.get_scores(query), weights)


@given(DOCUMENTS, QUERIES, st.integers(0, 10))
def test_the_top_are_the_best_that_match_and_no_others(
    corpus: list[list[str]], query: list[str], n: int
) -> None:
    index = BM25(corpus)
    scores = index.get_scores(query)
    matching = sorted((i for i in range(len(corpus)) if scores[i] > 0), key=lambda i: -scores[i])
    assert index.get_top_n(query, range(len(corpus)), n) == matching[:n]


def test_the_best_are_in_the_order_of_their_scores_and_equal_ones_in_their_own() -> None:
    scores = np.array([1, 3, 0, 3, 2, 1], np.float32)
    assert best_first(scores) == [1, 3, 4, 0, 5]
    assert [best_first(scores, n) for n in range(5)] == [[], [1], [1, 3], [1, 3, 4], [1, 3, 4, 0]]


def test_the_top_can_only_be_taken_of_as_many_documents_as_were_counted() -> None:
    with pytest.raises(ValueError, match="1 documents for a corpus of 2"):
        BM25([["a"], ["b"]]).get_top_n(["a"], ["one"])


@pytest.mark.parametrize(("query", "best"), [(["fax"], 0), (["phone"], 1), (["number", "fax"], 0)])
def test_of_two_documents_the_one_with_the_telling_word_is_first(query: Sequence[str], best: int) -> None:
    scores = BM25([["fax", "number"], ["phone", "number"]]).get_scores(query)
    assert int(np.argmax(scores)) == best
    assert scores[best] > scores[1 - best]


def test_a_single_document_is_found_by_what_it_says() -> None:
    index = BM25([["fax", "number"]])
    assert (index.get_top_n(["fax"], ["it"]), index.get_top_n(["phone"], ["it"])) == (["it"], [])


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_an_empty_collection_has_nothing_to_find(corpus: list[list[str]]) -> None:
    index = BM25(corpus)
    assert list(index.get_scores(["a"])) == [0.0] * len(corpus)
    assert index.get_top_n(["a"], range(len(corpus))) == []
    assert index.get_batch_scores(["a"], range(len(corpus))) == [0.0] * len(corpus)
    assert (index.highest(["a"]), index.weight("a", 0)) == (0, 0)
