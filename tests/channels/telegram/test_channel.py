"""Starting, the staff's membership, and whether the staff chat can be reached."""

from __future__ import annotations

import json

import pytest

from bot.channels.telegram.addressing import BotIdentity
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import webhook_secret
from bot.errors import SettingsError
from bot.service.ports import Channel, Moved, StaffMember, TryLater, UserMessage
from tests.channels.telegram.conftest import TOKEN, Monotonic, noon
from tests.channels.telegram.updates import PRIVATE, message
from tests.telegram_server import Group, TelegramServer, User

WEBHOOK = "https://madoguchi.example/telegram"
HANAKO = StaffMember("7", "花子")
CHAT = "-100500"


# --- start -----------------------------------------------------------------------------------------


async def test_a_started_channel_knows_itself_and_is_a_channel(channel: TelegramChannel) -> None:
    as_port: Channel = channel
    assert as_port.name == "telegram"
    assert channel.identity == BotIdentity(123456, "madoguchi_bot")


async def test_polling_ends_a_webhook_and_keeps_what_waits(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.world.webhook_url = WEBHOOK
    server.raw_update({"message": message("待っています")})
    await channel.use_polling()
    assert server.world.webhook_url == ""
    assert len(await channel.client.raw_updates(None, 0)) == 1


async def test_a_webhook_is_set_with_its_secret_and_gets_what_waits(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.raw_update({"message": message("待っています")})
    secret = webhook_secret(TOKEN)
    await channel.use_webhook(WEBHOOK, secret)
    assert server.calls_of("setWebhook") == [
        {
            "url": WEBHOOK,
            "secret_token": secret,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
            "max_connections": 40,
            "drop_pending_updates": False,
        }
    ]
    assert len(server.world.updates) == 1


async def test_logging_in_leaves_a_webhook_as_it_is(server: TelegramServer) -> None:
    server.world.webhook_url = WEBHOOK
    channel = TelegramChannel(TOKEN, noon, base_url=f"{server.url}/")
    await channel.start()
    await channel.stop()
    assert server.world.webhook_url == WEBHOOK


async def test_a_webhook_address_telegram_refuses_is_a_matter_of_settings(channel: TelegramChannel) -> None:
    with pytest.raises(SettingsError, match="an https url must"):
        await channel.use_webhook("http://madoguchi.example/telegram", webhook_secret(TOKEN))


@pytest.mark.parametrize("method", ["deleteWebhook", "setWebhook"])
@pytest.mark.parametrize(
    ("status", "expected"), [(401, SettingsError), (409, TryLater), (429, TryLater), (502, TryLater)]
)
async def test_how_updates_come_is_arranged_later_or_is_a_matter_of_settings(
    method: str, status: int, expected: type[Exception], server: TelegramServer, channel: TelegramChannel
) -> None:
    server.fail_next(method, status, "no", retry_after=1 if status == 429 else None)
    with pytest.raises(expected):
        await (channel.use_polling() if method == "deleteWebhook" else channel.use_webhook(WEBHOOK, "s"))


async def test_a_refused_token_is_a_matter_of_settings_and_is_not_named(server: TelegramServer) -> None:
    channel = TelegramChannel("123456:wrong", noon, base_url=server.url)
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
        await channel.start()
    assert "123456:wrong" not in str(caught.value)
    await channel.stop()


async def test_a_start_that_failed_for_now_can_be_repeated(server: TelegramServer) -> None:
    channel = TelegramChannel(TOKEN, noon, base_url=server.url)
    server.refuse_next("getMe")
    with pytest.raises(TryLater):
        await channel.start()
    with pytest.raises(RuntimeError):
        _ = channel.identity
    await channel.start()
    assert channel.identity.id == 123456
    await channel.stop()


async def test_a_working_channel_does_not_log_the_token(
    server: TelegramServer, quiet_logs: pytest.LogCaptureFixture
) -> None:
    channel = TelegramChannel(TOKEN, noon, base_url=server.url)
    await channel.start()
    await channel.stop()
    assert TOKEN not in quiet_logs.text


async def test_a_press_is_dated_by_the_clock(channel: TelegramChannel) -> None:
    press = {
        "id": "5",
        "from": {"id": 7, "is_bot": False, "first_name": "花子"},
        "chat_instance": "1",
        "message": message("どちらですか", chat=PRIVATE),
        "data": "yes",
    }
    inbound = channel.translate(json.dumps({"update_id": 1, "callback_query": press}).encode(), None)
    assert isinstance(inbound, UserMessage)
    assert inbound.message.at == noon()


# --- staff -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [("creator", True), ("administrator", True), ("member", True), ("left", False), ("kicked", False)],
)
async def test_only_present_members_are_staff(
    status: str, expected: bool, channel: TelegramChannel, staff_chat: Group, hanako: User
) -> None:
    staff_chat.set_status(hanako, status)  # type: ignore[arg-type]  # the table's words are plain strings
    assert await channel.is_staff(HANAKO, CHAT) is expected


@pytest.mark.parametrize("in_chat", [True, False])
async def test_a_restricted_member_is_staff_while_in_the_chat(
    in_chat: bool, channel: TelegramChannel, staff_chat: Group, hanako: User
) -> None:
    staff_chat.set_status(hanako, "restricted", in_chat=in_chat)
    assert await channel.is_staff(HANAKO, CHAT) is in_chat


@pytest.mark.parametrize(
    "staff",
    [StaffMember("7", "会長", anonymous=True), StaffMember("web:7", "花子"), StaffMember("8888", "誰か")],
    ids=["anonymous", "of_another_channel", "unknown_to_telegram"],
)
async def test_who_cannot_be_told_to_be_a_member_is_not_staff(
    staff: StaffMember, channel: TelegramChannel, staff_chat: Group
) -> None:
    assert not await channel.is_staff(staff, CHAT)


async def test_membership_is_asked_again_after_a_minute(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group, hanako: User, monotonic: Monotonic
) -> None:
    assert await channel.is_staff(HANAKO, CHAT)
    staff_chat.set_status(hanako, "left")
    monotonic.seconds = 59.0
    assert await channel.is_staff(HANAKO, CHAT)
    assert len(server.calls_of("getChatMember")) == 1
    monotonic.seconds = 60.0
    assert not await channel.is_staff(HANAKO, CHAT)


async def test_who_joins_is_staff_at_once(
    channel: TelegramChannel, server: TelegramServer, staff_chat: Group
) -> None:
    newcomer = server.user(9, "太郎")
    assert not await channel.is_staff(StaffMember("9", "太郎"), CHAT)
    staff_chat.add(newcomer)
    assert await channel.is_staff(StaffMember("9", "太郎"), CHAT)


async def test_a_membership_that_cannot_be_told_now_is_for_later(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    server.fail_next("getChatMember", 500, "Internal Server Error")
    with pytest.raises(TryLater):
        await channel.is_staff(HANAKO, CHAT)
    assert await channel.is_staff(HANAKO, CHAT)


async def test_in_a_chat_that_shut_the_bot_out_nobody_is_staff(
    channel: TelegramChannel, staff_chat: Group
) -> None:
    staff_chat.kick_bot()
    assert not await channel.is_staff(HANAKO, CHAT)


async def test_in_a_chat_that_moved_its_members_are_staff(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.group(-900, "事務局", [hanako]).migrate(-100901)
    assert await channel.is_staff(HANAKO, "-900")
    assert not await channel.is_staff(StaffMember("9", "太郎"), "-900")


# --- the staff chat --------------------------------------------------------------------------------


async def test_a_staff_chat_with_the_bot_in_it_is_reached(
    channel: TelegramChannel, staff_chat: Group
) -> None:
    assert await channel.can_reach(CHAT) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [("kicked", "kicked"), ("left", "not a member"), ("restricted", "may not write")],
)
async def test_where_the_bot_may_not_write_the_reason_is_told(
    status: str, words: str, server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    staff_chat.set_status(server.bot, status)  # type: ignore[arg-type]  # the table's words are plain strings
    assert words in (await channel.can_reach(CHAT) or "")


async def test_a_staff_chat_that_moved_names_its_new_id(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.group(-900, "事務局").migrate(-100901)
    with pytest.raises(Moved) as caught:
        await channel.can_reach("-900")
    assert caught.value.new == "-100901"


async def test_a_staff_chat_that_cannot_be_asked_about_now_is_for_later(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.refuse_next("getChat")
    with pytest.raises(TryLater):
        await channel.can_reach(CHAT)


async def test_a_chat_that_does_not_exist_or_is_a_channel_is_told(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.channel(-100700, "お知らせ")
    assert "not found" in (await channel.can_reach("-1") or "")
    assert "channel" in (await channel.can_reach("-100700") or "")
