"""Files the bot sends and messages it takes back, through python-telegram-bot."""

from __future__ import annotations

import pytest
from telegram import Bot, InputFile

from tests.telegram_server import TelegramServer, Upload, User
from tests.telegram_server.client import refusal

GROUP = -50

# Files


async def test_photos_and_documents_are_sent_by_id_or_uploaded(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    server.file("known", b"a photo")
    photo = await bot.send_photo(1, "known", caption="A /photo")
    assert (photo.photo[0].file_id, photo.caption) == ("known", "A /photo")
    document = await bot.send_document(1, b"a text", filename="a.txt")
    assert document.document is not None
    assert document.document.file_name == "a.txt"
    assert isinstance(server.calls_of("sendDocument")[0]["document"], Upload)
    stored = await bot.get_file(document.document.file_id)
    assert bytes(await stored.download_as_bytearray()) == b"a text"


async def test_an_attached_upload_is_found_by_its_name(bot: Bot, ann: User) -> None:
    sent = await bot.send_document(1, InputFile(b"x", filename="x.bin", attach=True))
    assert sent.document is not None
    assert sent.document.file_size == 1


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("Animation", "animation"),
        ("Audio", "audio"),
        ("Document", "document"),
        ("Photo", "photo"),
        ("Sticker", "sticker"),
        ("Video", "video"),
        ("VideoNote", "video_note"),
        ("VoiceNote", "voice"),
    ],
)
async def test_a_file_is_sent_as_what_it_is_only(
    kind: str, field: str, server: TelegramServer, bot: Bot, ann: User
) -> None:
    server.file("known", b"content", kind=kind)
    sent = await getattr(bot, f"send_{field}")(1, "known")
    assert getattr(sent, field)
    assert server.file_of(server.messages(1)[0]).content == b"content"
    wrong, name = ("document", "Document") if field != "document" else ("photo", "Photo")
    words = f"Can't use file of type {kind} as {name}".lower()
    assert (await refusal(getattr(bot, f"send_{wrong}")(1, "known"))).lower() == words


async def test_what_people_send_keeps_its_type(bot: Bot, ann: User) -> None:
    ann.sends_voice("spoken")
    ann.sends_sticker("smile")
    assert (await bot.send_voice(1, "spoken", caption="Hers")).caption == "Hers"
    assert (await bot.send_sticker(1, "smile")).sticker
    assert (await refusal(bot.send_document(1, "spoken"))).startswith("Can't use file of type")


async def test_the_bytes_and_the_name_of_an_upload_are_kept(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    await bot.send_document(1, "会費".encode(), filename="会費 1.html")
    await bot.send_photo(1, b"pixels", filename="a.png")
    files = [server.file_of(message) for message in server.messages(1)]
    assert files == [Upload("会費 1.html", "会費".encode()), Upload("a.png", b"pixels")]
    ann.says("no file")
    with pytest.raises(LookupError):
        server.file_of(server.messages(1)[-1])


async def test_an_empty_upload_is_refused(bot: Bot, ann: User) -> None:
    assert await refusal(bot.send_document(1, b"")) == "File must be non-empty"


async def test_a_caption_can_be_edited_where_there_is_one(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    text, document = await bot.send_message(1, "x"), await bot.send_document(1, b"x", caption="old")
    await bot.edit_message_caption(1, document.id, caption="new")
    assert server.messages(1)[1].text == "new"
    await bot.edit_message_caption(1, document.id)
    assert server.messages(1)[1].text == ""
    assert "not modified" in await refusal(bot.edit_message_caption(1, document.id))
    assert "no caption" in await refusal(bot.edit_message_caption(1, text.id, caption="new"))


# Deletions


async def test_messages_are_deleted_where_the_bot_may(server: TelegramServer, bot: Bot, ann: User) -> None:
    group = server.group(GROUP, "Staff", [ann])
    for chat_id in (1, GROUP):
        await bot.delete_message(chat_id, (await bot.send_message(chat_id, "x")).id)
        assert server.messages(chat_id) == []
    await bot.delete_message(1, ann.says("private"))
    theirs = ann.says("hi", chat=group)
    assert await refusal(bot.delete_message(GROUP, theirs)) == "Message can't be deleted"
    group.set_status(server.bot, "administrator")
    await bot.delete_message(GROUP, theirs)
    assert await refusal(bot.delete_message(GROUP, theirs)) == "Message to delete not found"


async def test_nothing_older_than_48_hours_is_deleted(server: TelegramServer, bot: Bot, ann: User) -> None:
    younger, older = [await bot.send_message(1, "x") for _ in range(2)]
    server.messages(1)[0].grow_old(47.9)
    server.messages(1)[1].grow_old(48.1)
    await bot.delete_message(1, younger.id)
    assert await refusal(bot.delete_message(1, older.id)) == "Message can't be deleted for everyone"
    assert [message.id for message in server.messages(1)] == [older.id]


async def test_several_are_deleted_at_once_and_unknown_ones_passed_over(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    group = server.group(GROUP, "Staff", [ann])
    for chat_id in (1, GROUP):
        sent = [(await bot.send_message(chat_id, "x")).id for _ in range(3)]
        assert await bot.delete_messages(chat_id, [sent[0], 999, sent[2], sent[2]])
        assert [message.id for message in server.messages(chat_id)] == [sent[1]]
    theirs = ann.says("hi", chat=group)
    assert await refusal(bot.delete_messages(GROUP, [sent[1], theirs])) == "Message can't be deleted"
    server.messages(GROUP)[0].grow_old(49)
    words = "Message can't be deleted for everyone"
    assert await refusal(bot.delete_messages(GROUP, [sent[1]])) == words
    assert [message.id for message in server.messages(GROUP)] == [sent[1], theirs]


@pytest.mark.parametrize(
    ("message_ids", "words"),
    [
        ([1] * 101, "Too many message identifiers specified"),
        ([1, 0], "Invalid message identifier specified"),
        ([-1], "Invalid message identifier specified"),
        (["x"], "Invalid message identifier specified"),
        ({}, "Message identifiers are not specified"),
    ],
)
async def test_wrong_identifiers_are_refused(message_ids: list[int], words: str, bot: Bot, ann: User) -> None:
    assert await refusal(bot.delete_messages(1, message_ids)) == words


async def test_no_identifiers_are_no_error(bot: Bot, ann: User) -> None:
    assert await bot.delete_messages(1, [])


async def test_nothing_is_deleted_in_the_chat_of_one_who_blocked_the_bot(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    sent = await bot.send_message(1, "x")
    ann.blocks()
    assert await refusal(bot.delete_messages(1, [sent.id])) == "Forbidden: bot was blocked by the user"
    assert len(server.messages(1)) == 1
