"""The jobs of an office, and what stands in its tables after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.core.practice import Practice
from bot.service.timetable.upkeep import Upkeep
from bot.store.tables import metadata
from tests.service.scene import Scene

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT_MOST_JOBS = 100


async def jobs_done(scene: Scene) -> None:
    """Everything that is due now."""
    upkeep = Upkeep(scene.office)
    for _ in range(AT_MOST_JOBS):
        if not await upkeep.do_next():
            return
    raise AssertionError("the jobs never end")


async def cleaned_up(scene: Scene) -> None:
    """As on every start of a day."""
    await Upkeep(scene.office).begin()
    await jobs_done(scene)
    await scene.runner.drain()


async def kept(scene: Scene) -> dict[str, list[object]]:
    """Every value in every column, by table and column."""
    found: dict[str, list[object]] = {}
    async with scene.transaction() as tx:
        for table in metadata.sorted_tables:
            rows = (await tx.connection.execute(select(table))).all()
            for place, column in enumerate(table.columns):
                found[f"{table.name}.{column.name}"] = [row[place] for row in rows]
    return found


async def where_it_stands(scene: Scene, *markers: str) -> list[str]:
    """The columns in which one of these is found, what is sealed opened before."""
    found = await kept(scene)
    return sorted(
        column
        for column, values in found.items()
        if any(marker in _read(scene, value) for value in values for marker in markers)
    )


async def count(scene: Scene, table: str) -> int:
    ((number,),) = await scene.rows(f"SELECT COUNT(*) FROM {table}")  # noqa: S608  # our own names
    return int(str(number))


def practising(scene: Scene, practice: Practice) -> Scene:
    """The same office with other settings about personal data."""
    return Scene(replace(scene.office, practice=practice), scene.channel, scene.clock)


def _read(scene: Scene, value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    return scene.office.store.vault.open_bytes(value).decode(errors="replace")
