"""The short grid: whatever dies or fails, nothing is lost, done twice or out of order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import grid
from tests.faults.findings import Findings
from tests.faults.run import Disturb, Plan, Run
from tests.postgres.server import PostgresServer

SEED = 20261122


async def outcome(
    plan: Plan, folder: Path, database: str | None = None, disturb: Disturb | None = None
) -> Findings:
    found = await Run(plan, folder, database, disturb).go()
    print(plan.name, found, (folder / "bot.log").read_text(errors="replace")[-4000:], sep="\n")
    return found


@pytest.mark.parametrize("plan", list(grid.points(SEED, webhook=False)), ids=lambda plan: plan.name)
async def test_a_death_at_any_point_loses_nothing(plan: Plan, tmp_path: Path) -> None:
    found = await outcome(plan, tmp_path)
    assert found.kills == 1
    assert found.broken == {}


@pytest.mark.parametrize(
    "plan", [grid.kills(SEED, webhook=False), grid.kills(SEED, webhook=True)], ids=lambda plan: plan.name
)
async def test_deaths_at_any_time_lose_nothing(plan: Plan, tmp_path: Path) -> None:
    found = await outcome(plan, tmp_path)
    assert found.kills == 3
    assert found.broken == {}


@pytest.mark.parametrize("plan", list(grid.troubles(SEED)), ids=lambda plan: plan.name)
async def test_faults_of_the_network_and_of_telegram_lose_nothing(plan: Plan, tmp_path: Path) -> None:
    found = await outcome(plan, tmp_path)
    assert found.faults > 10
    assert found.broken == {}


async def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    found = await outcome(grid.full_disk(SEED), tmp_path)
    assert "the database: database or disk is full" in (tmp_path / "bot.log").read_text()
    assert found.broken == {}


# --- PostgreSQL, two replicas ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "plan",
    [grid.kills(SEED, webhook=False, replicas=2), grid.kills(SEED, webhook=True, replicas=2)],
    ids=lambda plan: plan.name,
)
async def test_two_replicas_that_die_lose_nothing(
    plan: Plan, tmp_path: Path, own_postgres: PostgresServer
) -> None:
    found = await outcome(plan, tmp_path, own_postgres.create())
    assert found.kills == 3
    assert found.broken == {}


async def test_a_database_whose_connections_end_loses_nothing(
    tmp_path: Path, own_postgres: PostgresServer
) -> None:
    database = own_postgres.create()
    plan = Plan("connections ended", SEED, replicas=2)
    found = await outcome(plan, tmp_path, database, lambda: grid.terminate(own_postgres, database))
    assert "terminating connection" in (tmp_path / "bot.log").read_text()
    assert found.broken == {}


async def test_a_database_that_is_stopped_at_once_loses_nothing(
    tmp_path: Path, own_postgres: PostgresServer
) -> None:
    database = own_postgres.create()
    plan = Plan("stopped at once", SEED, replicas=2)
    found = await outcome(plan, tmp_path, database, lambda: grid.stop_and_start(own_postgres))
    assert "connection failed" in (tmp_path / "bot.log").read_text()
    assert found.kills == 0, "a process waits for its database"
    assert found.broken == {}


# --- the negative control -------------------------------------------------------------------------


async def test_the_same_run_finds_that_a_stock_application_loses_questions(tmp_path: Path) -> None:
    found = await outcome(grid.stock(SEED), tmp_path)
    assert found.kills == 1
    assert len(found.lost) > 3
