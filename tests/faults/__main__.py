"""The long grid: `make faults`. A table at the end; the exit status is 1 when anything was lost.

Every point, both ways in, SQLite with one process and PostgreSQL with two, several seeds.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults import grid
from tests.faults.findings import Findings
from tests.faults.run import Disturb, Plan, Run
from tests.postgres.server import PostgresServer

_HEAD = ("run", "database", "kills", "lost", "twice", "order", "claims", "duplicates", "allowed")


@dataclass(frozen=True)
class Row:
    """A run and what was found."""

    plan: Plan
    database: str
    found: Findings

    def cells(self) -> tuple[str, ...]:
        found = self.found
        bad: list[list[Any]] = [found.lost, found.twice, found.out_of_order, found.claimed_twice]
        counts = (found.kills, *(len(one) for one in bad), found.duplicates, found.duplicates_allowed)
        return (self.plan.name, self.database, *map(str, counts))


def plans(seed: int) -> Iterator[tuple[Plan, str]]:
    """What is run for a seed, and on which database."""
    for webhook in (False, True):
        for database, replicas in (("sqlite", 1), ("postgresql", 2)):
            for plan in grid.points(seed, webhook=webhook, replicas=replicas):
                yield plan, database
            yield grid.kills(seed, webhook=webhook, replicas=replicas, count=6), database
    for database, replicas in (("sqlite", 1), ("postgresql", 2)):
        for plan in grid.troubles(seed, replicas=replicas):
            yield plan, database
    yield grid.full_disk(seed), "sqlite"
    yield Plan("the database's connections are ended", seed, replicas=2), "terminated"
    yield Plan("the database is stopped at once", seed, replicas=2), "stopped"
    yield grid.stock(seed), "none"


async def carry_out(plan: Plan, database: str, server: PostgresServer) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        url = None if database in {"sqlite", "none"} else server.create()
        disturb = _disturbance(database, server, url or "")
        found = await Run(plan, Path(folder), url, disturb).go()
        if url is not None:
            server.drop(url)
        if found.broken and not plan.stock:
            print(f"{plan.name} (seed {plan.seed}, {database}): {found.broken}", file=sys.stderr)
            print((Path(folder) / "bot.log").read_text(errors="replace")[-3000:], file=sys.stderr)
        return Row(plan, database, found)


def _disturbance(database: str, server: PostgresServer, url: str) -> Disturb | None:
    match database:
        case "terminated":
            return lambda: grid.terminate(server, url)
        case "stopped":
            return lambda: grid.stop_and_start(server)
    return None


async def run_all(seeds: range) -> list[Row]:
    rows: list[Row] = []
    with PostgresServer() as server:
        for seed in seeds:
            for plan, database in plans(seed):
                rows.append(await carry_out(plan, database, server))
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return rows


def table(rows: list[Row]) -> str:
    """The rows, in columns."""
    cells = [_HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(_HEAD))]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds")
    chosen = parser.parse_args()
    rows = asyncio.run(run_all(range(chosen.seed, chosen.seed + chosen.seeds)))
    print(table(rows))
    broken = [row for row in rows if row.found.broken and not row.plan.stock]
    blind = [row for row in rows if row.plan.stock and not row.found.lost]
    kills = sum(row.found.kills for row in rows)
    print(f"{len(rows)} runs, {kills} kills: {len(broken)} broken; the control lost nothing in {len(blind)}")
    return 1 if broken or blind else 0


if __name__ == "__main__":
    sys.exit(main())
