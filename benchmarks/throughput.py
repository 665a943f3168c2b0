"""Messages a second of the transport, against python-telegram-bot's own echo bot: make bench-throughput

In each round every bot gets the same load from the same loopback server, all at once, in changing order;
every bot answers a message with itself. Fails when a median ratio to the stock bot is below what is required.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.contenders import Contender, on_postgres, on_sqlite, stock
from benchmarks.measuring import Measured, measure
from benchmarks.usage import file_system, in_memory, machine
from tests.postgres.server import PostgresServer


@dataclass(frozen=True)
class Entrant:
    """A bot in the run; `required` is its least throughput as a multiple of the yardstick's."""

    start: Contender
    polls: bool = False
    required: float | None = None


Rounds = Sequence[Mapping[str, Measured]]

YARDSTICK = "stock, webhook"
"""Like ours by webhook, and one update at a time: the library's default, and on loopback its fastest."""


def entrants(server: PostgresServer, *, every_stock: bool) -> dict[str, Entrant]:
    """With `every_stock` also the library's concurrent updates."""
    more = {
        f"stock, {'polling' if polls else 'webhook'}, {concurrent} at a time": Entrant(
            partial(stock, concurrent=concurrent, polls=polls), polls
        )
        for polls in (False, True)
        for concurrent in (16, 256)
    }
    return {
        YARDSTICK: Entrant(stock),
        "ours, SQLite": Entrant(on_sqlite, required=1.0),
        "ours, PostgreSQL, 2 workers": Entrant(partial(on_postgres, server, 2), required=0.8),
        "stock, polling": Entrant(partial(stock, polls=True), polls=True),
        **(more if every_stock else {}),
    }


async def run(field: Mapping[str, Entrant], options: argparse.Namespace) -> Rounds:
    """The rounds, each begun by another bot."""
    load = ("--updates", options.updates, "--users", options.users, "--warm-up", options.users)
    names, rounds = list(field), list[dict[str, Measured]]()
    for number in range(options.rounds):
        first = number % len(names)
        measured: dict[str, Measured] = {}
        for name in names[first:] + names[:first]:
            measured[name] = await measure(field[name].start, *load, polls=field[name].polls)
            print(f"round {number + 1}  {_line(name, [measured])}", flush=True)
        rounds.append(measured)
    return rounds


def ratio(rounds: Rounds, name: str) -> float:
    """The median of the rounds' ratios to the yardstick."""
    return median(_per_second(each[name]) / _per_second(each[YARDSTICK]) for each in rounds)


def _per_second(measured: Measured) -> float:
    per_second: float = measured.load["per_second"]
    return per_second


def _line(name: str, rounds: Rounds) -> str:
    throughput = median(_per_second(each[name]) for each in rounds)
    cpu_ms = median(each[name].cpu_ms for each in rounds)
    return f"{name:32} {throughput:7.1f} /s  {cpu_ms:6.2f} ms CPU a message"


def report(field: Mapping[str, Entrant], rounds: Rounds) -> bool:
    """Prints the medians; whether every bot reached what is required of it."""
    print(f"\nmedians of {len(rounds)} rounds")
    is_reached = True
    for name, entrant in field.items():
        reached = ratio(rounds, name)
        wanted = "" if entrant.required is None else f"  (at least {entrant.required} x)"
        print(f"{_line(name, rounds)}  {reached:5.2f} x{wanted}")
        is_reached &= reached >= (entrant.required or 0)
    server = median(each[YARDSTICK].load["own_cpu_ms_per_update"] for each in rounds)
    print(f"the loopback server itself: {server} ms CPU a message")
    return is_reached


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=1000, help="messages a round and bot")
    parser.add_argument("--users", type=int, default=200, help="people who write them")
    parser.add_argument("--every-stock", action="store_true", help="also the library's concurrent updates")
    return parser.parse_args(arguments)


def main() -> int:
    """1 when a bot falls short."""
    options, folder = parse(), Path(tempfile.gettempdir())
    if in_memory(folder):
        print(f"{folder} is in memory, where a commit costs nothing: set TMPDIR to a folder on a disk")
        return 2
    print(f"{machine()}; databases in {folder} ({file_system(folder)}), every commit synced", flush=True)
    with PostgresServer(durable=True) as server:
        field = entrants(server, every_stock=options.every_stock)
        rounds = asyncio.run(run(field, options))
    return 0 if report(field, rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
