"""The database: migrate, ready, dead-letters, retry, feedback, retention; new-key for its keys."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.app.basics import check_settings, now, open_database, promised
from bot.cli.parts import Commands, add_command, print_utf8
from bot.errors import SettingsError
from bot.service.readiness import why_not_ready
from bot.service.timetable.upkeep import plan_now, report_due, told
from bot.settings import Settings
from bot.store import dead_letters, feedback
from bot.store.address import is_missing
from bot.store.encryption import new_key
from bot.store.engine import Transaction

Result = TypeVar("Result")


def add(commands: Commands) -> None:
    add_command(commands, "migrate", _migrate, "bring the database to the newest version")
    add_command(
        commands, "ready", _ready, "tell whether the running bot can do its work (exit status 0 or 1)"
    )
    add_command(commands, "dead-letters", _dead_letters, "list what could not be handled or delivered")
    retry = add_command(commands, "retry", _retry, "have dead letters tried again")
    retry.add_argument("letters", nargs="+", metavar="NAME", help="in-12, out-7 ... or all")
    add_command(commands, "feedback", _feedback, "print what people said of answers, one JSON object a line")
    retention = add_command(
        commands, "retention", _retention, "tell what has been kept long enough to be deleted"
    )
    retention.add_argument("--now", action="store_true", help="have the running bot delete it now")
    add_command(commands, "new-key", _new_key, "print a new key for ENCRYPTION_KEYS")


def _migrate(settings: Settings, _chosen: argparse.Namespace) -> int:
    check_settings(settings)

    async def migrate() -> None:
        await (await open_database(settings)).close()

    asyncio.run(migrate())
    print("the database is up to date")
    return 0


def _ready(settings: Settings, _chosen: argparse.Namespace) -> int:
    async def reason() -> str | None:
        if is_missing(settings.database):
            return "the bot has not run here"
        store = await open_database(settings)
        try:
            return await why_not_ready(store, now())
        finally:
            await store.close()

    why = asyncio.run(reason())
    print(f"not ready: {why}" if why else "ready")
    return 1 if why else 0


def _dead_letters(settings: Settings, _chosen: argparse.Namespace) -> int:
    for letter in asyncio.run(_with_database(settings, dead_letters.listed)):
        print(f"{letter.name}  {letter.at:%Y-%m-%d %H:%M} UTC  {letter.error}")
    return 0


def _retry(settings: Settings, chosen: argparse.Namespace) -> int:
    """Have dead letters tried again; 1 when one of the names fits none."""

    async def revive(tx: Transaction) -> dict[str, bool]:
        names = chosen.letters
        if names == ["all"]:
            names = [letter.name for letter in await dead_letters.listed(tx)]
        return {name: await dead_letters.revive(tx, name) for name in names}

    revived = asyncio.run(_with_database(settings, revive))
    for name, done in revived.items():
        print(f"{name}: tried again" if done else f"{name}: no such dead letter")
    return 0 if all(revived.values()) else 1


def _feedback(settings: Settings, _chosen: argparse.Namespace) -> int:
    print_utf8()
    for label in asyncio.run(_with_database(settings, feedback.labels)):
        print(json.dumps(label, ensure_ascii=False))
    return 0


def _retention(settings: Settings, chosen: argparse.Namespace) -> int:
    """Deleted in a transaction that is rolled back: what is told is what the bot would do."""
    keeping = promised(settings, ()).keeping
    report, last = asyncio.run(_with_database(settings, lambda tx: report_due(tx, keeping, now())))
    print(f"kept long enough: {told(report)}")
    print(f"last clean-up: {last or 'none yet'}")
    if chosen.now:
        asyncio.run(_with_database(settings, lambda tx: plan_now(tx, now())))
        print("the running bot does it now; without one, it does so when it starts")
    return 0


async def _with_database(settings: Settings, do: Callable[[Transaction], Awaitable[Result]]) -> Result:
    """SettingsError where there is no database yet: asking about it must not make one."""
    if is_missing(settings.database):
        raise SettingsError("DATABASE_URL, MADOGUCHI_DATA_DIR: the bot has not run here")
    store = await open_database(settings)
    try:
        async with store.transaction() as tx:
            return await do(tx)
    finally:
        await store.close()


def _new_key(_settings: Settings, _chosen: argparse.Namespace) -> int:
    print(new_key())
    return 0
