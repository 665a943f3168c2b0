"""The short grid: whatever dies or fails, nothing is lost, done twice or out of order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import grid
from tests.faults.findings import Findings
from tests.faults.run import Disturb, Plan, Run
from tests.postgres.server import PostgresServer

SEED = 20261122
AT_ONCE = 4


@dataclass(frozen=True)
class Outcome:
    """What was found, and what the bots logged."""

    found: Findings
    log: str


Of = Callable[[Plan], Outcome]


async def outcome(
    plan: Plan, folder: Path, database: str | None = None, disturb: Disturb | None = None
) -> Outcome:
    found = await Run(plan, folder, database, disturb).go()
    return Outcome(found, (folder / "bot.log").read_text(errors="replace"))


def told(plan: Plan, outcome: Outcome) -> Outcome:
    print(plan.name, outcome.found, outcome.log[-4000:], sep="\n")
    return outcome


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Of:
    """What became of each bot with a database of its own: some at once, for most of a run is waiting."""
    free = asyncio.Semaphore(AT_ONCE)

    async def when_free(plan: Plan) -> Outcome:
        async with free:
            return await outcome(plan, tmp_path_factory.mktemp("run"))

    async def all_of(plans: list[Plan]) -> list[Outcome | BaseException]:
        return await asyncio.gather(*map(when_free, plans), return_exceptions=True)

    here = (item for item in request.session.items if item.path == request.path)
    plans = [item.callspec.params["plan"] for item in here if hasattr(item, "callspec")]
    plans.reverse()  # the longest first
    outcomes = dict(zip([plan.name for plan in plans], asyncio.run(all_of(plans)), strict=True))

    def one(plan: Plan) -> Outcome:
        became = outcomes[plan.name]
        if isinstance(became, BaseException):
            raise became
        return told(plan, became)

    return one


def each(*plans: Plan) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("plan", plans, ids=lambda plan: plan.name)


@each(*grid.points(SEED, webhook=False))
def test_a_death_at_any_point_loses_nothing(plan: Plan, of: Of) -> None:
    found = of(plan).found
    assert found.kills == 1
    assert found.broken == {}


@each(grid.kills(SEED, webhook=False), grid.kills(SEED, webhook=True))
def test_deaths_at_any_time_lose_nothing(plan: Plan, of: Of) -> None:
    found = of(plan).found
    assert found.kills == 3
    assert found.broken == {}


@each(*grid.troubles(SEED))
def test_faults_of_the_network_and_of_telegram_lose_nothing(plan: Plan, of: Of) -> None:
    found = of(plan).found
    assert found.faults > 10
    assert found.broken == {}


@each(grid.full_disk(SEED))
def test_a_full_disk_is_named_and_loses_nothing(plan: Plan, of: Of) -> None:
    became = of(plan)
    assert "the database: database or disk is full" in became.log
    assert became.found.broken == {}


# --- PostgreSQL, two replicas ---------------------------------------------------------------------


async def test_two_replicas_that_die_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, own_postgres: PostgresServer
) -> None:
    plans = [grid.kills(SEED, webhook=webhook, replicas=2) for webhook in (False, True)]
    databases = [own_postgres.create() for _ in plans]
    both = [outcome(p, tmp_path_factory.mktemp("run"), d) for p, d in zip(plans, databases, strict=True)]
    for plan, became in zip(plans, await asyncio.gather(*both), strict=True):
        told(plan, became)
        assert became.found.kills == 3
        assert became.found.broken == {}


async def test_a_database_whose_connections_end_loses_nothing(
    tmp_path: Path, own_postgres: PostgresServer
) -> None:
    database = own_postgres.create()
    plan = Plan("connections ended", SEED, replicas=2)
    became = told(
        plan, await outcome(plan, tmp_path, database, lambda: grid.terminate(own_postgres, database))
    )
    assert "terminating connection" in became.log
    assert became.found.broken == {}


async def test_a_database_that_is_stopped_at_once_loses_nothing(
    tmp_path: Path, own_postgres: PostgresServer
) -> None:
    database = own_postgres.create()
    plan = Plan("stopped at once", SEED, replicas=2)
    became = told(plan, await outcome(plan, tmp_path, database, lambda: grid.stop_and_start(own_postgres)))
    assert "connection failed" in became.log
    assert became.found.kills == 0, "a process waits for its database"
    assert became.found.broken == {}


# --- the negative control -------------------------------------------------------------------------


@each(grid.stock(SEED))
def test_the_same_run_finds_that_a_stock_application_loses_questions(plan: Plan, of: Of) -> None:
    found = of(plan).found
    assert found.kills == 1
    assert len(found.lost) > 3
