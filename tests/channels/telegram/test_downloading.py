"""Files are fetched from Telegram, never too much of them, and never with the token in a log."""

from __future__ import annotations

import json

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.core.model import Quoted, Scan
from bot.service.files.looking import Looker
from bot.service.ports import Channels, TryLater, UserMessage
from tests.channels.telegram.conftest import TOKEN
from tests.service.pictures import SAYS_URL, as_file, code, on_canvas
from tests.telegram_server import TelegramServer, User

MOST = 1000
SHOWN = as_file(on_canvas(code()))


async def test_a_file_is_fetched_as_it_is(server: TelegramServer, channel: TelegramChannel) -> None:
    content = bytes(range(256)) * 3
    server.file("picture", content, name="案内 1&2.png")
    assert await channel.fetch("picture", MOST) == content
    assert await channel.fetch("picture", len(content)) == content


async def test_a_file_that_is_gone_is_none(channel: TelegramChannel) -> None:
    assert await channel.fetch("nobody's", MOST) is None


async def test_a_file_that_says_it_is_too_large_is_not_fetched(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.file("larger", b"x", size=MOST + 1)
    server.file("larger than Telegram gives out", b"x", size=30_000_000)
    assert await channel.fetch("larger", MOST) is None
    assert await channel.fetch("larger than Telegram gives out", 40_000_000) is None


async def test_a_file_that_is_larger_than_it_says_is_left(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.file("liar", b"x" * 1_000_000, size=10)
    assert await channel.fetch("liar", MOST) is None


# --- troubles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "seconds"), [(502, None), (429, 3)])
async def test_when_telegram_is_in_trouble_it_is_for_later(
    status: int, seconds: int | None, server: TelegramServer, channel: TelegramChannel
) -> None:
    server.file("picture", b"x")
    server.fail_next("getFile", status, "trouble", retry_after=seconds)
    with pytest.raises(TryLater):
        await channel.fetch("picture", MOST)
    assert await channel.fetch("picture", MOST) == b"x"


async def test_a_network_that_is_away_is_for_later(server: TelegramServer, channel: TelegramChannel) -> None:
    server.file("picture", b"x")
    await server.front.close()
    with pytest.raises(TryLater):
        await channel.fetch("picture", MOST)


async def test_no_log_line_names_the_token_when_a_file_is_fetched(
    server: TelegramServer, channel: TelegramChannel, quiet_logs: pytest.LogCaptureFixture
) -> None:
    server.file("picture", b"x")
    assert await channel.fetch("picture", MOST) == b"x"
    assert TOKEN not in quiet_logs.text


# --- from the update to what the code says -------------------------------------------------------


async def looked_at(server: TelegramServer, channel: TelegramChannel) -> UserMessage:
    """The newest update, as the worker has it handled."""
    update = (await channel.client.raw_updates(None, 0))[-1]
    inbound = channel.translate(json.dumps(update).encode(), None)
    assert isinstance(inbound, UserMessage)
    return await Looker(Channels(channel)).look(inbound)


async def test_the_code_in_a_photo_is_read(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.file("evidence", SHOWN)
    hanako.sends_photo("evidence", "公式ですか")
    heard = await looked_at(server, channel)
    assert (heard.message.text, heard.message.scan) == ("公式ですか", SAYS_URL)


@pytest.mark.parametrize(("mime_type", "scan"), [("image/png", SAYS_URL), ("application/pdf", None)])
async def test_the_code_in_an_image_file_is_read(
    mime_type: str, scan: Scan | None, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.file("evidence", SHOWN)
    hanako.sends_document("evidence", file_name="evidence", mime_type=mime_type)
    assert (await looked_at(server, channel)).message.scan == scan


async def test_the_code_in_the_photo_that_is_answered_is_read(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    server.file("evidence", SHOWN)
    shown = hanako.sends_photo("evidence")
    hanako.says("これは公式ですか", reply_to=shown)
    quoted = (await looked_at(server, channel)).message.quoted
    assert isinstance(quoted, Quoted)
    assert quoted.scan == SAYS_URL
