"""Telegram's rate limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import new_client
from tests.telegram_server.errors import ApiError
from tests.telegram_server.limits import Limits, Window

GROUP = -50


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """One whose second takes twenty: however busy the machine, what a test sends at once is at once."""
    async with TelegramServer(speed=0.05) as running:
        yield running


async def seconds_to_wait(bot: Bot, chat_id: int, text: str = "x") -> float:
    """0 if the message was sent."""
    try:
        await bot.send_message(chat_id, text)
    except RetryAfter as error:
        told = error.retry_after
        return told.total_seconds() if isinstance(told, timedelta) else told
    return 0


def test_a_window_has_room_again_when_its_oldest_is_old_enough() -> None:
    window = Window(2, 1.0)
    for now in (0.0, 0.5):
        assert window.wait(now) == 0
        window.add(now)
    assert window.wait(0.75) == pytest.approx(0.25)
    assert window.wait(1.0) == 0
    window.add(1.0)
    assert window.wait(1.25) == pytest.approx(0.25)


async def test_without_limits_anything_goes(server: TelegramServer, bot: Bot, ann: User) -> None:
    assert [await seconds_to_wait(bot, 1) for _ in range(40)] == [0] * 40
    assert server.too_many == 0


async def test_a_chat_takes_one_message_a_second(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.user(2, "Ben", started=True)
    server.limit()
    waits = [await seconds_to_wait(bot, chat_id, text) for chat_id, text in ((1, "a"), (1, "b"), (2, "c"))]
    assert waits == [0, 20, 0]
    assert [message.text for message in server.messages(1)] == ["a"]
    assert server.too_many == 1


async def test_what_waited_as_told_is_sent() -> None:
    async with TelegramServer(limited=True) as server, new_client(server) as bot:
        server.user(1, "Ann", started=True)
        assert await seconds_to_wait(bot, 1) == 0
        assert await seconds_to_wait(bot, 1) == 1
        await asyncio.sleep(1)
        assert await seconds_to_wait(bot, 1) == 0


async def test_everybody_together_gets_thirty_a_second(server: TelegramServer, bot: Bot) -> None:
    server.limit()
    for number in range(1, 41):
        server.user(number, "Somebody", started=True)
    waits = await asyncio.gather(*(seconds_to_wait(bot, number) for number in range(1, 41)))
    assert (waits.count(0), server.too_many) == (30, 10)


def test_a_group_takes_twenty_a_minute() -> None:
    server, seconds, waits = TelegramServer(), 0.0, []
    server.group(GROUP, "Staff")
    limits = Limits(clock=lambda: seconds)
    for number in range(24):
        seconds = 2.0 * number
        try:
            limits.check(server.world, "sendMessage", {"chat_id": GROUP})
        except ApiError as error:
            waits.append((seconds, error.parameters))
    assert waits == [(now, {"retry_after": 60 - now}) for now in (40, 42, 44, 46)]
    assert limits.too_many == 4


def test_a_person_takes_more_than_twenty_a_minute() -> None:
    server, seconds = TelegramServer(), 0.0
    server.user(1, "Ann")
    limits = Limits(clock=lambda: seconds)
    for number in range(60):
        seconds = float(number)
        limits.check(server.world, "sendMessage", {"chat_id": 1})
    assert limits.too_many == 0


async def test_edits_and_copies_count_but_answers_and_questions_do_not(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
    message = await bot.send_message(1, "Sure?", reply_markup=keyboard)
    query = ann.presses(server.messages(1)[0], "yes")
    server.limit()
    await bot.edit_message_text("Done", 1, message.id)
    with pytest.raises(RetryAfter):
        await bot.copy_message(1, 1, message.id)
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("Again", 1, message.id)
    await bot.answer_callback_query(query)
    await bot.get_chat(1)
    await bot.get_updates()
    assert server.too_many == 2
