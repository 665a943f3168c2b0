"""Whether the bot can do its work: without its staff chat nobody sees what it hands over."""

from __future__ import annotations

from bot.store import facts, outbox
from bot.store.engine import Store, Transaction

_LOST = "staff_chat_lost"


async def staff_chat_lost(tx: Transaction, reason: str) -> None:
    """The bot is out of the staff chat; what is for it waits."""
    await facts.put(tx, _LOST, reason)


async def staff_chat_found(tx: Transaction, chat: str) -> None:
    """The bot is in the staff chat; if it was out of it, what waited goes out now."""
    if await facts.get(tx, _LOST) is not None:
        await facts.drop(tx, _LOST)
        await outbox.hurry(tx, chat)


async def why_not_ready(store: Store) -> str | None:
    """Why the bot is not doing its work, in words; None when it is."""
    async with store.transaction() as tx:
        lost = await facts.get(tx, _LOST)
    return f"no access to the staff group ({lost})" if lost else None
