"""Memory over many messages: make bench-memory

The transport answers 50,000 messages and must not grow from the 10,000th on; the whole bot answers 1,000 and
must stay within what a small machine has.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from functools import partial
from statistics import linear_regression, mean

from benchmarks.contenders import on_sqlite
from benchmarks.full_path import QUESTIONS
from benchmarks.measuring import measure
from benchmarks.usage import machine, rss_mb

SETTLED = 0.2
"""The share of the messages after which memory must be flat."""
GROWTH = 0.05
"""What counts as flat all the same."""
WHOLE_MB = 512

Sample = tuple[int, float]


def is_flat(samples: Sequence[Sample]) -> bool:
    """Prints how memory went; whether the last quarter is what it was after the settling."""
    quarter = len(samples) // 4
    first, last = (mean(mb for _, mb in part) for part in (samples[:quarter], samples[-quarter:]))
    settled = [(done, mb) for done, mb in samples if done > SETTLED * samples[-1][0]]
    slope, _ = linear_regression(*zip(*settled, strict=True))
    growth = last / settled[0][1] - 1
    print(
        f"first quarter {first:.1f} MB, last quarter {last:.1f} MB; from message {settled[0][0]} on ", end=""
    )
    print(f"{10_000 * slope:+.2f} MB per 10,000, {growth:+.1%} in all (at most {GROWTH:.0%})", flush=True)
    return growth <= GROWTH


async def transport(updates: int, every: int) -> bool:
    samples: list[Sample] = []

    def sample(done: int, pids: list[int]) -> None:
        samples.append((done, rss_mb(pids[0])))
        print(f"{done:7} {samples[-1][1]:7.1f} MB", flush=True)

    load = ("--updates", updates, "--timeout", 3600, "--warm-up", 200, "--progress", every)
    await measure(on_sqlite, *load, progress=sample)
    return is_flat(samples)


async def whole(updates: int) -> bool:
    found: list[float] = []
    load = ("--updates", updates, "--texts", QUESTIONS, "--warm-up", 200, "--progress", updates)
    start = partial(on_sqlite, fixed=False)
    await measure(start, *load, progress=lambda _, pids: found.append(rss_mb(pids[0])))
    print(f"the whole bot after {updates} messages: {found[-1]:.1f} MB (at most {WHOLE_MB})")
    return found[-1] <= WHOLE_MB


async def run(options: argparse.Namespace) -> bool:
    flat = await transport(options.updates, options.every)
    return await whole(options.whole) and flat


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--updates", type=int, default=50_000, help="messages to the transport")
    parser.add_argument("--every", type=int, default=1000, help="messages between samples")
    parser.add_argument("--whole", type=int, default=1000, help="messages to the whole bot")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when memory grows, or is too much."""
    print(machine(), flush=True)
    return 0 if asyncio.run(run(parse())) else 1


if __name__ == "__main__":
    sys.exit(main())
