"""Starting: what is made ready, and what is refused with a clear line."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.core.assistant import Assistant
from bot.errors import SettingsError
from tests.end_to_end.http import look
from tests.end_to_end.madoguchi import STAFF_CHAT, TALK_EN, Madoguchi, free_port
from tests.telegram_server import Group, TelegramServer, User

COMMANDS = [
    *("start", "help", "language", "contact", "privacy"),
    *("mydata", "export", "delete", "status", "cancel"),
]


async def test_the_commands_are_registered_in_every_language_with_descriptions(
    app: Madoguchi, telegram: TelegramServer, assistant: Assistant
) -> None:
    menus = {
        (call["scope"]["type"], call.get("language_code") or ""): call["commands"]
        for call in telegram.calls_of("setMyCommands")
    }
    for language in ("", "ja", "en"):
        menu = menus["all_private_chats", language]
        wording = assistant.handbook.wording[language or "ja"]
        assert [command["command"] for command in menu] == COMMANDS
        assert [c["description"] for c in menu] == [wording[f"command.{name}"] for name in COMMANDS]
    [queue] = menus["chat", ""]
    assert (queue["command"], queue["description"]) == ("queue", app.ja("command.queue"))
    scopes = [c["scope"] for c in telegram.calls_of("setMyCommands") if c["scope"]["type"] == "chat"]
    assert [str(scope["chat_id"]) for scope in scopes] == [str(STAFF_CHAT)]


async def test_without_command_menus_everything_works_all_the_same(
    stopped: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.fail_next("setMyCommands", 400, "Bad Request: no")
    await stopped.start()
    await stopped.hand_over(ann, TALK_EN)
    assert "the command menus could not be set" in stopped.log


async def test_a_start_waits_for_a_telegram_that_cannot_be_reached(
    stopped: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.fail_next("getMe", 502, "Bad Gateway")
    telegram.refuse_next("getChat")
    await stopped.start()
    await stopped.ask(ann, "What is your phone number?", "03-3373-9576")


async def test_a_bot_that_waits_for_telegram_stops_when_told(
    stopped: Madoguchi, telegram: TelegramServer
) -> None:
    telegram.fail_next("getMe", 502, "Bad Gateway", times=100)
    starting = stopped.begin()
    await stopped.logs("Telegram cannot be reached")
    await stopped.stop()
    assert starting.done()


async def test_without_a_token_it_serves_its_pages_and_asks_nothing_of_telegram(
    stopped: Madoguchi, telegram: TelegramServer
) -> None:
    port = free_port()
    await stopped.start(telegram_bot_token=None, staff_chat_id=None, host="127.0.0.1", port=port)
    assert "日本画像学会" in (await look(port, "/chat")).text
    desk = await look(port, "/desk")
    assert desk.status == 403
    assert "事務局の画面は、起動した端末から開きます" in desk.text
    assert telegram.calls_of("getMe") == []


async def test_with_a_token_the_chat_on_the_web_is_offered_only_if_that_is_set(stopped: Madoguchi) -> None:
    port = free_port()
    await stopped.start(host="127.0.0.1", port=port)
    assert (await look(port, "/chat")).status == 404
    assert (await look(port, "/desk")).status == 200


async def test_without_a_staff_group_the_start_is_refused(stopped: Madoguchi) -> None:
    with pytest.raises(SettingsError, match="STAFF_CHAT_ID: not set"):
        await stopped.start(staff_chat_id=None)


@pytest.mark.parametrize("token", ["123456:wrong", "nonsense"])
async def test_a_wrong_token_is_refused_without_showing_it(token: str, stopped: Madoguchi) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
        await stopped.start(telegram_bot_token=SecretStr(token))
    assert "\n" not in str(caught.value)
    assert token not in str(caught.value) + stopped.log


@pytest.mark.parametrize(
    ("status", "reason"), [("left", "not a member"), ("kicked", "kicked"), ("restricted", "may not write")]
)
async def test_a_staff_group_where_the_bot_cannot_write_is_refused(
    status: str, reason: str, stopped: Madoguchi, telegram: TelegramServer, staff_group: Group
) -> None:
    staff_group.set_status(telegram.bot, status)  # type: ignore[arg-type]  # the table's words are plain strings
    with pytest.raises(SettingsError, match="STAFF_CHAT_ID") as caught:
        await stopped.start()
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_staff_group_that_does_not_exist_or_is_a_channel_is_refused(
    stopped: Madoguchi, telegram: TelegramServer
) -> None:
    with pytest.raises(SettingsError, match=r"STAFF_CHAT_ID: .*not found"):
        await stopped.start(staff_chat_id="-1")
    telegram.channel(-100700, "お知らせ")
    with pytest.raises(SettingsError, match=r"STAFF_CHAT_ID: .*channel"):
        await stopped.start(staff_chat_id="-100700")
