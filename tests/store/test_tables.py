from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, MetaData, Table, Text, text

from bot.store import tickets
from bot.store.engine import Store, Transaction
from bot.store.tables import metadata
from tests.store.rows import a_ticket

TOKYO = timezone(timedelta(hours=9))


async def differences(store: Store, tables: MetaData) -> list[Any]:
    """What a migration would have to change to make the database what the tables say."""

    def compare(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found: list[Any] = compare_metadata(context, tables)
        return found

    async with store.engine.connect() as connection:
        return await connection.run_sync(compare)


async def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    assert await differences(store, metadata) == []


async def test_a_column_without_a_migration_would_be_found(store: Store) -> None:
    more = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(more)
    more.tables["tickets"].append_column(Column("colour", Text))
    Table("parcels", more, Column("id", Text, primary_key=True))
    found = {(kind, getattr(what[-1], "name", what)) for kind, *what in await differences(store, more)}
    assert found == {("add_column", "colour"), ("add_table", "parcels")}


async def test_every_column_that_may_hold_what_people_wrote_is_sealed_or_redacted() -> None:
    raw = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if "payload" in c.name}
    assert raw == {"inbox.sealed_payload", "outbox.sealed_payload"}


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 4, 1, 12, 0, tzinfo=TOKYO),
        datetime(2026, 4, 1, 3, 0, tzinfo=UTC),
        datetime(2026, 3, 31, 20, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-7))),
    ],
)
async def test_moments_are_kept_in_utc_and_come_back_with_their_zone(tx: Transaction, at: datetime) -> None:
    ticket = await a_ticket(tx)
    await tickets.change(tx, ticket.number, at, only_from=("new",), event="claimed", actor="sato")
    found = (await tickets.get(tx, ticket.number)).updated_at
    assert found == at
    assert found.tzinfo == UTC
    stored = await tx.connection.scalar(text("SELECT updated_at FROM tickets"))
    assert str(stored).startswith(at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"))
