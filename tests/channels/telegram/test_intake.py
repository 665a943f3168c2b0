"""Long polling: what is acknowledged, what comes again, how it stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.intake import RawUpdate, Save, poll
from bot.errors import SettingsError
from tests.channels.telegram.conftest import TOKEN
from tests.channels.telegram.updates import CHANNEL, GROUP, PRIVATE, Json, message
from tests.telegram_server import TelegramServer, User


class Inbox:
    """Keeps what was saved; the first `failures` batches are refused."""

    def __init__(self, failures: int = 0) -> None:
        self.saved: list[RawUpdate] = []
        self.offered: list[list[int]] = []
        self._failures = failures

    async def save(self, updates: Sequence[RawUpdate]) -> None:
        self.offered.append([update.update_id for update in updates])
        if len(self.offered) <= self._failures:
            raise OSError("disk full while saving 内緒の相談")
        self.saved += updates


@asynccontextmanager
async def polling(
    channel: TelegramChannel, save: Save, offset: int | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(poll(channel, save, offset, stop))
    yield task
    stop.set()
    await asyncio.wait_for(task, 1)


async def until(condition: Callable[[], object], tries: int = 500) -> None:
    for _ in range(tries):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.channels.telegram.intake"]


# --- saving ----------------------------------------------------------------------------------------


async def test_updates_are_saved_as_they_came(server: TelegramServer, channel: TelegramChannel) -> None:
    sent = {"update_id": 70, "message": message("会費は？") | {"field_of_tomorrow": {"a": [1]}}}
    server.raw_update(sent)
    inbox = Inbox()
    async with polling(channel, inbox.save):
        await until(lambda: inbox.saved)
    assert [(update.update_id, update.chat) for update in inbox.saved] == [(70, "7")]
    assert json.loads(inbox.saved[0].payload) == sent


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": message("a", chat=GROUP)}, "-100900"),
        ({"edited_message": message("a", edit_date=1)}, "7"),
        ({"channel_post": message("a", chat=CHANNEL)}, "-100700"),
        ({"callback_query": {"id": "1", "message": message("a", chat=GROUP), "data": "yes"}}, "-100900"),
        ({"callback_query": {"id": "1", "inline_message_id": "x", "data": "yes"}}, ""),
        ({"my_chat_member": {"chat": PRIVATE}}, "7"),
        ({"poll": {"id": "1"}}, ""),
        ({"update_of_tomorrow": 5}, ""),
        ({"update_of_tomorrow": {"chat": "strange", "message": 5}}, ""),
    ],
)
async def test_an_update_names_its_chat(
    update: Json, chat: str, server: TelegramServer, channel: TelegramChannel
) -> None:
    server.raw_update(update)
    inbox = Inbox()
    async with polling(channel, inbox.save):
        await until(lambda: inbox.saved)
    assert [saved.chat for saved in inbox.saved] == [chat]


async def test_polling_asks_for_the_kinds_it_knows_and_begins_at_the_offset(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    async with polling(channel, Inbox().save, offset=55):
        await until(lambda: server.calls_of("getUpdates"))
    call = server.calls_of("getUpdates")[0]
    assert call["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert (call["offset"], call["timeout"]) == (55, 30)


async def test_an_update_is_acknowledged_only_after_it_was_saved(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    first = server.raw_update({"message": message("会費は？")})
    saving, go_on = asyncio.Event(), asyncio.Event()

    async def save(_: Sequence[RawUpdate]) -> None:
        saving.set()
        await go_on.wait()

    async with polling(channel, save):
        await asyncio.wait_for(saving.wait(), 5)
        assert len(server.world.updates) == 1
        go_on.set()
        await until(lambda: len(server.world.updates) == 0)
    assert server.calls_of("getUpdates")[-1]["offset"] == first + 1


async def test_what_could_not_be_saved_comes_again(
    server: TelegramServer, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    first = server.raw_update({"message": message("一つ目")})
    second = server.raw_update({"message": message("二つ目")})
    inbox = Inbox(failures=1)
    async with polling(channel, inbox.save):
        await until(lambda: inbox.saved)
    assert inbox.offered == [[first, second], [first, second]]
    assert logged(caplog) == ["The updates could not be saved (OSError); polling again in 1 s"]


# --- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "description", "words"),
    [
        (409, "Conflict: terminated by other getUpdates request", "Another process polls with this token"),
        (502, "Bad Gateway", "Telegram could not be reached"),
    ],
)
async def test_polling_goes_on_after_a_failure_and_says_so_once(
    status: int,
    description: str,
    words: str,
    server: TelegramServer,
    channel: TelegramChannel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.fail_next("getUpdates", status, description)
    server.raw_update({"message": message("会費は？")})
    inbox = Inbox()
    async with polling(channel, inbox.save):
        await until(lambda: inbox.saved)
    [line] = logged(caplog)
    assert words in line


async def test_the_pauses_grow_while_it_fails(
    server: TelegramServer, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("getUpdates", 500, "Internal Server Error", times=2)
    async with polling(channel, Inbox().save):
        await until(lambda: len(logged(caplog)) == 2)
    assert [line.rpartition(" in ")[2] for line in logged(caplog)] == ["1 s", "2 s"]


async def test_the_pause_telegram_asks_for_is_kept(
    server: TelegramServer, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("getUpdates", 429, retry_after=600)
    async with polling(channel, Inbox().save):
        await until(lambda: logged(caplog))
        assert len(server.calls_of("getUpdates")) == 1
    assert logged(caplog)[0].endswith("polling again in 600 s")


async def test_a_revoked_token_ends_polling(server: TelegramServer, channel: TelegramChannel) -> None:
    server.token = "123456:its_successor"
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        await poll(channel, Inbox().save, None, asyncio.Event())


async def test_a_network_failure_puts_neither_token_nor_text_in_the_log(
    server: TelegramServer, channel: TelegramChannel, quiet_logs: pytest.LogCaptureFixture
) -> None:
    server.drop_next("getUpdates")
    server.raw_update({"message": message("内緒の相談")})
    inbox = Inbox(failures=1)
    async with polling(channel, inbox.save):
        await until(lambda: len(logged(quiet_logs)) == 2)
    assert TOKEN not in quiet_logs.text
    assert "内緒" not in quiet_logs.text


# --- stopping --------------------------------------------------------------------------------------


async def test_a_long_poll_is_given_up_at_once(server: TelegramServer, channel: TelegramChannel) -> None:
    async with polling(channel, Inbox().save) as task:
        await until(lambda: server.calls_of("getUpdates"))
        assert not task.done()


async def test_a_pause_is_given_up_at_once(
    server: TelegramServer, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("getUpdates", 429, retry_after=600)
    async with polling(channel, Inbox().save) as task:
        await until(lambda: logged(caplog))
        assert not task.done()


async def test_saving_is_finished_before_it_stops(server: TelegramServer, channel: TelegramChannel) -> None:
    server.raw_update({"message": message("会費は？")})
    saving, saved = asyncio.Event(), asyncio.Event()

    async def save(_: Sequence[RawUpdate]) -> None:
        saving.set()
        await asyncio.sleep(0.1)
        saved.set()

    async with polling(channel, save):
        await asyncio.wait_for(saving.wait(), 5)
    assert saved.is_set()
