"""Brings a database to the newest version; of several processes at once one does it, the others wait."""

from __future__ import annotations

import zlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreError
from bot.store.address import shown
from bot.store.errors import first_line

MIGRATIONS = Path(__file__).parent / "migrations"
_GUARD = zlib.crc32(b"madoguchi migrations")


async def bring_to_newest(engine: AsyncEngine) -> None:
    """StoreError when the database is newer than this program or cannot be used."""
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except CommandError as error:
        raise StoreError(f"the database was made by a newer version of this program: {error}") from error
    except (DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise StoreError(f"the database {shown(engine.url)} cannot be opened: {first_line(cause)}") from None


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite the transaction itself keeps the others out
        connection.execute(text("SELECT pg_advisory_xact_lock(:guard)"), {"guard": _GUARD})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
