"""The way to the database: counted, and broken when a test says so."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from bot.service.office import Office
from bot.store.engine import Store
from bot.store.errors import OperationalError


class Way:
    """Stands before every transaction of a store."""

    def __init__(self, writer: AbstractAsyncContextManager[object]) -> None:
        self._writer = writer
        self.transactions = 0
        self.failures = 0
        """So many of the next transactions do not begin."""

    async def __aenter__(self) -> None:
        self.transactions += 1
        await asyncio.sleep(0)  # a database takes its time
        if self.failures:
            self.failures -= 1
            raise OperationalError("BEGIN", None, ConnectionError("the database is away"))
        await self._writer.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._writer.__aexit__(*error)  # type: ignore[arg-type]  # as it was handed to us


def by_way(store: Store) -> tuple[Store, Way]:
    """The same store, reached by a way of which the test disposes."""
    way = Way(store.writer)
    return replace(store, writer=way), way


def office_by_way(office: Office) -> tuple[Office, Way]:
    store, way = by_way(office.store)
    return replace(office, store=store), way
