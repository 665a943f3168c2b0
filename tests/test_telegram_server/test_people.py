"""The test's side: what people do arrives as updates python-telegram-bot understands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from tests.telegram_server import (
    Group,
    TelegramServer,
    User,
    origin_channel,
    origin_chat,
    origin_hidden_user,
    origin_user,
)

YES_OR_SITE = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="y"),
            InlineKeyboardButton("Site", url="https://example.org"),
        ]
    ]
)


@pytest.fixture
def group(server: TelegramServer, ann: User) -> Group:
    return server.supergroup(-100500, "Staff", creator=ann)


@pytest.fixture
def basic(server: TelegramServer, ann: User) -> Group:
    return server.group(-50, "Staff", creator=ann)


async def only_message(bot: Bot) -> Message:
    [update] = await bot.get_updates()
    assert update.message is not None
    return update.message


def holds(parsed: object, sent: object) -> bool:
    """Whether everything that was sent is in what the library made of it."""
    if isinstance(sent, dict) and isinstance(parsed, dict):
        return all(name in parsed and holds(parsed[name], value) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(parsed, list):
        return len(sent) == len(parsed) and all(map(holds, parsed, sent))
    return parsed == sent


async def test_a_private_text_arrives_with_its_author(bot: Bot, ann: User) -> None:
    message_id = ann.says("hello")
    message = await only_message(bot)
    assert (message.id, message.text) == (message_id, "hello")
    assert (message.chat.type, message.chat.id) == ("private", 1)
    assert message.from_user is not None
    assert (message.from_user.username, message.from_user.language_code) == ("ann", "en")


async def test_commands_and_mentions_are_marked_in_utf16_units(bot: Bot, ann: User) -> None:
    ann.says("/start@test_bot 🙂 @ben a/b mail@example")
    message = await only_message(bot)
    marked = [(entity.type, message.parse_entity(entity)) for entity in message.entities]
    assert marked == [("bot_command", "/start@test_bot"), ("mention", "@ben")]


async def test_given_entities_replace_the_found_ones(bot: Bot, ann: User) -> None:
    ann.says("/bold", entities=[{"type": "bold", "offset": 0, "length": 5}])
    assert [entity.type for entity in (await only_message(bot)).entities] == ["bold"]


async def test_a_group_text_can_reply_to_the_bot(bot: Bot, ann: User, group: Group) -> None:
    asked = await bot.send_message(group.id, "Why?")
    ann.says("Because", chat=group, reply_to=asked.id)
    message = await only_message(bot)
    assert (message.chat.id, message.chat.title) == (group.id, "Staff")
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Why?"


async def test_message_ids_count_per_chat(ann: User, group: Group) -> None:
    assert [ann.says("a"), ann.says("b"), ann.says("c", chat=group)] == [1, 2, 1]


async def test_an_edited_message_arrives_as_such(server: TelegramServer, bot: Bot, ann: User) -> None:
    ann.edits(ann.says("one"), "two")
    ann.edits(ann.sends_photo(caption="three"), "four")
    edited = [one.edited_message for one in await bot.get_updates() if one.edited_message]
    assert [(one.text or one.caption) for one in edited] == ["two", "four"]
    assert edited[0].edit_date is not None
    assert server.messages(1)[0].edits == ["one"]


@pytest.mark.parametrize("button", ["Yes", "y"])
async def test_a_button_is_pressed_by_label_or_data(
    server: TelegramServer, bot: Bot, ann: User, button: str
) -> None:
    await bot.send_message(1, "Sure?", reply_markup=YES_OR_SITE)
    query_id = ann.presses(server.messages(1)[0], button)
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "y", 1)
    assert isinstance(query.message, Message)
    assert query.message.reply_markup == YES_OR_SITE


async def test_a_stale_button_and_a_deleted_message_can_be_pressed(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    sent = await bot.send_message(1, "Sure?", reply_markup=YES_OR_SITE)
    message = server.messages(1)[0]
    await bot.delete_message(1, sent.id)
    ann.presses(message, "from-before", stale=True)
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "from-before"
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_media_arrive_and_can_be_downloaded(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.file("my-photo", b"pixels")
    ann.sends_photo("my-photo", "Look", media_group_id="album")
    ann.sends_document(caption="Read", file_name="a.pdf")
    ann.sends_sticker(emoji="🎉")
    ann.sends_voice(duration=9)
    ann.sends_location(35.5, 139.5)
    photo, document, sticker, voice, location = [one.message for one in await bot.get_updates()]
    assert photo
    assert (photo.caption, photo.media_group_id) == ("Look", "album")
    assert bytes(await (await bot.get_file(photo.photo[0])).download_as_bytearray()) == b"pixels"
    assert document
    assert document.document
    assert (document.caption, document.document.file_name) == ("Read", "a.pdf")
    assert sticker
    assert sticker.sticker
    assert sticker.sticker.emoji == "🎉"
    assert voice
    assert voice.voice
    assert voice.voice.to_dict()["duration"] == 9
    assert location
    assert location.location
    assert location.location.latitude == 35.5


async def test_other_content_is_sent_by_its_fields(bot: Bot, ann: User) -> None:
    ann.sends({"contact": {"phone_number": "+81", "first_name": "Ben"}})
    contact = (await only_message(bot)).contact
    assert contact is not None
    assert contact.phone_number == "+81"


async def test_forwards_carry_their_origin(server: TelegramServer, bot: Bot, ann: User, group: Group) -> None:
    channel = server.channel(-100900, "News", username="news")
    origins = [
        origin_user(server.user(2, "Ben")),
        origin_hidden_user("Someone"),
        origin_chat(group, "Boss"),
        origin_channel(channel, 7),
    ]
    for origin in origins:
        ann.forwards("look", origin)
    received = [one.message for one in await bot.get_updates() if one.message]
    assert [one.forward_origin and one.forward_origin.to_dict() for one in received] == origins


async def test_an_anonymous_administrator_speaks_as_the_group(bot: Bot, group: Group) -> None:
    group.anonymous_says("/claim")
    message = await only_message(bot)
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.username) == (1087968824, "GroupAnonymousBot")
    assert message.sender_chat == message.chat


async def test_blocking_arrives_as_a_change_of_the_bot(bot: Bot, ann: User) -> None:
    ann.blocks()
    ann.unblocks()
    changes = [one.my_chat_member for one in await bot.get_updates() if one.my_chat_member]
    steps = [(one.old_chat_member.status, one.new_chat_member.status) for one in changes]
    assert steps == [("member", "kicked"), ("kicked", "member")]
    assert changes[0].chat.type == "private"


async def test_a_migration_is_told_in_both_chats(server: TelegramServer, bot: Bot, basic: Group) -> None:
    grown = basic.migrate(-100777)
    old, new = [one.message for one in await bot.get_updates()]
    assert old
    assert new
    assert (old.chat.id, old.migrate_to_chat_id) == (-50, -100777)
    assert (new.chat.id, new.chat.type, new.migrate_from_chat_id) == (-100777, "supergroup", -50)
    assert (await bot.get_chat_member(grown.id, 1)).status == "creator"


async def test_a_kicked_bot_learns_it_and_hears_nothing_more(bot: Bot, ann: User, group: Group) -> None:
    group.kick_bot()
    ann.says("are you there?", chat=group)
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_joining_and_leaving_are_told_by_service_messages(
    server: TelegramServer, bot: Bot, group: Group
) -> None:
    ben = server.user(2, "Ben")
    group.add(ben)
    group.remove(ben)
    joined, left = [one.message for one in await bot.get_updates()]
    assert joined
    assert left
    assert [one.id for one in joined.new_chat_members] == [2]
    assert left.left_chat_member
    assert (await bot.get_chat_member(group.id, 2)).status == "left"


async def test_an_administrator_bot_may_ask_for_other_members_changes(
    server: TelegramServer, bot: Bot, group: Group
) -> None:
    ben = server.user(2, "Ben")
    await bot.get_updates(allowed_updates=["chat_member"])
    group.set_status(ben, "administrator")
    group.set_status(server.bot, "administrator")
    group.set_status(ben, "member")
    [update] = await bot.get_updates()
    assert update.chat_member is not None
    assert update.chat_member.old_chat_member.status == "administrator"


@pytest.mark.parametrize("status", ["creator", "administrator", "member", "restricted", "left", "kicked"])
async def test_every_status_is_understood(bot: Bot, ann: User, group: Group, status: Any) -> None:
    group.set_status(ann, status, in_chat=False)
    member = await bot.get_chat_member(group.id, ann.id)
    assert (member.status, member.user.id) == (status, 1)
    assert getattr(member, "is_member", None) is (False if status == "restricted" else None)


async def test_what_a_person_cannot_do_is_an_error_of_the_test(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    await bot.send_message(1, "Sure?", reply_markup=YES_OR_SITE)
    [message] = server.messages(1)
    ben = server.user(2, "Ben", started=True)
    ben.blocks()
    impossible: list[tuple[Callable[[], object], str]] = [
        (lambda: ann.presses(message, "No"), "no button 'No'"),
        (lambda: ann.presses(message, "Site"), "no button 'Site'"),
        (lambda: ann.says("x", reply_to=99), "no message 99"),
        (lambda: ann.edits(message.id, "x"), "wrote no message"),
        (lambda: ben.says("x"), "blocked the bot"),
    ]
    for deed, words in impossible:
        with pytest.raises(ValueError, match=words):
            deed()


async def test_every_update_survives_a_round_trip_through_the_library(
    server: TelegramServer, bot: Bot, ann: User, basic: Group
) -> None:
    await bot.send_message(1, "Sure?", reply_markup=YES_OR_SITE)
    ann.presses(server.messages(1)[0], "y")
    ann.edits(ann.says("/help @ben", reply_to=1), "better")
    ann.sends_photo(caption="x", media_group_id="m", forward_origin=origin_hidden_user("Z"))
    ann.sends_sticker()
    ann.sends_voice()
    ann.sends_document()
    ann.sends_location(1.5, 2.5)
    ann.blocks()
    basic.anonymous_says("hi")
    basic.add(server.user(2, "Ben", last_name="B"))
    basic.set_status(server.bot, "restricted")
    basic.migrate(-100777).kick_bot()
    sent = server.world.updates.take(100)
    assert len(sent) == 15
    for update in sent:
        parsed = Update.de_json(update, bot)
        assert holds(parsed.to_dict(), update), update
        assert Update.de_json(parsed.to_dict(), bot) == parsed
