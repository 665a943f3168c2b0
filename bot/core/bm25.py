"""BM25 for small collections: rank-bm25 with Lucene's idf, and term weights precomputed as posting lists."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Scores = NDArray[np.float64]


class BM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """Scores every document of a corpus of tokens for a query.

    The stock idf is 0 for a term in half the documents and negative beyond, which leaves nothing to
    rank a handful of sections by; log(1 + (N - n + .5) / (n + .5)) is Lucene's and always positive.
    """

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = 1.0, b: float = 0.75) -> None:
        self.postings: dict[str, tuple[NDArray[np.intp], Scores]] = {}
        self.corpus_size = len(corpus)
        self.idf: dict[str, float] = {}
        if any(corpus):
            super().__init__(corpus, k1=k1, b=b)
            self.postings = self._postings()

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {t: math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for t, n in nd.items()}

    def _postings(self) -> dict[str, tuple[NDArray[np.intp], Scores]]:
        by_term: dict[str, list[tuple[int, float]]] = {}
        for document, (counts, length) in enumerate(zip(self.doc_freqs, self.doc_len, strict=True)):
            norm = self.k1 * (1 - self.b + self.b * length / self.avgdl)
            for term, count in counts.items():
                weight = self.idf[term] * count * (self.k1 + 1) / (count + norm)
                by_term.setdefault(term, []).append((document, weight))
        return {
            term: (np.array([d for d, _ in rows], dtype=np.intp), np.array([w for _, w in rows]))
            for term, rows in by_term.items()
        }

    def get_scores(self, query: Sequence[str]) -> Scores:
        """One score a document, in corpus order; 0 where no term of the query occurs."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            if term in self.postings:
                documents, weights = self.postings[term]
                scores[documents] += weights
        return scores

    def highest(self, query: Sequence[str]) -> float:
        """The score a document would reach that had every known term of the query at its best."""
        return float(sum(self.postings[t][1].max() for t in query if t in self.postings))
