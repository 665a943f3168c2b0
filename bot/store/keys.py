"""Which keys a database was written with, and the change to new ones."""

from __future__ import annotations

from sqlalchemy import Table, bindparam, select, update

from bot.store import facts
from bot.store.engine import Store, Transaction
from bot.store.lookups import LOOKUP_KEY
from bot.store.tables import metadata

KEY_CHECK = "key_check"
AT_ONCE = 10
"""Rows read together: one may hold a file of many megabytes."""


async def check_key(store: Store) -> None:
    """StoreError when the database was written with other keys; what it holds could not be read later.

    As long as there is an older key, each start changes what is not sealed with the newest: a process that
    did not have it yet may have gone on sealing with the older one after the first change.
    """
    async with store.transaction() as tx:
        sealed = await facts.get(tx, KEY_CHECK)
        if sealed is not None:
            tx.vault.open(sealed.encode())
            if tx.vault.has_older:
                await _change_keys(tx)
        await facts.put(tx, KEY_CHECK, tx.vault.seal(KEY_CHECK).decode())


async def _change_keys(tx: Transaction) -> None:
    """Seal everything with the newest key, so that the older ones can be taken away."""
    for table in metadata.sorted_tables:
        for name in (column.name for column in table.c if column.name.startswith("sealed_")):
            await _reseal(tx, table, name)
    lookups = await facts.get(tx, LOOKUP_KEY)
    if lookups is not None:
        await facts.put(tx, LOOKUP_KEY, tx.vault.reseal(lookups.encode()).decode())


async def _reseal(tx: Transaction, table: Table, name: str) -> None:
    (row_id,), column = table.primary_key.columns, table.c[name]
    change = update(table).where(row_id == bindparam("row")).values({name: bindparam("sealed")})
    its_rows = select(row_id).where(column.is_not(None)).order_by(row_id).with_for_update()
    ids = (await tx.connection.scalars(its_rows)).all()
    for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        found = await tx.connection.execute(select(row_id, column).where(row_id.in_(some)))
        older = ((row, sealed) for row, sealed in found if not tx.vault.is_newest(sealed))
        rows = [{"row": row, "sealed": tx.vault.reseal(sealed)} for row, sealed in older]
        if rows:
            await tx.connection.execute(change, rows)
