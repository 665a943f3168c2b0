"""The message that a person answers is read with theirs, unless the bot wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model import Attachment, ForwardOrigin, Quoted
from tests.channels.telegram.updates import (
    BOT_USER,
    CHANNEL,
    GROUP,
    HANAKO,
    Json,
    entity,
    message,
    reply,
    said,
    staff_action,
    user_message,
)
from tests.channels.telegram.updates import STAFF as STAFF_CHAT

TARO: Json = {"id": 9, "is_bot": False, "first_name": "太郎"}
NEWS: Json = {"type": "channel", "date": 0, "chat": CHANNEL, "message_id": 3}
NEWS_ORIGIN = ForwardOrigin("channel", -100700, "news_channel", "お知らせ")
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
PHOTO = [FILE | {"width": 900, "height": 600}]
ASKED = "@Madoguchi_bot これは公式ですか"


def answering(**fields: Any) -> Quoted | None:
    """What Hanako's own earlier message is read as, when she answers it."""
    return said(message("これは公式ですか", **reply(message(message_id=5, **fields)))).quoted


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "https://x.example/"}, Quoted("https://x.example/")),
        ({"text": "お知らせ", "forward_origin": NEWS}, Quoted("お知らせ", NEWS_ORIGIN)),
        ({"photo": PHOTO, "caption": "案内"}, Quoted("案内", None, Attachment("photo", "f"))),
        ({"photo": PHOTO, "forward_origin": NEWS}, Quoted("", NEWS_ORIGIN, Attachment("photo", "f"))),
        ({"document": FILE | {"mime_type": "image/jpeg"}},
         Quoted("", None, Attachment("document", "f", image=True))),
        ({"text": "/cancel 3"}, Quoted("/cancel 3")),
    ],
)  # fmt: skip
def test_what_was_answered_comes_along(fields: dict[str, Any], expected: Quoted) -> None:
    assert answering(**fields) == expected


def test_the_address_behind_its_words_and_its_buttons_is_written_out() -> None:
    marked = [entity("text_link", "公式", "公式", url="https://x.example/")]
    buttons = {"inline_keyboard": [[{"text": "入会", "url": "https://y.example/"}]]}
    quoted = answering(text="公式", entities=marked, reply_markup=buttons)
    assert quoted == Quoted("公式 (https://x.example/)\n入会 (https://y.example/)")


def test_it_is_read_whole_though_a_part_was_marked() -> None:
    answered = message("公式はこちら https://x.example/", message_id=5)
    marked = {"quote": {"text": "公式はこちら", "position": 0}}
    assert said(message("本当？", **reply(answered), **marked)).quoted == Quoted(answered["text"])


def test_a_message_that_answers_nothing_quotes_nothing() -> None:
    assert said(message("これは公式ですか")).quoted is None


def test_an_answer_to_the_bot_quotes_nothing_and_names_what_it_answers() -> None:
    heard = user_message(message("はい", **reply(message("受付番号12", message_id=5, **{"from": BOT_USER}))))
    assert heard.message.quoted is None
    assert heard.reply_to == 5


def test_a_service_message_or_the_opening_of_a_topic_says_nothing() -> None:
    assert answering(new_chat_title="研究会") is None
    assert answering(forum_topic_created={"name": "質問", "icon_color": 1}) is None


def test_an_edited_answer_still_has_what_it_answers() -> None:
    edited = message("訂正します", edit_date=1, **reply(message("https://x.example/", message_id=5)))
    assert user_message(edited, "edited_message").message.quoted == Quoted("https://x.example/")


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", [{"from": TARO}, {"from": HANAKO}, {"from": TARO, "sender_chat": CHANNEL}])
def test_in_a_group_it_may_be_anybodys(writer: Json) -> None:
    shown = message("https://x.example/", chat=GROUP, message_id=5, **writer)
    named = [entity("mention", ASKED, "@Madoguchi_bot")]
    heard = user_message(message(ASKED, chat=GROUP, entities=named, **reply(shown)))
    assert heard.message.text == "これは公式ですか"
    assert heard.message.quoted == Quoted("https://x.example/")


def test_staff_answer_what_they_answer() -> None:
    card = message("受付番号12", chat=STAFF_CHAT, message_id=5, **{"from": BOT_USER})
    assert staff_action(message("承知しました", chat=STAFF_CHAT, **reply(card))).reply_to == 5


# --- messages of other chats ---------------------------------------------------------------------


def elsewhere(origin: Json, quote: str | None = None, **fields: Any) -> Quoted | None:
    marked = {} if quote is None else {"quote": {"text": quote, "position": 0}}
    return said(message("公式？", external_reply={"origin": origin, **fields}, **marked)).quoted


def test_of_a_message_in_another_chat_its_origin_and_its_marked_words_are_read() -> None:
    assert elsewhere(NEWS, "https://x.example/") == Quoted("https://x.example/", NEWS_ORIGIN)
    assert elsewhere(NEWS, photo=PHOTO) == Quoted("", NEWS_ORIGIN, Attachment("photo", "f"))


def test_a_hidden_users_message_in_another_chat_has_only_their_name() -> None:
    hidden = {"type": "hidden_user", "date": 0, "sender_user_name": "学会広報"}
    assert elsewhere(hidden) == Quoted("", ForwardOrigin("hidden_user", title="学会広報"))


def test_ones_own_message_in_another_chat_was_not_forwarded_by_anybody() -> None:
    own = {"type": "user", "date": 0, "sender_user": HANAKO}
    assert elsewhere(own, "https://x.example/") == Quoted("https://x.example/")


def test_the_bots_own_message_in_another_chat_quotes_nothing() -> None:
    assert elsewhere({"type": "user", "date": 0, "sender_user": BOT_USER}, "受付番号12") is None
