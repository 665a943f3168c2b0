"""Polled updates that come twice or out of order, and queues that grow long."""

from __future__ import annotations

import time

import pytest
from telegram import Bot

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.updates import Signal, UpdateQueue


@pytest.fixture
def ben(server: TelegramServer) -> User:
    return server.user(2, "Ben")


async def polled(bot: Bot, limit: int = 100) -> list[tuple[int, int, str]]:
    """Update id, chat and text of one batch."""
    got = []
    for update in await bot.get_updates(limit=limit):
        assert update.message is not None
        got.append((update.update_id, update.message.chat.id, update.message.text or ""))
    return got


async def test_the_next_updates_come_twice(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.repeat_updates(2)
    for text in "abc":
        ann.says(text)
    assert [text for *_, text in await polled(bot)] == ["a", "a", "b", "b", "c"]
    assert [text for *_, text in await polled(bot)] == ["a", "b", "c"]


async def test_a_repeated_update_keeps_to_the_limit(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.repeat_updates(9)
    for text in "abc":
        ann.says(text)
    assert [text for *_, text in await polled(bot, 3)] == ["a", "a", "b"]


@pytest.mark.parametrize("within_chats", [False, True])
async def test_a_shuffled_batch_holds_the_same_updates(
    server: TelegramServer, bot: Bot, ann: User, ben: User, within_chats: bool
) -> None:
    server.shuffle_updates(3, within_chats=within_chats)
    for number in range(10):
        ann.says(str(number))
        ben.says(str(number))
    batch = await polled(bot)
    assert batch != sorted(batch)
    assert [update_id for update_id, *_ in sorted(batch)] == list(range(1000, 1020))
    for chat_id in (1, 2):
        texts = [text for _, chat, text in batch if chat == chat_id]
        assert (texts == sorted(texts)) is not within_chats
        assert all(abs(place - int(text)) <= 1 for place, text in enumerate(texts))  # neighbours only


async def test_the_same_seed_shuffles_the_same_way(
    server: TelegramServer, bot: Bot, ann: User, ben: User
) -> None:
    for number in range(10):
        ann.says(str(number))
        ben.says(str(number))
    batches = []
    for seed in (4, 4, 5):
        server.shuffle_updates(seed, within_chats=True)
        batches.append(await polled(bot))
    assert batches[0] == batches[1] != batches[2]


async def test_a_long_queue_is_emptied_without_searching_it() -> None:
    queue = UpdateQueue(Signal())
    for _ in range(50_000):
        queue.add_raw({"poll": {}})
    started, offset = time.process_time(), 0
    while queue:
        queue.confirm(offset)
        batch = queue.take(100)
        offset = batch[-1]["update_id"] + 1 if batch else offset
    assert time.process_time() - started < 5  # it is a tenth of a second; searching took minutes
