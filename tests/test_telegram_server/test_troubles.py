"""Failures at random."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import new_client

ALL_KINDS = {"429": 0.1, "502": 0.1, "502_after": 0.1, "refuse": 0.1, "drop": 0.1, "409": 0.1}


async def fates(bot: Bot, times: int) -> list[str]:
    """How so many messages fare, by the error's name."""
    met = []
    for number in range(times):
        try:
            await bot.send_message(1, str(number))
            met.append("")
        except TelegramError as error:
            met.append(str(error))
    return met


async def test_the_same_seed_brings_the_same_trouble(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.trouble(7, ALL_KINDS)
    first = await fates(bot, 60)
    counted = Counter(server.troubles)
    server.trouble(7, ALL_KINDS)
    await bot.get_me()
    assert await fates(bot, 60) == first
    assert set(counted) == {"429", "502", "502_after", "refuse", "drop"}
    assert len([fate for fate in first if fate]) == counted.total()
    server.trouble(8, ALL_KINDS, ["sendMessage"])
    assert await fates(bot, 60) != first


@pytest.mark.parametrize(
    ("kind", "error", "is_sent"),
    [
        ("429", RetryAfter, False),
        ("502", NetworkError, False),
        ("502_after", NetworkError, True),
        ("refuse", NetworkError, False),
        ("drop", NetworkError, True),
    ],
)
async def test_trouble_comes_before_or_after_acting(
    server: TelegramServer, bot: Bot, ann: User, kind: str, error: type[TelegramError], is_sent: bool
) -> None:
    server.trouble(1, {kind: 1.0})
    with pytest.raises(error):
        await bot.send_message(1, "x")
    assert bool(server.messages(1)) is is_sent
    assert server.troubles == {kind: 1}
    server.calm()
    assert await bot.send_message(1, "y")


async def test_a_conflict_befalls_polling_only(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.trouble(1, {"409": 1.0})
    assert await bot.send_message(1, "x")
    with pytest.raises(Conflict, match="only one bot instance"):
        await bot.get_updates()
    assert server.troubles == {"409": 1}


async def test_trouble_can_be_for_some_methods_only(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.trouble(1, {"502": 1.0}, ["getUpdates"])
    assert await bot.send_message(1, "x")
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_a_fast_server_asks_for_a_short_wait() -> None:
    async with TelegramServer(speed=20) as server, new_client(server) as bot:
        server.trouble(1, {"429": 1.0}, ["getChat"])
        with pytest.raises(RetryAfter) as caught:
            await bot.get_chat(1)
    assert caught.value.retry_after == timedelta(seconds=0.05)


@pytest.mark.parametrize(
    ("rates", "words"), [({"503": 0.1}, "no such trouble"), ({"502": 0.6, "drop": 0.6}, "add up")]
)
def test_impossible_trouble_is_refused(rates: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        TelegramServer().trouble(1, rates)
