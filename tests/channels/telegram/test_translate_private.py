"""What people write to the bot."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model import Attachment, Command, ForwardOrigin
from bot.service.ports import Ignored, UserMessage
from tests.channels.telegram.updates import (
    CHANNEL,
    EDITED,
    GROUP,
    HANAKO,
    WRITTEN,
    Json,
    entity,
    message,
    read,
    reply,
    said,
    user_message,
)

FILE = {"file_unique_id": "u", "file_size": 1}
FORWARDED = {"type": "hidden_user", "date": 0, "sender_user_name": "広報"}


def test_a_private_message_carries_who_where_when_and_in_which_language() -> None:
    read_message = user_message(message("会費はいくらですか"))
    assert read_message.address == "7"
    assert read_message.chat == "7"
    assert read_message.message_id == 11
    assert read_message.reply_to is None
    assert not read_message.group
    assert read_message.message.text == "会費はいくらですか"
    assert read_message.message.at == WRITTEN
    assert read_message.message.client_language == "ja"
    assert read_message.message.command is None
    assert read_message.message.attachment is None


def test_a_reply_names_the_message_it_answers() -> None:
    assert user_message(message("はい", **reply(message("お問い合わせ", message_id=5)))).reply_to == 5


def test_in_a_topic_the_opening_message_is_not_what_one_answers() -> None:
    opening = message(message_id=3, forum_topic_created={"name": "質問", "icon_color": 1})
    assert user_message(message("はい", **reply(opening))).reply_to is None


# --- commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "command"),
    [
        ("/start", "/start", Command("start")),
        ("/start@Madoguchi_Bot", "/start@Madoguchi_Bot", Command("start")),
        ("/Cancel 12", "/Cancel", Command("cancel", "12")),
        ("/cancel@madoguchi_bot 12", "/cancel@madoguchi_bot", Command("cancel", "12")),
        ("/more 12\n二行目", "/more", Command("more", "12\n二行目")),
        ("/more\n二行目", "/more", Command("more", "二行目")),
    ],
)
def test_a_command_at_the_start_is_read(text: str, word: str, command: Command) -> None:
    assert said(message(text, entities=[entity("bot_command", text, word)])).command == command


def test_a_command_in_the_middle_is_only_text() -> None:
    text = "type /start please"
    assert said(message(text, entities=[entity("bot_command", text, "/start")])).command is None


def test_a_command_for_another_bot_is_ignored() -> None:
    text = "/start@other_bot"
    assert isinstance(read("message", message(text, entities=[entity("bot_command", text, text)])), Ignored)


def test_a_forwarded_command_is_shown_to_us_and_not_obeyed() -> None:
    text = "/cancel@other_bot 3"
    marked = [entity("bot_command", text, "/cancel@other_bot")]
    forwarded = said(message(text, entities=marked, forward_origin=FORWARDED))
    assert forwarded.command is None
    assert forwarded.text == text


# --- hidden links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "url", "expected"),
    [
        ("こちらをご覧", "こちら", "https://x.example/", "こちら (https://x.example/) をご覧"),
        ("see here", "here", "https://x.example/", "see here (https://x.example/)"),
        ("see here now", "here", "https://x.example/", "see here (https://x.example/) now"),
        ("𠮷😀 公式 です", "公式", "https://x.example/", "𠮷😀 公式 (https://x.example/) です"),
        ("https://real.example", "https://real.example", "https://x.example/",
         "https://real.example (https://x.example/)"),
        ("https://x.example/", "https://x.example/", "https://x.example/", "https://x.example/"),
    ],
)  # fmt: skip
def test_an_address_behind_words_is_written_out(text: str, words: str, url: str, expected: str) -> None:
    assert said(message(text, entities=[entity("text_link", text, words, url=url)])).text == expected


def test_an_address_behind_the_words_of_a_caption_is_written_out() -> None:
    photo = [FILE | {"file_id": "p", "width": 1, "height": 1}]
    marked = [entity("text_link", "公式", "公式", url="https://x.example/")]
    captioned = said(message(photo=photo, caption="公式", caption_entities=marked))
    assert captioned.text == "公式 (https://x.example/)"


def test_an_address_behind_a_button_of_a_forwarded_post_is_written_out() -> None:
    buttons = {"inline_keyboard": [[{"text": "入会する", "url": "https://x.example/"}, {"text": "a", "callback_data": "b"}]]}  # fmt: skip # noqa: E501 - one keyboard
    assert said(message("案内", reply_markup=buttons)).text == "案内\n入会する (https://x.example/)"


# --- forwards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"type": "user", "date": 0, "sender_user": HANAKO | {"username": "hanako"}},
         ForwardOrigin("user", 7, "hanako", "花子 山田")),
        ({"type": "hidden_user", "date": 0, "sender_user_name": "学会広報"},
         ForwardOrigin("hidden_user", title="学会広報")),
        ({"type": "chat", "date": 0, "sender_chat": GROUP},
         ForwardOrigin("chat", -100900, None, "研究会")),
        ({"type": "channel", "date": 0, "chat": CHANNEL, "message_id": 3},
         ForwardOrigin("channel", -100700, "news_channel", "お知らせ")),
    ],
    ids=["user", "hidden_user", "chat", "channel"],
)  # fmt: skip
def test_a_forward_says_where_it_came_from(origin: Json, expected: ForwardOrigin) -> None:
    assert said(message("お知らせ", forward_origin=origin)).forward == expected


# --- attachments -----------------------------------------------------------------------------------

_SMALL = FILE | {"file_id": "small", "width": 90, "height": 60}
_LARGE = FILE | {"file_id": "large", "width": 900, "height": 600}
_DOCUMENT = FILE | {"file_id": "f"}
_SOUND = FILE | {"file_id": "f", "duration": 3}
_MOVIE = _SOUND | {"width": 9, "height": 9}
_STICKER = FILE | {
    "file_id": "f", "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False,
}  # fmt: skip
_PLACE = {"latitude": 35.6, "longitude": 139.7}
_POLL: Json = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
    "members_only": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"photo": [_LARGE, _SMALL]}, Attachment("photo", "large")),
        ({"photo": [_SMALL, _LARGE]}, Attachment("photo", "large")),
        ({"document": _DOCUMENT}, Attachment("document", "f")),
        ({"document": _DOCUMENT | {"mime_type": "application/pdf"}}, Attachment("document", "f")),
        ({"document": _DOCUMENT | {"mime_type": "image/png"}}, Attachment("document", "f", image=True)),
        ({"voice": _SOUND}, Attachment("voice", "f")),
        ({"audio": _SOUND}, Attachment("voice", "f")),
        ({"video_note": _SOUND | {"length": 9}}, Attachment("voice", "f")),
        ({"sticker": _STICKER}, Attachment("sticker", "f")),
        ({"video": _MOVIE}, Attachment("other", "f")),
        ({"animation": _MOVIE, "document": _DOCUMENT}, Attachment("other", "f")),
        ({"animation": _MOVIE, "document": _DOCUMENT | {"mime_type": "image/gif"}}, Attachment("other", "f")),
        ({"location": _PLACE}, Attachment("other")),
        ({"venue": {"location": _PLACE, "title": "t", "address": "a"}}, Attachment("other")),
        ({"contact": {"phone_number": "0", "first_name": "n"}}, Attachment("other")),
        ({"poll": _POLL}, Attachment("other")),
        ({"dice": {"emoji": "🎲", "value": 3}}, Attachment("other")),
        ({"something_new": {"id": 1}}, Attachment("other")),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_what_is_not_text_becomes_an_attachment(fields: dict[str, Any], expected: Attachment) -> None:
    assert said(message(**fields)).attachment == expected


def test_a_caption_is_the_text_and_an_album_keeps_its_name() -> None:
    captioned = said(message(photo=[_SMALL], caption="この画像は本物ですか", media_group_id="g1"))
    assert captioned.text == "この画像は本物ですか"
    assert captioned.attachment == Attachment("photo", "small", "g1")


@pytest.mark.parametrize(
    "fields",
    [
        {"pinned_message": message("a")},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"new_chat_members": [HANAKO]},
        {"write_access_allowed": {}},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_service_message_is_ignored(fields: dict[str, Any]) -> None:
    assert isinstance(read("message", message(**fields)), Ignored)


# --- edits -----------------------------------------------------------------------------------------


def test_an_edit_is_marked_and_dated_by_the_edit() -> None:
    edited = read("edited_message", message("訂正します", edit_date=int(EDITED.timestamp())))
    assert isinstance(edited, UserMessage)
    assert edited.message.edited
    assert edited.message.at == EDITED
    assert edited.message.text == "訂正します"


def test_an_edited_post_that_is_forwarded_is_not_an_edit_of_ours() -> None:
    assert not said(message("転送", forward_origin=FORWARDED, edit_date=int(EDITED.timestamp()))).edited


def test_a_live_location_does_not_speak_each_time_it_moves() -> None:
    moved = message(location=_PLACE, edit_date=int(EDITED.timestamp()))
    assert isinstance(read("edited_message", moved), Ignored)
