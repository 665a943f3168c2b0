"""Single values that outlive a process, by name."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from bot.store.engine import Transaction
from bot.store.tables import facts
from bot.store.upsert import insert

_VALUE = select(facts.c.value).where(facts.c.name == bindparam("wanted"))


async def get(tx: Transaction, name: str) -> str | None:
    return await tx.connection.scalar(_VALUE, {"wanted": name})


async def put(tx: Transaction, name: str, value: str) -> None:
    statement = insert(tx, facts).values(name=name, value=value)
    await tx.connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def put_first(tx: Transaction, name: str, value: str) -> str:
    """Put the value unless there is one; gives the one that stands."""
    statement = insert(tx, facts).values(name=name, value=value)
    await tx.connection.execute(statement.on_conflict_do_nothing(index_elements=["name"]))
    return await get(tx, name) or value


async def drop(tx: Transaction, name: str) -> None:
    await tx.connection.execute(delete(facts).where(facts.c.name == name))
