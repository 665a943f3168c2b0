from __future__ import annotations

from bot.store import facts
from bot.store.engine import Transaction


async def test_a_fact_is_the_last_thing_put(tx: Transaction) -> None:
    assert await facts.get(tx, "offset") is None
    for value in ("7", "8"):
        await facts.put(tx, "offset", value)
        assert await facts.get(tx, "offset") == value
    assert await facts.get(tx, "Offset") is None


async def test_a_fact_that_is_dropped_is_gone_and_may_be_dropped_again(tx: Transaction) -> None:
    await facts.put(tx, "offset", "7")
    await facts.put(tx, "staff_chat_lost", "removed")
    for _ in range(2):
        await facts.drop(tx, "offset")
        assert await facts.get(tx, "offset") is None
    assert await facts.get(tx, "staff_chat_lost") == "removed"
