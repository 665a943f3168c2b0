"""The runs of the grids: every point, both ways in, both databases, and every kind of trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final

from tests.faults.failpoints import POINTS
from tests.faults.run import Plan
from tests.postgres.server import PostgresServer

TROUBLE: Final = {"429": 0.03, "502": 0.03, "502_after": 0.03, "refuse": 0.03, "drop": 0.03, "409": 0.05}


def points(seed: int, *, webhook: bool, replicas: int = 1) -> Iterator[Plan]:
    """A death at each point: at its first passing, and in the middle of the work."""
    way = "webhook" if webhook else "polling"
    for number, name in enumerate(POINTS):
        upkeep = name.startswith("upkeep")
        passing = 1 if upkeep else 1 + (seed + number) % 4
        deaths = ((name, passing),)
        yield Plan(f"{name} ({way})", seed + number, deaths, webhook=webhook, replicas=replicas)


def troubles(seed: int, *, replicas: int = 1) -> Iterator[Plan]:
    """What the network and Telegram do to a bot."""
    for webhook in (False, True):
        way = "webhook" if webhook else "polling"
        yield Plan(
            f"network faults, repeated and shuffled updates, poison ({way})",
            seed,
            webhook=webhook,
            replicas=replicas,
            trouble=TROUBLE,
            repeats=10,
            shuffled=True,
            poison=1,
        )


def kills(seed: int, *, webhook: bool, replicas: int = 1, count: int = 3) -> Plan:
    """Deaths at any time, with trouble besides."""
    name = f"{count} kills at any time, {replicas} replicas ({'webhook' if webhook else 'polling'})"
    mild = {kind: rate / 3 for kind, rate in TROUBLE.items()}
    return Plan(name, seed, random_kills=count, replicas=replicas, webhook=webhook, trouble=mild)


def full_disk(seed: int) -> Plan:
    return Plan("a full disk", seed, full_disk=True)


def stock(seed: int) -> Plan:
    """The negative control."""
    return Plan("an application on stock python-telegram-bot", seed, (("answering", 3),), stock=True)


async def terminate(server: PostgresServer, database: str, times: int = 3) -> int:
    """End every connection to the database, again and again."""
    for _ in range(times):
        await asyncio.to_thread(server.terminate_backends, database)
        await asyncio.sleep(0.3)
    return times


async def stop_and_start(server: PostgresServer) -> int:
    """Stop the database as a crash would; half a second later it is there again."""
    await asyncio.to_thread(server.stop, "immediate")
    await asyncio.sleep(0.5)
    await asyncio.to_thread(server.start)
    return 1
