"""What arrives at Telegram, and what a failure becomes."""

from __future__ import annotations

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.core.model import Attachment
from bot.service.ports import Edit, Key, Moved, Post, Toast, TryLater, Undeliverable, Unreachable
from tests.channels.telegram.conftest import TOKEN, noon
from tests.telegram_server import Group, Message, TelegramServer, User
from tests.telegram_server.methods import METHODS

KEYS = ((Key("はい", "yes 12"), Key("いいえ", "no 12")), (Key("開く", "https://jsi.example/"),))
BUTTONS = [[("はい", "yes 12"), ("いいえ", "no 12")], [("開く", "https://jsi.example/")]]


def last(server: TelegramServer, chat_id: int = 7) -> Message:
    return server.messages(chat_id)[-1]


# --- posts -----------------------------------------------------------------------------------------


async def test_a_post_arrives_as_plain_text_with_its_keys(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    message_id = await channel.deliver(Post("7", "*会費* <b>_です_", KEYS))
    assert message_id == last(server).id
    assert last(server).text == "*会費* <b>_です_"
    assert last(server).buttons == BUTTONS
    assert not last(server).silent
    sent = server.calls_of("sendMessage")[-1]
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in sent


async def test_a_post_can_answer_a_message_and_be_silent(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    question = hanako.says("会費は？")
    await channel.deliver(Post("7", "一万円です", reply_to=question, silent=True))
    assert last(server).reply_to == question
    assert last(server).silent


async def test_an_answer_to_a_deleted_message_arrives_all_the_same(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    await channel.deliver(Post("7", "一万円です", reply_to=999))
    assert last(server).text == "一万円です"
    assert last(server).reply_to is None


# --- attachments -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "kept_as", "method"),
    [
        ("photo", "Photo", "sendPhoto"),
        ("document", "Document", "sendDocument"),
        ("voice", "VoiceNote", "sendVoice"),
        ("voice", "Audio", "sendAudio"),
        ("other", "Video", "sendVideo"),
        ("other", "Animation", "sendAnimation"),
    ],
)
async def test_an_attachment_goes_on_by_its_id_with_the_text_as_caption(
    kind: str, kept_as: str, method: str, server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    server.file("file-id", b"content", kind=kept_as)
    post = Post("-100500", "受付番号12", KEYS, attachment=attachment(kind))
    assert await channel.deliver(post) == last(server, staff_chat.id).id
    assert server.calls[-1].method == method
    assert last(server, staff_chat.id).text == "受付番号12"
    assert last(server, staff_chat.id).buttons == BUTTONS


def attachment(kind: str) -> Attachment:
    return Attachment(kind, "file-id")  # type: ignore[arg-type]  # the table's kinds are plain strings


@pytest.mark.parametrize(("kind", "kept_as"), [("sticker", "Sticker"), ("voice", "VideoNote")])
async def test_what_holds_no_caption_goes_before_its_text(
    kind: str, kept_as: str, server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    server.file("file-id", b"content", kind=kept_as)
    message_id = await channel.deliver(Post("-100500", "受付番号12", KEYS, attachment=attachment(kind)))
    file, text = server.messages(staff_chat.id)
    assert (file.text, file.buttons) == ("", [])
    assert (text.id, text.text, text.buttons) == (message_id, "受付番号12", BUTTONS)


async def test_a_text_too_long_for_a_caption_goes_on_below_with_the_keys(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    server.file("file-id", b"content", name="photo.jpg")
    long_text = "あ" * 1000 + "𠮷" * 1000
    message_id = await channel.deliver(Post("-100500", long_text, KEYS, attachment=attachment("photo")))
    file, text = server.messages(staff_chat.id)
    assert file.text + text.text == long_text
    assert file.buttons == []
    assert (text.id, text.buttons) == (message_id, BUTTONS)


async def test_a_file_telegram_refuses_does_not_hold_back_its_text(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    post = Post("-100500", "受付番号12", KEYS, attachment=attachment("photo"))
    assert await channel.deliver(post) == last(server, staff_chat.id).id
    assert (last(server, staff_chat.id).text, last(server, staff_chat.id).buttons) == ("受付番号12", BUTTONS)


async def test_a_refused_file_without_text_is_undeliverable(
    channel: TelegramChannel, staff_chat: Group
) -> None:
    with pytest.raises(Undeliverable):
        await channel.deliver(Post("-100500", "", attachment=attachment("photo")))


async def test_an_attachment_without_an_id_leaves_its_text(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    await channel.deliver(Post("7", "位置情報", attachment=Attachment("other")))
    assert last(server).text == "位置情報"


# --- edits -----------------------------------------------------------------------------------------


async def test_an_edit_replaces_text_and_keys(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    message_id = await channel.deliver(Post("7", "受付中", KEYS)) or 0
    assert await channel.deliver(Edit("7", message_id, "対応済み")) is None
    assert (last(server).text, last(server).buttons) == ("対応済み", [])


async def test_an_edit_that_changes_nothing_is_done(channel: TelegramChannel, hanako: User) -> None:
    message_id = await channel.deliver(Post("7", "受付中", KEYS)) or 0
    assert await channel.deliver(Edit("7", message_id, "受付中", KEYS)) is None


async def test_an_edit_reaches_the_caption_of_a_card_with_a_file(
    server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    server.file("file-id", b"content", name="photo.jpg")
    message_id = await channel.deliver(Post("-100500", "受付中", KEYS, attachment=attachment("photo"))) or 0
    for _ in range(2):
        await channel.deliver(Edit("-100500", message_id, "対応済み" + "あ" * 2000))
    assert last(server, staff_chat.id).text.startswith("対応済み")
    assert last(server, staff_chat.id).buttons == []


async def test_an_edit_of_a_deleted_message_is_undeliverable(channel: TelegramChannel, hanako: User) -> None:
    with pytest.raises(Undeliverable, match="not found"):
        await channel.deliver(Edit("7", 999, "対応済み"))


# --- toasts ----------------------------------------------------------------------------------------


async def pressed(server: TelegramServer, channel: TelegramChannel, hanako: User) -> str:
    await channel.deliver(Post("7", "どちらですか", KEYS))
    return hanako.presses(last(server), "はい")


async def test_a_toast_answers_the_press(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    query = await pressed(server, channel, hanako)
    assert await channel.deliver(Toast("7", query, "承りました", alert=True)) is None
    assert [(a.id, a.text, a.show_alert) for a in server.answers] == [(query, "承りました", True)]


async def test_a_toast_without_text_only_stops_the_spinner(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    query = await pressed(server, channel, hanako)
    await channel.deliver(Toast("7", query))
    assert [(a.id, a.text) for a in server.answers] == [(query, None)]


async def test_a_long_toast_is_cut(server: TelegramServer, channel: TelegramChannel, hanako: User) -> None:
    query = await pressed(server, channel, hanako)
    await channel.deliver(Toast("7", query, "あ" * 300))
    assert [a.text for a in server.answers] == ["あ" * 199 + "…"]


async def test_a_toast_that_comes_too_late_is_done(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    query = await pressed(server, channel, hanako)
    server.query_lifetime = 0
    assert await channel.deliver(Toast("7", query, "承りました")) is None
    assert server.answers == []


# --- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "description", "expected", "unsure"),
    [
        (400, "Bad Request: chat not found", Unreachable, False),
        (400, "Bad Request: message is too long", Undeliverable, False),
        (400, "Bad Request: not enough rights to send text messages to the chat", Unreachable, False),
        (401, "Unauthorized", TryLater, False),
        (403, "Forbidden: bot was blocked by the user", Unreachable, False),
        (403, "Forbidden: bot was kicked from the supergroup chat", Unreachable, False),
        (409, "Conflict: terminated by other getUpdates request", TryLater, False),
        (500, "Internal Server Error", TryLater, True),
        (502, "Bad Gateway", TryLater, True),
        (504, "", TryLater, True),
    ],
)
async def test_each_refusal_becomes_one_of_ours(
    status: int,
    description: str,
    expected: type[Exception],
    unsure: bool,
    server: TelegramServer,
    channel: TelegramChannel,
    hanako: User,
) -> None:
    server.fail_next("sendMessage", status, description)
    with pytest.raises(expected) as caught:
        await channel.deliver(Post("7", "会費は一万円です"))
    assert caught.type is expected
    assert getattr(caught.value, "seconds", None) is None
    assert getattr(caught.value, "unsure", False) is unsure


async def test_too_many_requests_say_how_long_to_wait(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.fail_next("sendMessage", 429, retry_after=7)
    with pytest.raises(TryLater) as caught:
        await channel.deliver(Post("7", "会費は一万円です"))
    assert (caught.value.seconds, caught.value.unsure) == (7.0, False)


async def test_a_blocked_bot_cannot_reach_the_person(channel: TelegramChannel, hanako: User) -> None:
    hanako.blocks()
    with pytest.raises(Unreachable):
        await channel.deliver(Post("7", "会費は一万円です"))


async def test_a_migrated_group_gives_its_new_id(server: TelegramServer, channel: TelegramChannel) -> None:
    server.group(-900, "事務局").migrate(-100901)
    with pytest.raises(Moved) as caught:
        await channel.deliver(Post("-900", "受付番号12"))
    assert caught.value.new == "-100901"


async def test_a_refused_connection_is_for_later_and_surely_nothing_arrived() -> None:
    channel = TelegramChannel(TOKEN, noon, base_url="http://127.0.0.1:9")
    with pytest.raises(TryLater) as started:
        await channel.start()
    with pytest.raises(TryLater) as sent:
        await channel.deliver(Post("7", "会費は一万円です"))
    await channel.stop()
    assert (started.value.unsure, sent.value.unsure, sent.value.seconds) == (False, False, None)


@pytest.mark.parametrize(("lost", "arrived"), [("refuse_next", 0), ("drop_next", 1)])
async def test_after_a_lost_reply_nobody_can_tell_whether_the_message_arrived(
    lost: str, arrived: int, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    getattr(server, lost)("sendMessage")
    with pytest.raises(TryLater) as caught:
        await channel.deliver(Post("7", "会費は一万円です"))
    assert caught.value.unsure
    assert len(server.messages(7)) == arrived


async def test_an_answer_that_cannot_be_read_is_not_asked_for_again(
    channel: TelegramChannel, hanako: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(METHODS, "sendMessage", lambda world, params: {"date": 5})
    with pytest.raises(Undeliverable, match="could not be read"):
        await channel.deliver(Post("7", "会費は一万円です"))


async def test_no_failure_names_the_token(quiet_logs: pytest.LogCaptureFixture) -> None:
    unreachable = TelegramChannel(TOKEN, noon, base_url="http://127.0.0.1:9")
    refused = TelegramChannel(TOKEN, noon, base_url="http://[broken")
    for channel in (unreachable, refused):
        with pytest.raises(TryLater):
            await channel.start()
        with pytest.raises(TryLater) as caught:
            await channel.deliver(Post("7", "秘密の相談"))
        assert TOKEN not in str(caught.value)
        assert caught.value.__suppress_context__
        await channel.stop()
    assert TOKEN not in quiet_logs.text
    assert "秘密" not in quiet_logs.text
