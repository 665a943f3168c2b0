"""The bot's side: what each method does and how it is refused, through python-telegram-bot."""

from __future__ import annotations

from collections.abc import Awaitable

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.error import ChatMigrated

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import refusal

GROUP = -50
SUPERGROUP = -100500
CHANNEL = -100900
TEXT_TOO_LONG = "🙂" * 2049
NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one.title(), callback_data=one)] for one in data])


# Sending


async def test_a_sent_message_is_returned_and_kept(server: TelegramServer, bot: Bot, ann: User) -> None:
    question = ann.says("Where?")
    sent = await bot.send_message(
        1,
        "See /help or @ann",
        reply_markup=keyboard("yes", "no"),
        reply_parameters=ReplyParameters(question),
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert [entity.type for entity in sent.entities] == ["bot_command", "mention"]
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Where?"
    asked, kept = server.messages(1)
    assert (asked.from_bot, kept.from_bot) == (False, True)
    assert (kept.id, kept.text, kept.reply_to, kept.silent) == (sent.id, "See /help or @ann", question, True)
    assert kept.buttons == [[("Yes", "yes")], [("No", "no")]]


async def test_surrounding_white_space_is_cut_off(bot: Bot, ann: User) -> None:
    assert (await bot.send_message(1, "\n hi \n")).text == "hi"


async def test_a_text_of_4096_utf16_units_passes(bot: Bot, ann: User) -> None:
    assert (await bot.send_message(1, "🙂" * 2048)).text


async def test_a_reply_may_be_allowed_to_miss_its_target(server: TelegramServer, bot: Bot, ann: User) -> None:
    await bot.send_message(1, "hi", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert server.messages(1)[0].reply_to is None


async def test_a_copy_carries_content_but_not_its_origin(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.group(GROUP, "Staff")
    photo = ann.sends_photo(caption="mine", media_group_id="album")
    await bot.copy_message(GROUP, 1, photo, caption="theirs", reply_markup=keyboard("ok"))
    await bot.copy_message(GROUP, 1, photo)
    renamed, exact = server.messages(GROUP)
    assert (renamed.text, renamed.buttons, renamed.extra) == ("theirs", [[("Ok", "ok")]], {})
    assert (exact.text, exact.buttons) == ("mine", [])


async def test_sending_is_refused_in_telegrams_words(server: TelegramServer, bot: Bot, ann: User) -> None:
    two = InlineKeyboardButton("Two", callback_data="a", url="https://example.org")
    cases: list[tuple[Awaitable[object], str]] = [
        (bot.send_message(1, " \n"), "Message text is empty"),
        (bot.send_message(1, TEXT_TOO_LONG), "Message is too long"),
        (bot.send_message(1, "x", reply_markup=keyboard("")), "Button_data_invalid"),
        (bot.send_message(1, "x", reply_markup=keyboard("é" * 33)), "Button_data_invalid"),
        (bot.send_message(1, "x", reply_parameters=ReplyParameters(9)), "Message to be replied not found"),
        (bot.send_message(2, "x"), "Chat not found"),
        (bot.send_message("@nobody", "x"), "Chat not found"),
        (bot.send_message("", "x"), "Chat_id is empty"),
        (
            bot.send_message(1, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("None")]])),
            "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            bot.send_message(1, "x", reply_markup=InlineKeyboardMarkup([[two]])),
            "Can't parse inline keyboard button: exactly one action must be used",
        ),
        (bot.send_photo(1, "no-such-id"), "Wrong file identifier/http url specified"),
        (bot.send_photo(1, b"x", caption="x" * 1025), "Message caption is too long"),
        (bot.copy_message(1, 1, 77), "Message to copy not found"),
    ]
    for call, words in cases:
        assert (await refusal(call)).lower() == words.lower()
    assert server.messages(1) == []


async def test_64_bytes_of_callback_data_pass(bot: Bot, ann: User) -> None:
    assert await bot.send_message(1, "x", reply_markup=keyboard("é" * 32))


async def test_a_stranger_and_a_blocking_user_cannot_be_written_to(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    ben = server.user(2, "Ben")
    assert await refusal(bot.send_message(2, "x")) == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    ben.says("/start")
    assert await bot.send_message(2, "x")
    ben.blocks()
    assert await refusal(bot.send_message(2, "x")) == "Forbidden: bot was blocked by the user"
    ben.unblocks()
    assert await bot.send_message(2, "x")


async def test_a_bot_outside_a_group_cannot_write_there(server: TelegramServer, bot: Bot) -> None:
    group = server.group(GROUP, "Staff")
    big = server.supergroup(SUPERGROUP, "Big", username="big")
    channel = server.channel(CHANNEL, "News")
    assert await bot.send_message("@big", "x")
    assert (await bot.send_message(CHANNEL, "x")).from_user is None
    group.kick_bot()
    big.set_status(server.bot, "left")
    channel.set_status(server.bot, "member")
    assert await refusal(bot.send_message(GROUP, "x")) == "Forbidden: bot was kicked from the group chat"
    assert await refusal(bot.send_message(SUPERGROUP, "x")) == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
    assert await refusal(bot.send_message(CHANNEL, "x")) == "Need administrator rights in the channel chat"


async def test_a_migrated_group_names_its_new_id(server: TelegramServer, bot: Bot) -> None:
    server.group(GROUP, "Staff").migrate(SUPERGROUP)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(GROUP, "x")
    assert caught.value.new_chat_id == SUPERGROUP
    assert await bot.send_message(SUPERGROUP, "x")


# Editing, answering


async def test_an_edit_replaces_text_and_buttons(server: TelegramServer, bot: Bot, ann: User) -> None:
    sent = await bot.send_message(1, "old", reply_markup=keyboard("a"))
    await bot.edit_message_reply_markup(1, sent.id, reply_markup=keyboard("b"))
    assert server.messages(1)[0].buttons == [[("B", "b")]]
    edited = await bot.edit_message_text("new", 1, sent.id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    [message] = server.messages(1)
    assert (message.text, message.buttons, message.edits) == ("new", [], ["old", "old"])


async def test_editing_is_refused_in_telegrams_words(server: TelegramServer, bot: Bot, ann: User) -> None:
    theirs = ann.says("mine")
    ours = (await bot.send_message(1, "same", reply_markup=keyboard("a"))).id
    photo = (await bot.send_photo(1, b"x")).id
    cases: list[tuple[Awaitable[object], str]] = [
        (bot.edit_message_text("same", 1, ours, reply_markup=keyboard("a")), NOT_MODIFIED),
        (bot.edit_message_reply_markup(1, ours, reply_markup=keyboard("a")), NOT_MODIFIED),
        (bot.edit_message_text("x", 1, 99), "Message to edit not found"),
        (bot.edit_message_text("x", 1, theirs), "Message can't be edited"),
        (bot.edit_message_text("x", 1, photo), "There is no text in the message to edit"),
        (bot.edit_message_text("", 1, ours), "Message text is empty"),
        (bot.edit_message_text(TEXT_TOO_LONG, 1, ours), "Message is too long"),
    ]
    for call, words in cases:
        assert await refusal(call) == words


async def test_an_answered_query_is_recorded(server: TelegramServer, bot: Bot, ann: User) -> None:
    await bot.send_message(1, "Sure?", reply_markup=keyboard("yes"))
    query_id = ann.presses(server.messages(1)[0], "Yes")
    await bot.answer_callback_query(query_id, "Done", show_alert=True)
    answer = await server.wait_for_answer(query_id)
    assert server.answers == [answer]
    assert (answer.id, answer.text, answer.show_alert) == (query_id, "Done", True)


async def test_an_old_or_unknown_query_cannot_be_answered(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    words = "Query is too old and response timeout expired or query id is invalid"
    assert await refusal(bot.answer_callback_query("12")) == words
    await bot.send_message(1, "Sure?", reply_markup=keyboard("yes"))
    query_id = ann.presses(server.messages(1)[0], "yes")
    assert await refusal(bot.answer_callback_query(query_id, "x" * 201)) == "Message_too_long"
    server.query_lifetime = 0
    assert await refusal(bot.answer_callback_query(query_id)) == words
    assert server.answers == []


# Commands, chats, files


async def test_commands_are_kept_per_scope_and_language(bot: Bot, ann: User) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "ヘルプ")], language_code="ja")
    await bot.set_my_commands([BotCommand("claim", "Claim")], BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("mine", "Mine")], BotCommandScopeChat(1))
    assert (await bot.get_my_commands())[0].description == "Help"
    assert (await bot.get_my_commands(language_code="ja"))[0].description == "ヘルプ"
    assert (await bot.get_my_commands(BotCommandScopeAllGroupChats()))[0].command == "claim"
    assert (await bot.get_my_commands(BotCommandScopeChat(1)))[0].command == "mine"
    assert await bot.get_my_commands(BotCommandScopeAllGroupChats(), "ja") == ()


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("Help", "x")], "Bot_command_invalid"),
        ([("", "x")], "Bot_command_invalid"),
        ([("a" * 33, "x")], "Bot_command_invalid"),
        ([("help", "")], "Bot_command_description_invalid"),
        ([("help", "x" * 257)], "Bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], "Bot_commands_too_much"),
    ],
)
async def test_wrong_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], words: str) -> None:
    assert await refusal(bot.set_my_commands(commands)) == words


async def test_commands_for_an_unknown_chat_are_refused(bot: Bot) -> None:
    call = bot.set_my_commands([("help", "x")], BotCommandScopeChat(404))
    assert await refusal(call) == "Chat not found"


async def test_a_chat_and_its_members_can_be_looked_up(server: TelegramServer, bot: Bot, ann: User) -> None:
    ben, cho, dee = (server.user(number, name) for number, name in ((2, "Ben"), (3, "Cho"), (4, "Dee")))
    server.supergroup(SUPERGROUP, "Staff", [cho], creator=ann, administrators=[ben])
    assert (await bot.get_chat(1)).first_name == "Ann"
    assert (await bot.get_chat(SUPERGROUP)).title == "Staff"
    statuses = [(await bot.get_chat_member(SUPERGROUP, one.id)).status for one in (ann, ben, cho, dee)]
    assert statuses == ["creator", "administrator", "member", "left"]
    assert {one.user.id for one in await bot.get_chat_administrators(SUPERGROUP)} == {1, 2}
    assert await refusal(bot.get_chat_member(SUPERGROUP, 404)) == "Participant_id_invalid"
    assert await refusal(bot.get_chat(404)) == "Chat not found"
    assert "no administrators" in await refusal(bot.get_chat_administrators(1))


async def test_a_left_supergroup_cannot_be_looked_at(server: TelegramServer, bot: Bot) -> None:
    server.supergroup(SUPERGROUP, "Staff")
    await bot.leave_chat(SUPERGROUP)
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"
    assert await refusal(bot.get_chat(SUPERGROUP)) == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_private_chat_cannot_be_left(bot: Bot, ann: User) -> None:
    assert "private chats" in await refusal(bot.leave_chat(1))


async def test_files_are_downloaded_by_id(server: TelegramServer, bot: Bot) -> None:
    server.file("known", b"content", name="a b.txt")
    stored = await bot.get_file("known")
    assert (bytes(await stored.download_as_bytearray()), stored.file_size) == (b"content", 7)
    server.file("huge", b"", size=20 * 1024 * 1024 + 1)
    assert await refusal(bot.get_file("huge")) == "File is too big"
    assert await refusal(bot.get_file("unknown")) == "Invalid file_id"


@pytest.mark.parametrize(("token", "status"), [("123456:TEST", 404), ("123456:WRONG", 401)])
async def test_a_download_needs_the_token_and_a_path(server: TelegramServer, token: str, status: int) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{server.url}/file/bot{token}/files/1/none")
    assert answer.status_code == status
