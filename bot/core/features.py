"""TF-IDF features of short messages: words with word pairs, characters, and characters of the reading.

Our own rather than scikit-learn's vectorisers, which take 5 ms a message to check their input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.text import reading, words

VIEWS = 3
_GRAMS = (2, 3, 4)
_MANY_TEXTS = 500
"""From here on a feature seen fewer than three times only costs time."""

Counts = NDArray[np.int32]
"""Columns above, and how often each occurs below."""
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
        known = [
            [(self.columns[n], c) for n, c in view.items() if n in self.columns] for view in _views(text)
        ]
        return _row([np.array(view, np.int32).reshape(-1, 2).T for view in known], self.idf)


def learn(texts: Sequence[str]) -> tuple[Features, list[Row]]:
    """The features of a collection of texts, and the row of each.

    Names are numbered as they come: kept as they are for every text they would take hundreds of megabytes.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a new name gets the next number
    counted = [[_numbered(view, numbers) for view in _views(text)] for text in texts]
    seen = np.concatenate([view[0] for views in counted for view in views] or [np.zeros(0, np.int32)])
    frequency = np.bincount(seen, minlength=len(numbers))
    kept = frequency >= (3 if len(texts) >= _MANY_TEXTS else 1)
    idf = (np.log((1 + len(texts)) / (1 + frequency[kept])) + 1).astype(np.float32)
    columns = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    names = [name for name, number in numbers.items() if kept[number]]
    rows = [_row([_of_kept(view, columns) for view in views], idf) for views in counted]
    return Features.learnt(names, idf), rows


def _numbered(view: Counter[str], numbers: Mapping[str, int]) -> Counts:
    pairs = [(numbers[name], count) for name, count in view.items()]
    return np.array(pairs, np.int32).reshape(-1, 2).T


def _of_kept(view: Counts, columns: NDArray[np.int32]) -> Counts:
    column = columns[view[0]]
    known = column >= 0
    return np.stack([column[known], view[1][known]])


def _row(views: Sequence[Counts], idf: NDArray[np.float32]) -> Row:
    weights = []
    for columns, counts in views:
        raw = (1 + np.log(counts)) * idf[columns]
        weights.append(raw / (np.sqrt((raw * raw).sum()) or 1.0))
    return np.concatenate([view[0] for view in views]), np.concatenate(weights).astype(np.float32)


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
