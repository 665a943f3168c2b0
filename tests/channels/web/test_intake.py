"""What the page takes in, on both databases: into the chat and the inbox, both or neither, and once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.web import intake
from bot.channels.web.channel import WebChannel
from bot.channels.web.content import read
from bot.channels.web.intake import Sending
from bot.core.model import Command
from bot.service.ports import Delete, Edit, Key, Post, Toast, Undeliverable, Upload, UserMessage
from bot.store import web_messages
from bot.store.engine import Store
from tests.databases import KINDS, Kind, connected
from tests.store.rows import AT, to_handle
from tests.store.rows import read as opened

CHAT = "web:hanako"
PNG = b"\x89PNG\r\n\x1a\n no more than a beginning"


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Two at the same time are kept apart otherwise on each."""
    chosen: Kind = request.param
    return chosen


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    found = connected(database)
    yield found
    await found.close()


@pytest.fixture
def channel(store: Store) -> WebChannel:
    return WebChannel(store, lambda: AT)


async def texts(store: Store) -> list[str]:
    async with store.transaction() as tx:
        return [read(message).text for message in await web_messages.newest(tx, CHAT, 100)]


async def taken_in(store: Store, channel: WebChannel) -> list[UserMessage]:
    """What the inbox holds, as it is handled."""
    async with store.transaction() as tx:
        payloads = opened(tx, *await to_handle(tx, channel="web"))
    found = [channel.translate(payload.encode(), None) for payload in payloads]
    assert all(isinstance(inbound, UserMessage) for inbound in found)
    return [inbound for inbound in found if isinstance(inbound, UserMessage)]


async def test_one_form_sent_many_times_at_once_is_one_message(store: Store, channel: WebChannel) -> None:
    async def send(once: str) -> int:
        async with store.transaction() as tx:
            return await intake.send(tx, CHAT, Sending("ja", once, "会費は？"), AT)

    assert len(set(await asyncio.gather(*(send("form") for _ in range(5))))) == 1
    (inbound,) = await taken_in(store, channel)
    assert (inbound.address, inbound.chat, inbound.message.text) == (CHAT, CHAT, "会費は？")
    await send("another form")
    assert await texts(store) == ["会費は？"] * 2


async def test_a_button_pressed_many_times_at_once_is_pressed_once(store: Store, channel: WebChannel) -> None:
    keys = ((Key("はい", "helped 1"), Key("いいえ", "not_helped 1")),)
    number = await channel.deliver(Post(CHAT, "お役に立ちましたか", keys))
    assert number is not None

    async def press(command: str) -> int | None:
        async with store.transaction() as tx:
            return await intake.press(tx, CHAT, number, command, "ja", AT)

    pressed = await asyncio.gather(*(press("helped 1") for _ in range(5)), press("delete yes"))
    assert len([one for one in pressed if one is not None]) == 1
    (inbound,) = await taken_in(store, channel)
    assert (inbound.message.command, inbound.message_id) == (Command("helped", "1"), number)
    assert inbound.callback
    async with store.transaction() as tx:
        found = await web_messages.find(tx, CHAT, number)
    assert found is not None
    assert read(found).keys == ((Key("いいえ", "not_helped 1"),),)


async def test_what_is_delivered_can_be_edited_taken_back_and_fetched(
    store: Store, channel: WebChannel
) -> None:
    first = await channel.deliver(Post(CHAT, "一"))
    second = await channel.deliver(Post(CHAT, "二", upload=Upload(1, "1.png", "photo", PNG)))
    assert first
    assert second
    await channel.deliver(Edit(CHAT, first, "三"))
    await channel.deliver(Toast(CHAT, "9"))
    await channel.deliver(Toast(CHAT, "9", "できました"))
    assert await texts(store) == ["三", "二", "できました"]
    assert await channel.fetch(str(second), len(PNG)) == PNG
    for file_id, most in ((str(second), len(PNG) - 1), (str(first), 100), ("x", 100), ("9" * 30, 100)):
        assert await channel.fetch(file_id, most) is None
    await channel.deliver(Delete(CHAT, (first, second)))
    assert await texts(store) == ["できました"]
    with pytest.raises(Undeliverable):
        await channel.deliver(Edit(CHAT, first, "四"))


async def test_what_begins_with_a_slash_is_a_command(store: Store, channel: WebChannel) -> None:
    async with store.transaction() as tx:
        await intake.send(tx, CHAT, Sending("en", "1", "/ask\nMay I park there?"), AT)
    (inbound,) = await taken_in(store, channel)
    assert (inbound.message.command, inbound.message.text) == (Command("ask", "May I park there?"), "")
    with pytest.raises(ValueError, match="validation error"):
        channel.translate(b'{"update_id": 1}', None)
