"""The whole bot, thinking as it really does: make bench-throughput runs it after the transport

Real questions in both languages, a third of them for staff: first at Telegram's own 30 a second, for the time
a reply takes, then all at once, for how many a second it sustains. Fails below what is required of it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.contenders import on_sqlite
from benchmarks.measuring import measure
from benchmarks.usage import machine

QUESTIONS = Path(__file__).with_name("questions.txt")
TELEGRAMS_LIMIT = 30
REQUIRED_RATIO = 1.5
REQUIRED_P99 = 2.0

start = partial(on_sqlite, fixed=False)


async def latency(seconds: int, load: Sequence[object]) -> bool:
    """Offers what Telegram lets a bot send; whether the replies come in time."""
    updates = TELEGRAMS_LIMIT * seconds
    found = await measure(start, "--rate", TELEGRAMS_LIMIT, "--updates", updates, *load)
    took = found.load["latency"]
    print(
        f"offered {TELEGRAMS_LIMIT} a second for {seconds} s: p50 {took['p50']} s, p99 {took['p99']} s, ",
        end="",
    )
    print(f"max {took['max']} s (p99 under {REQUIRED_P99} s)", flush=True)
    return bool(took["p99"] < REQUIRED_P99)


async def capacity(updates: int, load: Sequence[object]) -> bool:
    """Offers all at once; whether the bot keeps ahead of Telegram's limit."""
    found = await measure(start, "--updates", updates, *load)
    reached = found.load["per_second"] / TELEGRAMS_LIMIT
    print(f"{updates} at once: {found.load['per_second']} a second, {reached:.2f} x Telegram's ", end="")
    print(f"{TELEGRAMS_LIMIT} (at least {REQUIRED_RATIO} x), {found.cpu_ms:.1f} ms CPU a message", flush=True)
    return bool(reached >= REQUIRED_RATIO)


async def run(options: argparse.Namespace) -> bool:
    load = ("--texts", QUESTIONS, "--users", options.users, "--warm-up", options.users)
    in_time = await latency(options.seconds, load)
    return await capacity(options.updates, load) and in_time


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full_path", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long 30 a second are offered")
    parser.add_argument("--updates", type=int, default=1000, help="messages at once")
    parser.add_argument("--users", type=int, default=200, help="people who write them")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when it falls short."""
    print(machine(), flush=True)
    return 0 if asyncio.run(run(parse())) else 1


if __name__ == "__main__":
    sys.exit(main())
