"""Files out of the store, on their way to Telegram."""

from __future__ import annotations

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.service.ports import Key, Post, Undeliverable, Unreachable, Upload
from tests.telegram_server import TelegramServer, User

KEYS = ((Key("はい", "yes 12"),),)
PHOTO = Upload(1, "12-1.png", "photo", b"\x89PNG a picture")
PDF = Upload(2, "12-2.pdf", "document", b"%PDF-1.7 %%EOF")


def sent_as(server: TelegramServer) -> list[str]:
    """The kinds of file in the chat, in order."""
    kinds = [next(iter(message.content)) for message in server.messages(7)]
    return [kind for kind in kinds if kind in {"photo", "document"}]


@pytest.mark.parametrize("upload", [PHOTO, PDF], ids=["picture", "pdf"])
async def test_a_file_goes_as_what_it_is_with_the_text_as_caption(
    upload: Upload, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    post = Post("7", "受付番号12の添付", KEYS, silent=True, upload=upload)
    assert await channel.deliver(post) == server.messages(7)[-1].id
    (shown,) = (message for message in server.messages(7) if message.from_bot)
    assert (sent_as(server), server.file_of(shown).content) == ([upload.kind], upload.content)
    assert (shown.text, shown.silent, shown.buttons) == ("受付番号12の添付", True, [[("はい", "yes 12")]])


async def test_a_picture_that_telegram_cannot_show_goes_as_a_file(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.fail_next("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    await channel.deliver(Post("7", "", upload=PHOTO))
    assert sent_as(server) == ["document"]


async def test_a_file_that_is_refused_is_told_to_be(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.fail_next("sendDocument", 400, "Bad Request: file is too big")
    with pytest.raises(Undeliverable):
        await channel.deliver(Post("7", "", upload=PDF))
    hanako.blocks()
    with pytest.raises(Unreachable):
        await channel.deliver(Post("7", "", upload=PHOTO))
