"""Long polling: what is acknowledged, what comes again, how it stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram import request
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.intake import poll
from bot.channels.telegram.raw_update import RawUpdate, Save
from bot.errors import SettingsError
from tests.channels.telegram.conftest import TOKEN, until
from tests.channels.telegram.updates import CHANNEL, GROUP, PRIVATE, Json, message
from tests.telegram_server import TelegramServer, User

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


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
    channel: TelegramChannel, save: Save, hold_seconds: int = 30
) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(poll(channel, save, stop, hold_seconds=hold_seconds))
    yield task
    stop.set()
    await asyncio.wait_for(task, 1)


def offsets(server: TelegramServer) -> list[int | None]:
    return [call.get("offset") for call in server.calls_of("getUpdates")]


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


async def test_polling_asks_for_the_kinds_it_knows_and_begins_without_an_offset(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    async with polling(channel, Inbox().save):
        await until(lambda: server.calls_of("getUpdates"))
    call = server.calls_of("getUpdates")[0]
    assert call["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert call["timeout"] == 30
    assert "offset" not in call


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
    assert offsets(server)[-1] == first + 1


async def test_an_offset_is_forgotten_when_nothing_waits_behind_it(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    first = server.raw_update({"message": message("一つ目")})
    inbox = Inbox()
    async with polling(channel, inbox.save, hold_seconds=0):
        await until(lambda: len(server.calls_of("getUpdates")) >= 4)
    assert offsets(server)[:4] == [None, first + 1, None, None]
    assert inbox.offered == [[first]]


async def test_ids_may_come_in_any_order_and_twice(server: TelegramServer, channel: TelegramChannel) -> None:
    for update_id in (72, 70, 72, 71):
        server.raw_update({"update_id": update_id, "message": message("会費は？")})
    inbox = Inbox()
    async with polling(channel, inbox.save, hold_seconds=0):
        await until(lambda: len(server.calls_of("getUpdates")) >= 2)
    assert inbox.offered == [[72, 70, 72, 71]]
    assert offsets(server)[:2] == [None, 73]


async def test_what_was_saved_is_acknowledged_though_the_next_call_fails(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    first = server.raw_update({"message": message("一つ目")})

    async def save(_: Sequence[RawUpdate]) -> None:
        server.fail_next("getUpdates", 502, "Bad Gateway")

    async with polling(channel, save):
        await until(lambda: len(server.calls_of("getUpdates")) == 3)
    assert offsets(server) == [None, first + 1, first + 1]


async def test_what_could_not_be_saved_comes_again(
    server: TelegramServer, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    first = server.raw_update({"message": message("一つ目")})
    second = server.raw_update({"message": message("二つ目")})
    inbox = Inbox(failures=1)
    async with polling(channel, inbox.save):
        await until(lambda: inbox.saved)
    assert inbox.offered == [[first, second], [first, second]]
    assert logged(caplog) == ["the updates could not be saved (OSError); polling again in 1 s"]


# --- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "description", "words"),
    [
        (409, "Conflict: terminated by other getUpdates request", "another process polls with this token"),
        (409, WEBHOOK_ACTIVE, "give all processes the same settings and start this one again"),
        (502, "Bad Gateway", "the call to Telegram failed: Bad Gateway"),
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
        await poll(channel, Inbox().save, asyncio.Event())


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


# --- waiting ---------------------------------------------------------------------------------------


async def test_a_long_poll_may_last_longer_than_any_other_call(
    server: TelegramServer, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "READ_SECONDS", 0.1)
    assert await channel.client.raw_updates(None, 1) == []
