"""BM25 against rank-bm25's own scores, and on collections as small as ours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.core.bm25 import BM25

TOKENS = st.sampled_from("abcdefg")
DOCUMENTS = st.lists(st.lists(TOKENS, min_size=1, max_size=12), min_size=1, max_size=8)
QUERIES = st.lists(st.sampled_from("abcdefgxyz"), max_size=6)


class WithStockIdf(BM25):
    """Ours, with the idf that rank-bm25 gives: what is left to compare is the weighting."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        BM25Okapi._calc_idf(self, nd)


class StockWithOurIdf(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """Theirs, with our idf."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        BM25._calc_idf(self, nd)


@given(DOCUMENTS, QUERIES, st.floats(0.5, 2), st.floats(0, 1))
def test_with_the_stock_idf_the_scores_are_the_stock_scores(
    corpus: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    stock = BM25Okapi(corpus, k1=k1, b=b, epsilon=0.25)
    ours = WithStockIdf.__new__(WithStockIdf)
    ours.epsilon = 0.25
    WithStockIdf.__init__(ours, corpus, k1=k1, b=b)
    np.testing.assert_allclose(ours.get_scores(query), stock.get_scores(query), atol=1e-9)


@given(DOCUMENTS, QUERIES)
def test_with_our_idf_the_stock_scorer_gives_our_scores(corpus: list[list[str]], query: list[str]) -> None:
    stock = StockWithOurIdf(corpus, k1=1.0, b=0.75)
    np.testing.assert_allclose(BM25(corpus).get_scores(query), stock.get_scores(query), atol=1e-9)


@given(DOCUMENTS, QUERIES)
def test_a_document_scores_exactly_when_it_has_a_term_of_the_query(
    corpus: list[list[str]], query: list[str]
) -> None:
    scores = BM25(corpus).get_scores(query)
    assert [score > 0 for score in scores] == [bool(set(query) & set(document)) for document in corpus]


@given(DOCUMENTS, QUERIES)
def test_no_document_scores_above_the_highest(corpus: list[list[str]], query: list[str]) -> None:
    index = BM25(corpus)
    assert max(index.get_scores(query)) <= index.highest(query) + 1e-9


@pytest.mark.parametrize(("query", "best"), [(["fax"], 0), (["phone"], 1), (["number", "fax"], 0)])
def test_of_two_documents_the_one_with_the_telling_word_is_first(query: Sequence[str], best: int) -> None:
    scores = BM25([["fax", "number"], ["phone", "number"]]).get_scores(query)
    assert int(np.argmax(scores)) == best
    assert scores[best] > scores[1 - best]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_an_empty_collection_has_nothing_to_find(corpus: list[list[str]]) -> None:
    index = BM25(corpus)
    assert list(index.get_scores(["a"])) == [0.0] * len(corpus)
    assert index.highest(["a"]) == 0
