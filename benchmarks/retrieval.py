"""Ranking passages: rank-bm25 as it is, bm25s and ours on the same tokens: python -m benchmarks.retrieval

The words of passages and queries follow Zipf's law, with a fixed seed. In each round every contender builds
its index, in changing order; then each query goes to all of them, one after the other (rank-bm25 gets the
first few only: it takes up to seconds). Fails when ours is slower than bm25s, and when the scores differ.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, TypeVar

import bm25s
import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.usage import machine
from bot.core.bm25 import BM25

K1, B = 1.0, 0.75
VOCABULARY = 100_000
PASSAGE = (20, 140)
QUERY = 10
QUERIES, QUERIES_OF_STOCK = 200, 7
MANY = 50_000
"""From so many passages on, one round is enough."""

T = TypeVar("T")
Tokens = list[list[str]]
Build = Callable[[Tokens], Any]


def bm25s_index(corpus: Tokens) -> Any:
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index(corpus, show_progress=False)
    return index


CONTENDERS: Mapping[str, Build] = {
    "rank-bm25": lambda corpus: BM25Okapi(corpus, k1=K1, b=B),
    "bm25s": bm25s_index,
    "ours": lambda corpus: BM25(corpus, k1=K1, b=B),
}


@dataclass
class Measured:
    """Seconds of each build and of each query, and what the index holds."""

    builds: list[float] = field(default_factory=list)
    queries: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def texts(random: np.random.Generator, lengths: Sequence[int]) -> Tokens:
    """Texts of so many words, the n-th most common word 1/n as often as the most common."""
    share = 1 / np.arange(1, VOCABULARY + 1)
    vocabulary = np.array([f"w{n}" for n in range(VOCABULARY)], dtype=object)
    words = vocabulary[random.choice(VOCABULARY, sum(lengths), p=share / share.sum())].tolist()
    ends = np.cumsum(lengths).tolist()
    return [words[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def timed(work: Callable[[T], Any], argument: T) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work(argument)
    return time.perf_counter() - start, result


def held(build: Build, corpus: Tokens) -> float:
    """Megabytes that are still allocated after building; tracing is slow, so this build is not timed."""
    tracemalloc.start()
    index = build(corpus)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del index
    return size / 1e6


def measure(size: int, rounds: int) -> Mapping[str, Measured]:
    random = np.random.default_rng(size)
    corpus = texts(random, random.integers(*PASSAGE, size).tolist())
    queries = texts(random, [QUERY] * QUERIES)
    measured = {name: Measured() for name in CONTENDERS}
    indexes: dict[str, Any] = {}
    for turn in range(rounds):
        names = list(CONTENDERS)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            indexes.pop(name, None)
            seconds, indexes[name] = timed(CONTENDERS[name], corpus)
            measured[name].builds.append(seconds)
    for number, query in enumerate(queries):
        asked = [name for name in CONTENDERS if name != "rank-bm25" or number < QUERIES_OF_STOCK]
        scores = {}
        for name in asked if number % 2 else reversed(asked):
            seconds, scores[name] = timed(indexes[name].get_scores, query)
            measured[name].queries.append(seconds)
        # bm25s leaves out the constant factor, as Lucene does
        np.testing.assert_allclose(scores["ours"], scores["bm25s"] * (K1 + 1), rtol=1e-4)
    indexes.clear()
    for name, build in CONTENDERS.items():
        measured[name].megabytes = held(build, corpus)
    return measured


def report(size: int, measured: Mapping[str, Measured]) -> bool:
    """Prints a line a contender; whether ours is at least as fast as bm25s in both."""
    ours = measured["ours"]
    build, query = median(ours.builds), median(ours.queries)
    print(f"{size:,} passages")
    for name, found in measured.items():
        slower = f"{median(found.builds) / build:7.1f} x {median(found.queries) / query:9.1f} x"
        times = f"build {median(found.builds):8.3f} s, query {1000 * median(found.queries):9.3f} ms"
        print(f"  {name:10} {times}, {found.megabytes:7.1f} MB; of ours {slower}", flush=True)
    rival = measured["bm25s"]
    return build <= median(rival.builds) and query <= median(rival.queries)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000], help="passages")
    parser.add_argument("--rounds", type=int, default=5, help="builds of each; one of very many passages")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when bm25s was faster."""
    options = parse()
    print(machine(), flush=True)
    for build in CONTENDERS.values():
        build([["warm"], ["up"]])
    rounds = {size: 1 if size >= MANY else options.rounds for size in options.sizes}
    fast = [report(size, measure(size, rounds[size])) for size in options.sizes]
    return 0 if all(fast) else 1


if __name__ == "__main__":
    sys.exit(main())
