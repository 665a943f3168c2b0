"""Updates pushed to a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import refusal
from tests.telegram_server.errors import JsonDict
from tests.test_telegram_server.hook import Hook, serving

DEADLINE = 20.0


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(allow_http_webhook=True) as running:
        yield running


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with serving(Hook()) as running:
        yield running


@pytest.fixture
def ben(server: TelegramServer) -> User:
    return server.user(2, "Ben")


async def delivered(server: TelegramServer, times: int) -> None:
    """Waits until so many pushes were answered with success and nothing is left."""

    def is_done() -> bool:
        good = [one for one in server.deliveries if one.status == 200]
        return len(good) >= times and not server.world.updates

    await server.wait_until(is_done, timeout=DEADLINE)


async def test_an_update_is_pushed_with_the_secret(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    ann.says("before")
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    ann.says("after")
    await delivered(server, 2)
    assert hook.texts == ["before", "after"]
    for headers in hook.headers:
        assert headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-"
        assert headers["Content-Type"] == "application/json"
    assert [one.status for one in server.deliveries] == [200, 200]


async def test_without_a_secret_there_is_no_header(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    ann.says("hi")
    await delivered(server, 1)
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[0]


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    hook.statuses = [500] * 100
    await bot.set_webhook(hook.url)
    ann.says("one")
    ann.says("two")
    await server.wait_until(lambda: len(server.deliveries) == 2, timeout=DEADLINE)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.pending_update_count == 2
    hook.statuses.clear()
    await delivered(server, 2)
    *tries, last = hook.texts
    assert set(tries) == {"one"}
    assert len(tries) >= 3
    assert last == "two"
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_webhook_that_is_down_gets_everything_once_it_is_up(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    async with serving(Hook()) as gone:
        await bot.set_webhook(gone.url)
    ann.says("hi")
    await server.wait_until(lambda: server.deliveries, timeout=DEADLINE)
    assert server.deliveries[0].status is None
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"
    async with serving(Hook(), port=int(gone.url.rsplit(":")[-1].removesuffix("/hook"))) as back:
        await delivered(server, 1)
    assert back.texts == ["hi"]


async def test_chats_are_served_at_once_but_each_in_turn(
    server: TelegramServer, bot: Bot, ann: User, ben: User, hook: Hook
) -> None:
    both, running, most = asyncio.Event(), [0, 0, 0], [0, 0, 0]

    async def meet(update: JsonDict) -> None:
        chat: int = update["message"]["chat"]["id"]
        running[chat] += 1
        most[chat] = max(most[chat], running[chat])
        if running[1] and running[2]:
            both.set()
        await asyncio.wait_for(both.wait(), DEADLINE)
        running[chat] -= 1

    hook.meanwhile = meet
    await bot.set_webhook(hook.url)
    for text in "abc":
        ann.says(text)
        ben.says(text)
    await delivered(server, 6)
    assert most == [0, 1, 1]
    assert hook.texts_of(1) == hook.texts_of(2) == ["a", "b", "c"]


async def test_max_connections_bounds_the_chats_served_at_once(
    server: TelegramServer, bot: Bot, hook: Hook
) -> None:
    running = most = 0

    async def count(_update: JsonDict) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    hook.meanwhile = count
    await bot.set_webhook(hook.url, max_connections=3)
    for number in range(10, 22):
        server.user(number, "Somebody").says("hi")
    await delivered(server, 12)
    assert most == 3


async def test_a_deleted_webhook_leaves_what_is_pending_to_polling(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    hook.statuses = [500] * 100
    await bot.set_webhook(hook.url)
    ann.says("hi")
    await server.wait_until(lambda: server.deliveries)
    await bot.delete_webhook()
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "hi"
    tried = len(server.deliveries)
    await asyncio.sleep(0.3)
    assert len(server.deliveries) == tried


async def test_a_webhook_set_anew_can_drop_what_is_pending(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    hook.statuses = [500]
    await bot.set_webhook(hook.url)
    ann.says("dropped")
    await server.wait_until(lambda: server.deliveries)
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    ann.says("kept")
    await delivered(server, 1)
    assert hook.texts == ["dropped", "kept"]


async def test_a_webhook_set_anew_interrupts_nothing(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    arrived, goes_on = asyncio.Event(), asyncio.Event()

    async def hold(_update: JsonDict) -> None:
        arrived.set()
        await asyncio.wait_for(goes_on.wait(), DEADLINE)

    hook.meanwhile = hold
    await bot.set_webhook(hook.url, secret_token="old")
    ann.says("one")
    ann.says("two")
    await asyncio.wait_for(arrived.wait(), DEADLINE)
    await bot.set_webhook(hook.url, secret_token="new")
    goes_on.set()
    await delivered(server, 2)
    assert hook.texts == ["one", "two"]
    assert [one["X-Telegram-Bot-Api-Secret-Token"] for one in hook.headers] == ["old", "new"]


async def test_updates_are_pushed_twice_when_told(
    server: TelegramServer, bot: Bot, ann: User, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    server.repeat_updates(2)
    for text in "abc":
        ann.says(text)
    await delivered(server, 5)
    assert hook.texts == ["a", "a", "b", "b", "c"]
    assert [update["update_id"] for update in hook.updates] == [1000, 1000, 1001, 1001, 1002]


@pytest.mark.parametrize("within_chats", [False, True])
async def test_shuffled_chats_overtake_each_other(
    server: TelegramServer, bot: Bot, ann: User, ben: User, hook: Hook, within_chats: bool
) -> None:
    server.shuffle_updates(5, within_chats=within_chats)
    in_order = [f"{number:02}" for number in range(20)]
    for text in in_order:
        ann.says(text)
        ben.says(text)
    await bot.set_webhook(hook.url)
    await delivered(server, 40)
    ids = [update["update_id"] for update in hook.updates]
    assert ids != sorted(ids)
    assert sorted(hook.texts_of(1)) == sorted(hook.texts_of(2)) == in_order
    assert (hook.texts_of(1) == hook.texts_of(2) == in_order) is not within_chats


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://example.org/hook", "", "https url must be provided"),
        ("ftp://127.0.0.1/hook", "", "https url must be provided"),
        ("http://127.0.0.1/hook", "a b", "secret token contains unallowed characters"),
        ("http://127.0.0.1/hook", "é", "secret token contains unallowed characters"),
        ("http://127.0.0.1/hook", "x" * 257, "secret token is too long"),
    ],
)
async def test_a_webhook_is_refused_in_telegrams_words(bot: Bot, url: str, secret: str, words: str) -> None:
    assert words in (await refusal(bot.set_webhook(url, secret_token=secret))).lower()
    assert (await bot.get_webhook_info()).url == ""
