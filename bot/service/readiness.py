"""Whether the bot can do its work, in words; None when it can."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store import facts, outbox
from bot.store.engine import Store, Transaction

_LOST = "staff_chat_lost"
_AT_WORK = "at_work"
SILENCE = timedelta(seconds=60)
"""After this long without a sign, nobody is at work."""


async def staff_chat_lost(tx: Transaction, reason: str) -> None:
    """The bot is out of the staff chat: nobody sees what it hands over, what is for it waits."""
    await facts.put(tx, _LOST, reason)


async def staff_chat_found(tx: Transaction, chat: str) -> None:
    """The bot is in the staff chat; if it was out of it, what waited goes out now."""
    if await facts.get(tx, _LOST) is not None:
        await facts.drop(tx, _LOST)
        await outbox.hurry(tx, chat)


async def at_work(tx: Transaction, at: datetime) -> None:
    """A sign that a process handles updates and sends messages."""
    await facts.put(tx, _AT_WORK, at.isoformat())


async def why_not_ready(store: Store, now: datetime) -> str | None:
    """Why the bot is not doing its work."""
    async with store.transaction() as tx:
        lost = await facts.get(tx, _LOST)
        seen = await facts.get(tx, _AT_WORK)
    if lost:
        return f"no access to the staff group ({lost})"
    if seen is None or now - datetime.fromisoformat(seen) > SILENCE:
        return "no process is at work: start python -m bot serve, or serve --worker"
    return None
