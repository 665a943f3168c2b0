"""The menu of commands."""

from __future__ import annotations

import json

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.commands import register
from bot.core.commands import NAMES
from bot.service.ports import TryLater, Undeliverable
from tests.telegram_server import Group, TelegramServer

TEXTS = {language: {name: f"{language} {name}" for name in NAMES} for language in ("ja", "en", "zh-Hant")}
PRIVATE = json.dumps({"type": "all_private_chats"})


async def test_people_see_the_commands_in_their_language_or_the_default(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    await register(channel.client, TEXTS, "ja")
    shown = server.world.commands
    assert set(shown) == {(PRIVATE, ""), (PRIVATE, "ja"), (PRIVATE, "en")}
    assert shown[PRIVATE, ""] == shown[PRIVATE, "ja"]
    names = [command["command"] for command in shown[PRIVATE, "en"]]
    assert names[:5] == ["start", "help", "language", "contact", "privacy"]
    assert names[5:] == ["mydata", "export", "delete", "status", "cancel"]
    assert shown[PRIVATE, "en"][0]["description"] == "en start"


async def test_the_staff_chat_sees_the_queue_only(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    await register(channel.client, TEXTS, "ja", staff_chat="-100500", queue="未対応の一覧")
    [commands] = [menu for (scope, _), menu in server.world.commands.items() if "-100500" in scope]
    assert commands == [{"command": "queue", "description": "未対応の一覧"}]


async def test_a_staff_chat_without_the_bot_is_told(channel: TelegramChannel) -> None:
    with pytest.raises(Undeliverable):
        await register(channel.client, TEXTS, "ja", staff_chat="-1", queue="未対応の一覧")


async def test_a_failure_is_for_later(server: TelegramServer, channel: TelegramChannel) -> None:
    server.fail_next("setMyCommands", 429, retry_after=3)
    with pytest.raises(TryLater):
        await register(channel.client, TEXTS, "ja")
