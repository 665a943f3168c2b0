"""INSERT ... ON CONFLICT, which both databases know and SQLAlchemy writes for each apart."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.engine import Transaction

Insert = postgresql.Insert | sqlite.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An insert with on_conflict_do_nothing and on_conflict_do_update."""
    if tx.connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
