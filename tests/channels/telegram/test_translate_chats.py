"""The staff chat, other groups, buttons, and the bot's own comings and goings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.telegram.translate import translate
from bot.core.model import Command
from bot.service.ports import BotPresence, ChatMoved, Ignored, StaffMember, UserMessage
from tests.channels.telegram.updates import (
    ANONYMOUS,
    BOT,
    BOT_USER,
    CHANNEL,
    GROUP,
    HANAKO,
    PRIVATE,
    RECEIVED,
    STAFF,
    Json,
    entity,
    message,
    read,
    reply,
    staff_action,
    user_message,
)

OTHER_BOT: Json = {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}
OUR_POST = message("受付番号12", message_id=5, **{"from": BOT_USER})


# --- the staff chat --------------------------------------------------------------------------------


def test_a_reply_in_the_staff_chat_is_an_action_of_that_member() -> None:
    action = staff_action(message("承知しました", chat=STAFF, **reply(OUR_POST | {"chat": STAFF})))
    assert action.staff == StaffMember("7", "花子 山田")
    assert action.chat == "-100500"
    assert action.message_id == 11
    assert action.text == "承知しました"
    assert action.reply_to == 5
    assert action.command is None


def test_a_command_in_the_staff_chat_is_read() -> None:
    text = "/queue@madoguchi_bot all"
    marked = [entity("bot_command", text, "/queue@madoguchi_bot")]
    assert staff_action(message(text, chat=STAFF, entities=marked)).command == Command("queue", "all")


def test_the_caption_of_a_file_by_staff_is_its_text() -> None:
    document = {"file_id": "f", "file_unique_id": "u"}
    assert staff_action(message(chat=STAFF, document=document, caption="資料です")).text == "資料です"


@pytest.mark.parametrize(
    "sender",
    [
        {"from": ANONYMOUS, "sender_chat": STAFF, "author_signature": "会長"},
        {"from": ANONYMOUS, "author_signature": "会長"},
        {"from": HANAKO, "sender_chat": STAFF, "author_signature": "会長"},
    ],
)
def test_an_administrator_in_the_name_of_the_group_is_anonymous(sender: dict[str, Any]) -> None:
    staff = staff_action(message("対応します", chat=STAFF, **sender)).staff
    assert staff.anonymous
    assert staff.name == "会長"


COMMAND_ELSEWHERE = message(
    "/queue@other_bot", chat=STAFF, entities=[entity("bot_command", "/queue@other_bot", "/queue@other_bot")]
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("message", message("受付番号12", chat=STAFF, **{"from": BOT_USER})),
        ("message", message("定期通知", chat=STAFF, **{"from": OTHER_BOT})),
        ("message", message("お知らせ", chat=STAFF, sender_chat=CHANNEL)),
        ("message", message(chat=STAFF, new_chat_members=[HANAKO])),
        ("message", message(chat=STAFF, pinned_message=message("a", chat=STAFF))),
        ("message", COMMAND_ELSEWHERE),
        ("edited_message", message("訂正", chat=STAFF, edit_date=1)),
    ],
    ids=["own", "other_bot", "channel", "joined", "pinned", "other_command", "edit"],
)
def test_what_is_no_action_of_a_member_is_ignored(kind: str, content: Json) -> None:
    assert isinstance(read(kind, content), Ignored)


# --- other groups ----------------------------------------------------------------------------------


def in_group(text: str, *marked: Json, **fields: Any) -> Json:
    return message(text, chat=GROUP, entities=list(marked), **fields)


NAMED = "@Madoguchi_bot このアカウントは公式ですか"
IN_TEXT = "窓口さん、会費は？"
ADDRESSED = "/contact@madoguchi_bot mail"


@pytest.mark.parametrize(
    ("content", "text", "command"),
    [
        (in_group(NAMED, entity("mention", NAMED, "@Madoguchi_bot")), "このアカウントは公式ですか", None),
        (in_group(IN_TEXT, entity("text_mention", IN_TEXT, "窓口さん", user=BOT_USER)), "、会費は？", None),
        (in_group("会費は？", **reply(OUR_POST | {"chat": GROUP})), "会費は？", None),
        (in_group(ADDRESSED, entity("bot_command", ADDRESSED, "/contact@madoguchi_bot")),
         "/contact mail", Command("contact", "mail")),
        (in_group("/help", entity("bot_command", "/help", "/help"), **reply(OUR_POST | {"chat": GROUP})),
         "/help", Command("help")),
    ],
    ids=["mention", "text_mention", "reply", "addressed_command", "command_in_reply"],
)  # fmt: skip
def test_in_a_group_the_bot_hears_what_is_said_to_it(
    content: Json, text: str, command: Command | None
) -> None:
    heard = user_message(content)
    assert heard.group
    assert (heard.address, heard.chat) == ("7", "-100900")
    assert heard.message.text == text
    assert heard.message.command == command


NAMED_OTHER = "@other_bot 会費は？"
TOPIC = message(chat=GROUP, message_id=2, forum_topic_created={"name": "t", "icon_color": 1}) | {
    "from": BOT_USER
}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("message", in_group("会費は？")),
        ("message", in_group("/help", entity("bot_command", "/help", "/help"))),
        ("message", in_group(NAMED_OTHER, entity("mention", NAMED_OTHER, "@other_bot"))),
        ("message", in_group("会費は？", **reply(message("a", chat=GROUP, message_id=4)))),
        ("message", in_group("会費は？", **reply(TOPIC))),
        ("message", in_group(NAMED, entity("mention", NAMED, "@Madoguchi_bot"), **{"from": ANONYMOUS})),
        ("message", in_group(NAMED, entity("mention", NAMED, "@Madoguchi_bot"), sender_chat=CHANNEL)),
        ("message", message(chat=GROUP, migrate_from_chat_id=-900)),
        ("edited_message", in_group(NAMED, entity("mention", NAMED, "@Madoguchi_bot"), edit_date=1)),
        ("channel_post", message(NAMED, chat=CHANNEL)),
        ("edited_channel_post", message(NAMED, chat=CHANNEL)),
    ],
)  # fmt: skip
def test_in_a_group_everything_else_is_ignored(kind: str, content: Json) -> None:
    assert isinstance(read(kind, content), Ignored)


def test_a_group_that_became_a_supergroup_has_moved() -> None:
    basic = {"id": -900, "type": "group", "title": "研究会"}
    assert read("message", message(chat=basic, migrate_to_chat_id=-100901)) == ChatMoved("-900", "-100901")


# --- buttons ---------------------------------------------------------------------------------------


def press(chat: Json, **fields: Any) -> Json:
    pressed = message("どちらですか", chat=chat, message_id=20, **{"from": BOT_USER})
    return {
        "id": "555",
        "from": HANAKO,
        "chat_instance": "1",
        "message": pressed,
        "data": "cancel 12",
    } | fields


def test_a_press_in_a_private_chat_is_a_command_dated_by_its_arrival() -> None:
    pressed = user_message(press(PRIVATE), "callback_query")
    assert pressed.callback == "555"
    assert pressed.message_id == 20
    assert pressed.message.command == Command("cancel", "12")
    assert pressed.message.at == RECEIVED
    assert pressed.message.client_language == "ja"
    assert not pressed.group


def test_a_press_in_the_staff_chat_is_an_action() -> None:
    action = staff_action(press(STAFF), "callback_query")
    assert (action.callback, action.message_id) == ("555", 20)
    assert action.command == Command("cancel", "12")
    assert action.staff == StaffMember("7", "花子 山田")


def test_a_press_in_another_group_belongs_to_who_pressed() -> None:
    pressed = user_message(press(GROUP), "callback_query")
    assert pressed.group
    assert (pressed.address, pressed.chat) == ("7", "-100900")


def test_a_press_below_a_deleted_message_still_counts() -> None:
    gone = {"chat": PRIVATE, "message_id": 20, "date": 0}
    assert user_message(press(PRIVATE, message=gone), "callback_query").message_id == 20


@pytest.mark.parametrize(
    "fields",
    [{"message": None, "inline_message_id": "x"}, {"data": None, "game_short_name": "g"}],
    ids=["inline", "game"],
)
def test_a_press_elsewhere_is_ignored(fields: dict[str, Any]) -> None:
    given = {key: value for key, value in press(PRIVATE, **fields).items() if value is not None}
    assert isinstance(read("callback_query", given), Ignored)


# --- presence --------------------------------------------------------------------------------------

_RIGHTS = (
    "can_change_info", "can_invite_users", "can_pin_messages", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_manage_topics", "can_send_audios", "can_send_documents",
    "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_edit_tag",
    "can_react_to_messages",
)  # fmt: skip


def restricted(*, is_member: bool, can_send: bool) -> Json:
    rights = dict.fromkeys(_RIGHTS, False) | {"can_send_messages": can_send}
    return {"status": "restricted", "until_date": 0, "is_member": is_member, **rights}


def administrator() -> Json:
    names = (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories",
    )  # fmt: skip
    return {"status": "administrator", **dict.fromkeys(names, False)}


@pytest.mark.parametrize(
    ("chat", "status", "present"),
    [
        (PRIVATE, {"status": "kicked", "until_date": 0}, False),
        (PRIVATE, {"status": "member"}, True),
        (GROUP, {"status": "member"}, True),
        (GROUP, administrator(), True),
        (GROUP, {"status": "left"}, False),
        (STAFF, {"status": "kicked", "until_date": 0}, False),
        (GROUP, restricted(is_member=True, can_send=True), True),
        (GROUP, restricted(is_member=True, can_send=False), False),
        (GROUP, restricted(is_member=False, can_send=True), False),
    ],
)
def test_the_bot_is_present_where_it_may_write(chat: Json, status: Json, present: bool) -> None:
    assert read("my_chat_member", change(chat, status)) == BotPresence(str(chat["id"]), present)


def change(chat: Json, status: Json) -> Json:
    before = {"user": BOT_USER, "status": "left"}
    return {"chat": chat, "from": HANAKO, "date": 1, "old_chat_member": before,
            "new_chat_member": {"user": BOT_USER, **status}}  # fmt: skip


def test_the_place_of_the_bot_in_a_channel_is_ignored() -> None:
    assert isinstance(read("my_chat_member", change(CHANNEL, {"status": "left"})), Ignored)


# --- everything else -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["poll_answer_of_tomorrow", "deleted_business_messages_2"])
def test_an_update_of_an_unknown_kind_is_ignored_by_its_name(kind: str) -> None:
    assert read(kind, {"id": 1}) == Ignored(f"no use for {kind}")


def test_an_empty_update_is_ignored() -> None:
    assert isinstance(translate(b'{"update_id": 1}', None, BOT, RECEIVED), Ignored)


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"\xff\xfe", b"no json", b"[]", b"{}", b'"text"', b'{"update_id": "1"}',
        b'{"update_id": 1, "message": {"text": "no chat"}}',
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "callback_query": {"id": "1"}}',
    ],
)  # fmt: skip
def test_what_is_no_update_is_a_value_error(payload: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the readers' own messages differ
        translate(payload, None, BOT, RECEIVED)


def test_without_a_staff_chat_the_same_group_is_any_group() -> None:
    payload = json.dumps({"update_id": 1, "message": message("会費は？", chat=STAFF)}).encode()
    assert isinstance(translate(payload, None, BOT, RECEIVED), Ignored)
    private = json.dumps({"update_id": 1, "message": message("会費は？")}).encode()
    assert isinstance(translate(private, None, BOT, RECEIVED), UserMessage)
