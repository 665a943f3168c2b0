"""TF-IDF features of short messages: words with word pairs, characters, and characters of the reading.

Our own rather than scikit-learn's vectorisers, which take 5 ms a message to check their input.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.text import reading, words

VIEWS = 3
_GRAMS = (2, 3, 4)
_MANY_TEXTS = 500
"""From here on a feature seen fewer than three times only costs time."""

Row = tuple[NDArray[np.int32], NDArray[np.float32]]
"""The columns of a message's features and their weights; in each view the squares of these sum to one."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features that were learnt, by column, and how rare each is."""

    columns: dict[str, int]
    idf: NDArray[np.float32]

    @classmethod
    def learnt(cls, names: Sequence[str], idf: NDArray[np.float32]) -> Features:
        """From what was kept of an earlier learning."""
        return cls({name: column for column, name in enumerate(names)}, idf)

    def row(self, text: str) -> Row:
        """The features of a normalised text; empty when it has none that is known."""
        return self._row(_views(text))

    def _row(self, views: Sequence[Counter[str]]) -> Row:
        columns: list[int] = []
        weights: list[float] = []
        for view in views:
            known = [(self.columns[n], c) for n, c in view.items() if n in self.columns]
            raw = [(1 + math.log(c)) * float(self.idf[column]) for column, c in known]
            length = math.sqrt(sum(w * w for w in raw))
            columns.extend(column for column, _ in known)
            weights.extend(w / length for w in raw)
        return np.array(columns, np.int32), np.array(weights, np.float32)


def learn(texts: Sequence[str]) -> tuple[Features, list[Row]]:
    """The features of a collection of texts, and the row of each."""
    counted = [_views(text) for text in texts]
    frequency = Counter(name for views in counted for view in views for name in view)
    rare = 3 if len(texts) >= _MANY_TEXTS else 1
    kept = [name for name, count in frequency.items() if count >= rare]
    idf = [math.log((1 + len(texts)) / (1 + frequency[name])) + 1 for name in kept]
    features = Features.learnt(kept, np.array(idf, np.float32))
    return features, [features._row(views) for views in counted]


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
