"""How soon the assistant is there, how long it thinks and what it holds: make bench-assistant

Each start is a fresh process, as `python -m bot ask` starts it: cold with nothing kept, then warm with what
the cold one learnt; with sentence vectors and without, in turns. The median of the rounds counts. Fails when
it falls short of what is asked of it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.contenders import ROOT
from benchmarks.full_path import QUESTIONS
from benchmarks.programs import running
from benchmarks.usage import machine

DECISIONS = 200
KINDS = {"without vectors": "false", "with vectors": "true"}
"""By what SENTENCE_VECTORS is set to."""
AT_MOST: Mapping[str, Sequence[float | None]] = {
    "cold start, s": (20, 20),
    "warm start, s": (4, 4),
    "decide p50, ms": (3, 15),
    "decide p95, ms": (None, None),
    "decide p99, ms": (None, None),
    "memory, MB": (250, 400),
    "memory after learning, MB": (None, None),
}
"""What is measured, and what is asked of it for each of the kinds."""

Measured = dict[str, list[float]]
"""What each round gave."""


async def start(cache: Path, vectors: str) -> dict[str, Any]:
    """What one process says of itself."""
    settings = {
        "KNOWLEDGE_DIR": str(ROOT / "knowledge"),
        "INTENTS_FILE": str(ROOT / "intents.yaml"),
        "MADOGUCHI_CACHE_DIR": str(cache),
        "SENTENCE_VECTORS": vectors,
    }
    with (cache.parent / "log").open("ab") as log:
        measured = (time.time(), QUESTIONS, DECISIONS)
        async with running("benchmarks.one_start", *measured, log=log, **settings) as program:
            return await program.json()


async def measure(vectors: str, found: Measured) -> None:
    """One round: a cold start and a warm one."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        cold, warm = [await start(Path(folder) / "learnt", vectors) for _ in range(2)]
    percentiles = quantiles(warm["took"], n=100)
    found["cold start, s"].append(cold["started"])
    found["warm start, s"].append(warm["started"])
    for percent in (50, 95, 99):
        found[f"decide p{percent}, ms"].append(percentiles[percent - 1])
    found["memory, MB"].append(warm["mb"])
    found["memory after learning, MB"].append(cold["mb"])


def report(found: Mapping[str, Measured]) -> bool:
    """Prints a table; whether all is within what is asked."""
    print(f"{'':26}" + "".join(f"{kind:>28}" for kind in KINDS))
    good = True
    for name, limits in AT_MOST.items():
        line = f"{name:26}"
        for kind, limit in zip(KINDS, limits, strict=True):
            value = median(found[kind][name])
            good = good and (limit is None or value < limit)
            asked = f"(under {limit:g})" if limit is not None else ""
            line += f"{value:15.1f} {asked:12}"
        print(line.rstrip(), flush=True)
    return good


async def run(rounds: int) -> bool:
    found: dict[str, Measured] = {kind: defaultdict(list) for kind in KINDS}
    for number in range(rounds):
        for kind in list(KINDS) if number % 2 else reversed(KINDS):
            await measure(KINDS[kind], found[kind])
            latest = (f"{name} {values[-1]:.1f}" for name, values in found[kind].items())
            print(f"round {number + 1}, {kind}: {'; '.join(latest)}", flush=True)
    return report(found)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assistant", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="cold and warm starts of each kind")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when it falls short."""
    options = parse()
    print(machine(), flush=True)
    return 0 if asyncio.run(run(options.rounds)) else 1


if __name__ == "__main__":
    sys.exit(main())
