"""Files of our own making, and messages taken back: from the port, and from the outbox, to Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.service.hours import Hours
from bot.service.office import Office
from bot.service.ports import (
    Channels,
    Delete,
    Document,
    Key,
    Limits,
    Moved,
    Outgoing,
    Post,
    TryLater,
    Undeliverable,
    Unreachable,
)
from bot.service.running import Runner
from bot.service.work import Work
from tests.channels.telegram.conftest import noon
from tests.databases import connected
from tests.faults.fixed import fixed_assistant
from tests.telegram_server import Group, Message, TelegramServer, User

KEYS = ((Key("はい", "yes 12"),),)
BUTTONS = [[("はい", "yes 12")]]
RECORDS = Document("記録.html", "<h1>保管している情報</h1>\n会費は？ 🎉\u0000\r\n")
TWO_DAYS = 48


def last(server: TelegramServer, chat_id: int = 7) -> Message:
    return server.messages(chat_id)[-1]


def ids(server: TelegramServer, chat_id: int = 7) -> list[int]:
    return [message.id for message in server.messages(chat_id)]


async def sent(channel: TelegramChannel, count: int, chat: str = "7") -> tuple[int, ...]:
    """The ids of so many messages of ours."""
    return tuple([await channel.deliver(Post(chat, f"{number}")) or 0 for number in range(count)])


# --- documents -------------------------------------------------------------------------------------


async def test_a_document_is_uploaded_with_the_text_as_caption(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    question = hanako.says("/export")
    post = Post("7", "こちらです。", KEYS, question, silent=True, document=RECORDS)
    assert await channel.deliver(post) == last(server).id
    file = server.file_of(last(server))
    assert (file.name, file.content.decode()) == (RECORDS.name, RECORDS.text)
    shown = last(server)
    assert (shown.text, shown.buttons, shown.reply_to, shown.silent) == (
        "こちらです。",
        BUTTONS,
        question,
        True,
    )


async def test_a_document_needs_no_text(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    assert await channel.deliver(Post("7", "", KEYS, document=RECORDS)) == last(server).id
    assert (last(server).text, last(server).buttons) == ("", BUTTONS)


async def test_a_document_of_megabytes_arrives_whole(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    text = "会費は一万円です\n" * 200_000
    await channel.deliver(Post("7", "", document=Document("a.json", text)))
    assert server.file_of(last(server)).content == text.encode()


async def test_a_text_too_long_for_the_caption_goes_on_below_with_the_keys(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    text = "あ" * 1000 + "𠮷" * 1000
    message_id = await channel.deliver(Post("7", text, KEYS, document=RECORDS))
    file, rest = server.messages(7)
    assert file.text + rest.text == text
    assert (file.buttons, rest.buttons, rest.id) == ([], BUTTONS, message_id)


async def test_a_refused_document_does_not_leave_its_text_alone(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    with pytest.raises(Undeliverable):
        await channel.deliver(Post("7", "こちらです。", document=Document("empty.html", "")))
    assert server.messages(7) == []


@pytest.mark.parametrize("name", ['a"b.html', "a;b=c.html", "a%22b.html", "日本語 と.html"])
async def test_no_file_name_breaks_the_call(
    name: str, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    await channel.deliver(Post("7", "こちらです。", document=Document(name, "x")))
    assert (last(server).text, server.file_of(last(server)).content) == ("こちらです。", b"x")


# --- deletions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("chat", [7, -100500])
async def test_messages_are_taken_back(
    chat: int, server: TelegramServer, channel: TelegramChannel, staff_chat: Group
) -> None:
    first, second, third = await sent(channel, 3, str(chat))
    assert await channel.deliver(Delete(str(chat), (first, third))) is None
    assert ids(server, chat) == [second]


async def test_many_messages_are_taken_back_a_hundred_at_a_time(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    await channel.deliver(Delete("7", await sent(channel, 205)))
    assert ids(server) == []
    assert [len(call["message_ids"]) for call in server.calls_of("deleteMessages")] == [100, 100, 5]


async def test_messages_that_are_gone_are_passed_over(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    message_ids = await sent(channel, 2)
    for _ in range(2):
        await channel.deliver(Delete("7", (*message_ids, 999)))
    assert ids(server) == []
    assert server.calls_of("deleteMessage") == []


async def test_one_message_that_must_stay_does_not_keep_the_others(
    server: TelegramServer, channel: TelegramChannel, hanako: User, staff_chat: Group
) -> None:
    old, new = await sent(channel, 2, str(staff_chat.id))
    server.messages(staff_chat.id)[0].grow_old(TWO_DAYS + 1)
    theirs = hanako.says("おはようございます", chat=staff_chat)
    await channel.deliver(Delete(str(staff_chat.id), (old, theirs, 999, new)))
    assert ids(server, staff_chat.id) == [old, theirs]


async def test_all_may_be_too_old(server: TelegramServer, channel: TelegramChannel, hanako: User) -> None:
    message_ids = await sent(channel, 3)
    for message in server.messages(7):
        message.grow_old(TWO_DAYS + 1)
    await channel.deliver(Delete("7", message_ids))
    assert ids(server) == list(message_ids)


async def test_to_take_nothing_back_asks_nothing_of_telegram(
    server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    before = len(server.calls)
    await channel.deliver(Delete("7", ()))
    assert len(server.calls) == before


# --- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "outgoing"),
    [("sendDocument", Post("7", "こちらです。", document=RECORDS)), ("deleteMessages", Delete("7", (1, 2)))],
)
@pytest.mark.parametrize(
    ("status", "description", "expected"),
    [
        (400, "Bad Request: chat not found", Unreachable),
        (400, "Bad Request: something new", Undeliverable),
        (403, "Forbidden: bot was blocked by the user", Unreachable),
        (502, "Bad Gateway", TryLater),
    ],
)
async def test_each_refusal_becomes_one_of_ours(
    method: str,
    outgoing: Outgoing,
    status: int,
    description: str,
    expected: type[Exception],
    server: TelegramServer,
    channel: TelegramChannel,
    hanako: User,
) -> None:
    server.fail_next(method, status, description)
    with pytest.raises(expected) as caught:
        await channel.deliver(outgoing)
    assert caught.type is expected


@pytest.mark.parametrize("method", ["deleteMessages", "deleteMessage"])
async def test_too_many_deletions_say_how_long_to_wait_and_the_rest_goes_then(
    method: str, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    message_ids = await sent(channel, 3)
    server.messages(7)[1].grow_old(TWO_DAYS + 1)
    server.fail_next(method, 429, retry_after=7)
    with pytest.raises(TryLater) as caught:
        await channel.deliver(Delete("7", message_ids))
    assert (caught.value.seconds, caught.value.unsure) == (7.0, False)
    await channel.deliver(Delete("7", message_ids))
    assert ids(server) == [message_ids[1]]


@pytest.mark.parametrize("method", ["sendDocument", "deleteMessages"])
@pytest.mark.parametrize("lost", ["refuse_next", "drop_next"])
async def test_after_a_lost_reply_it_is_tried_again(
    method: str, lost: str, server: TelegramServer, channel: TelegramChannel, hanako: User
) -> None:
    message_ids = await sent(channel, 2)
    outgoing: Outgoing = Delete("7", message_ids)
    if method == "sendDocument":
        outgoing = Post("7", "こちらです。", document=RECORDS)
    getattr(server, lost)(method)
    with pytest.raises(TryLater) as caught:
        await channel.deliver(outgoing)
    assert caught.value.unsure


async def test_a_migrated_group_gives_its_new_id(server: TelegramServer, channel: TelegramChannel) -> None:
    server.group(-900, "事務局").migrate(-100901)
    with pytest.raises(Moved) as caught:
        await channel.deliver(Delete("-900", (1,)))
    assert caught.value.new == "-100901"


async def test_nothing_of_a_document_is_logged(
    server: TelegramServer, channel: TelegramChannel, hanako: User, quiet_logs: pytest.LogCaptureFixture
) -> None:
    await channel.deliver(Post("7", "こちらです。", document=RECORDS))
    server.fail_next("sendDocument", 400, "Bad Request: something new")
    with pytest.raises(Undeliverable):
        await channel.deliver(Post("7", "こちらです。", document=RECORDS))
    assert "保管している情報" not in quiet_logs.text
    assert "こちらです" not in quiet_logs.text


# --- from the outbox -------------------------------------------------------------------------------


@pytest.fixture
async def office(channel: TelegramChannel, database: str) -> AsyncIterator[Office]:
    channel.limits = Limits(a_second=1000, seconds_between=0.0, group_a_minute=1000)
    store = connected(database)
    hours = Hours(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), time(10), time(17))
    yield Office(store, fixed_assistant(), Channels(channel), noon, hours, None)
    await store.close()


async def deliver(office: Office, cause: str, *outgoing: Outgoing) -> None:
    async with office.store.transaction() as tx:
        work = Work(tx, office, noon(), cause)
        for one in outgoing:
            await work.send(one, "reply")
    await Runner(office).drain()


async def test_what_a_use_case_sends_arrives_and_is_taken_back(
    office: Office, server: TelegramServer, hanako: User
) -> None:
    await deliver(office, "export", Post("7", "こちらです。", document=RECORDS), Post("7", "続きです。"))
    file, text = server.messages(7)
    assert server.file_of(file).content.decode() == RECORDS.text
    assert text.text == "続きです。"
    text.grow_old(TWO_DAYS + 1)
    await deliver(office, "delete", Delete("7", (file.id, text.id)), Post("7", "削除しました。"))
    assert [message.text for message in server.messages(7)] == ["続きです。", "削除しました。"]
