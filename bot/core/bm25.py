"""BM25, fast from ten documents to a hundred thousand: rank-bm25 with Lucene's idf and posting lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Scores = NDArray[np.float32]
Tokens = Sequence[str]
_T = TypeVar("_T")

_OFTEN = 0.25
"""The share of documents from which on a term's weights are one row: adding a row beats scattering a list."""


class BM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """Scores every document of a corpus of tokens for a query.

    The stock idf is 0 for a term in half the documents and negative beyond, which leaves nothing to
    rank a handful of sections by; log(1 + (N - n + .5) / (n + .5)) is Lucene's and always positive.
    Instead of a dictionary a document (`doc_freqs` stays empty) there are flat arrays: the documents of all
    terms, term after term, and what each of these terms adds to the score of that document.
    """

    def __init__(self, corpus: Sequence[Tokens], k1: float = 1.0, b: float = 0.75) -> None:
        super().__init__(corpus, k1=k1, b=b)
        self._weigh()

    def _initialize(self, corpus: Sequence[Tokens]) -> dict[str, int]:
        """Count the terms of each document; gives how many documents each term is in."""
        self.corpus_size = len(corpus)
        self.doc_len = np.fromiter(map(len, corpus), np.intp, self.corpus_size)
        self.avgdl = float(self.doc_len.mean()) if corpus else 0.0
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new term gets the next number
        tokens = np.fromiter(map(numbers.__getitem__, chain.from_iterable(corpus)), np.intp)
        pairs = tokens * self.corpus_size + np.repeat(np.arange(self.corpus_size), self.doc_len)
        pairs, counts = np.unique(pairs, return_counts=True)
        terms, self._documents = np.divmod(pairs, max(self.corpus_size, 1))
        frequencies = np.bincount(terms, minlength=len(numbers))
        self._numbers = dict(numbers)
        self._ends = [0, *np.cumsum(frequencies).tolist()]
        self._weights = self._saturated(counts)
        return dict(zip(self._numbers, frequencies.tolist(), strict=True))

    def _saturated(self, counts: NDArray[np.intp]) -> Scores:
        """A term said twice counts for more than once but less than double, more so in a short document."""
        norm = self.k1 * (1 - self.b + self.b * self.doc_len / (self.avgdl or 1))
        weights: Scores = (counts * (self.k1 + 1) / (counts + norm[self._documents])).astype(np.float32)
        return weights

    def _calc_idf(self, nd: dict[str, int]) -> None:
        n = np.fromiter(nd.values(), np.float64, len(nd))
        self.idf = dict(zip(nd, np.log1p((self.corpus_size - n + 0.5) / (n + 0.5)).tolist(), strict=True))

    def _weigh(self) -> None:
        frequencies = np.diff(self._ends)
        idf = np.fromiter(map(self.idf.__getitem__, self._numbers), np.float32, len(self._numbers))
        self._weights *= np.repeat(idf, frequencies)
        highest = np.maximum.reduceat(self._weights, self._ends[:-1]) if self._numbers else idf
        self._highest: list[float] = highest.tolist()
        often = np.flatnonzero(frequencies > _OFTEN * self.corpus_size)
        self._rows = {number: self._row(number) for number in often.tolist()}

    def _row(self, number: int) -> Scores:
        row = np.zeros(self.corpus_size, np.float32)
        postings = self._postings(number)
        row[self._documents[postings]] = self._weights[postings]
        return row

    def _postings(self, number: int) -> slice:
        return slice(self._ends[number], self._ends[number + 1])

    def get_scores(self, query: Tokens) -> Scores:
        """One score a document, in corpus order; 0 where no term of the query occurs."""
        scores = np.zeros(self.corpus_size, np.float32)
        for number in self._known(query):
            row = self._rows.get(number)
            if row is not None:
                scores += row
            else:
                postings = self._postings(number)
                np.add.at(scores, self._documents[postings], self._weights[postings])
        return scores

    def get_batch_scores(self, query: Tokens, doc_ids: Sequence[int]) -> list[float]:
        """The scores of these documents."""
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.intp)].tolist()
        return scores

    def get_top_n(self, query: Tokens, documents: Sequence[_T], n: int = 5) -> list[_T]:
        """The n best of `documents`, which are those of the corpus; none that has no term of the query."""
        if len(documents) != self.corpus_size:
            raise ValueError(f"{len(documents)} documents for a corpus of {self.corpus_size}")
        return [documents[i] for i in best_first(self.get_scores(query), n)]

    def weight(self, term: str, document: int) -> float:
        """What a term adds to the score of a document."""
        number = self._numbers.get(term)
        if number is None:
            return 0.0
        postings = self._postings(number)
        documents = self._documents[postings]
        at = int(np.searchsorted(documents, document))
        found = at < len(documents) and documents[at] == document
        return float(self._weights[postings][at]) if found else 0.0

    def highest(self, query: Tokens) -> float:
        """The score a document would reach that had every known term of the query at its best."""
        return sum(self._highest[number] for number in self._known(query))

    def _known(self, query: Tokens) -> list[int]:
        return [self._numbers[term] for term in query if term in self._numbers]


def best_first(scores: Scores, n: int | None = None) -> list[int]:
    """The documents that score at all, best first, equal ones in their order; at most n."""
    found = np.flatnonzero(scores > 0)
    if n is not None and n < len(found):
        least = np.partition(scores[found], -n)[-n] if n > 0 else np.inf
        found = found[scores[found] >= least]
    order: list[int] = found[np.argsort(-scores[found], kind="stable")][:n].tolist()
    return order
