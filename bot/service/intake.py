"""Raw updates into the inbox, before they are acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.service.ports import Clock
from bot.store import facts, inbox
from bot.store.engine import Store

OFFSET = "telegram_offset"


class RawUpdate(Protocol):
    """An update as the channel received it."""

    @property
    def update_id(self) -> int: ...
    @property
    def chat(self) -> str: ...
    @property
    def payload(self) -> bytes: ...


class Intake:
    """Keeps updates of one channel; `offset` is the next one to ask the channel for."""

    def __init__(self, store: Store, channel: str, clock: Clock) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock

    async def offset(self) -> int | None:
        async with self._store.transaction() as tx:
            value = await facts.get(tx, f"{OFFSET}:{self._channel}")
        return int(value) if value else None

    async def save(self, updates: Iterable[RawUpdate]) -> None:
        """Commit updates and the offset behind them; what came before is not kept twice."""
        async with self._store.transaction() as tx:
            for update in updates:
                key = f"{self._channel}:{update.update_id}"
                await inbox.add(tx, key, update.chat, update.payload, self._clock())
                await facts.put(tx, f"{OFFSET}:{self._channel}", str(update.update_id + 1))
