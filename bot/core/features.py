"""TF-IDF features of short messages: words with word pairs, characters, and characters of the reading.

Our own rather than scikit-learn's vectorisers, which take 5 ms a message to check their input.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.core.text import reading, words

_GRAMS = (2, 3, 4)

Row = tuple[NDArray[np.intp], NDArray[np.float32]]
"""The columns of a message's features and their weights."""


class Features:
    """Learns the vocabulary and the idf from texts; a feature in fewer than `rare` of them is left out."""

    def __init__(self, texts: Sequence[str], rare: int) -> None:
        counted = [_views(text) for text in texts]
        frequency = Counter(name for views in counted for view in views for name in view)
        kept = [name for name, count in frequency.items() if count >= rare]
        self._columns = {name: column for column, name in enumerate(kept)}
        self._idf = {name: math.log((1 + len(texts)) / (1 + frequency[name])) + 1 for name in kept}
        self.matrix = self._matrix([self._row(views) for views in counted])

    def row(self, text: str) -> Row:
        """The features of a normalised text; empty when it has none that is known."""
        return self._row(_views(text))

    def _row(self, views: Sequence[Counter[str]]) -> Row:
        columns: list[int] = []
        weights: list[float] = []
        for view in views:
            known = {n: (1 + math.log(c)) * self._idf[n] for n, c in view.items() if n in self._idf}
            length = math.sqrt(sum(w * w for w in known.values()))
            columns.extend(self._columns[name] for name in known)
            weights.extend(weight / length for weight in known.values())
        return np.array(columns, dtype=np.intp), np.array(weights, dtype=np.float32)

    def _matrix(self, rows: Sequence[Row]) -> csr_matrix:
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([c for c, _ in rows]) if rows else np.array([], dtype=np.intp)
        weights = np.concatenate([w for _, w in rows]) if rows else np.array([], dtype=np.float32)
        return csr_matrix((weights, columns, ends), shape=(len(rows), len(self._columns)))


def _views(text: str) -> tuple[Counter[str], ...]:
    found = words(text)
    pairs = (f"{a} {b}" for a, b in pairwise(found))
    return (
        Counter(f"w:{name}" for name in (*found, *pairs)),
        Counter(f"c:{gram}" for gram in _grams(text)),
        Counter(f"r:{gram}" for gram in _grams(reading(text))),
    )


def _grams(text: str) -> Iterator[str]:
    """Runs of two to four characters inside each word and over its edges, which count as spaces."""
    for word in text.split():
        padded = f" {word} "
        for size in _GRAMS:
            if len(padded) <= size:
                yield padded
                break
            yield from (padded[i : i + size] for i in range(len(padded) - size + 1))
