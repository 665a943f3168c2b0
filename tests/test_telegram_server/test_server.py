"""HTTP, updates, ordered failures and waiting, through python-telegram-bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.client import new_client, refusal

# Talking HTTP


async def test_the_bot_knows_itself(bot: Bot) -> None:
    assert (bot.id, bot.username, bot.bot.is_bot) == (123456, "test_bot", True)


async def test_a_wrong_token_is_unauthorized(server: TelegramServer) -> None:
    stranger = new_client(server, "123456:WRONG")
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await stranger.initialize()
    await stranger.shutdown()
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{server.url}/bot123456:WRONG/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(server: TelegramServer) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{server.url}/bot{server.token}/danceATango")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def with_button(**button: str) -> dict[str, object]:
    markup = {"inline_keyboard": [[{"text": "Go", **button}]]}
    return {"chat_id": 1, "text": "x", "reply_markup": markup}


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", with_button(callback_data=""), "BUTTON_DATA_INVALID"),
        (
            "sendMessage",
            with_button(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "{"}, "object expected as reply markup"),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": 1, "photo": "x"}, "wrong file identifier/HTTP URL specified"),
        (
            "editMessageReplyMarkup",
            {"chat_id": 1, "message_id": 1, "reply_markup": {"force_reply": True}},
            "inline keyboard expected",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
        ("setMyCommands", {"commands": [{"command": "A", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setWebhook", {"url": "http://a"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ],
)
async def test_a_bad_request_is_answered_word_for_word(
    server: TelegramServer, ann: User, method: str, params: dict[str, object], description: str
) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{server.url}/bot{server.token}/{method}", json=params)
    assert answer.status_code == 400
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}


@pytest.mark.parametrize("encoding", ["query", "form", "json"])
async def test_parameters_come_as_query_form_or_json(
    server: TelegramServer, ann: User, encoding: str
) -> None:
    url = f"{server.url}/bot{server.token}/sendMessage"
    params: dict[str, str | int] = {"chat_id": 1, "text": "5"}
    async with httpx.AsyncClient() as http:
        match encoding:
            case "query":
                answer = await http.get(url, params=params)
            case "form":
                answer = await http.post(url, data=params)
            case _:
                answer = await http.post(url, json=params)
    assert answer.json()["result"]["text"] == "5"
    assert server.calls == [("sendMessage", params)]


async def test_every_call_is_recorded_with_decoded_parameters(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
    await bot.send_message(1, "7", reply_markup=markup, disable_notification=True)
    [params] = server.calls_of("sendMessage")
    assert (params["chat_id"], params["text"], params["disable_notification"]) == (1, "7", True)
    assert params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "yes"


async def test_an_unrecorded_call_is_answered_all_the_same() -> None:
    async with TelegramServer(record_calls=False) as server, new_client(server) as bot:
        assert bot.username == "test_bot"
    assert server.calls == []


# Updates


async def test_a_long_poll_returns_as_soon_as_an_update_arrives(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    started = time.monotonic()
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await server.wait_until(lambda: server.world.poll_number)
    assert not polling.done()
    ann.says("hi")
    [update] = await polling
    assert update.message is not None
    assert update.message.text == "hi"
    assert time.monotonic() - started < 5


async def test_a_long_poll_without_updates_waits_its_time(bot: Bot) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - started >= 1


async def test_updates_stay_until_their_offset_confirms_them(bot: Bot, ann: User) -> None:
    ann.says("one")
    ann.says("two")
    first, second = await bot.get_updates()
    assert await bot.get_updates() == (first, second)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates() == (second,)
    assert second.update_id > first.update_id


async def test_a_limit_takes_the_oldest_updates(bot: Bot, ann: User) -> None:
    for text in "abc":
        ann.says(text)
    assert [one.message and one.message.text for one in await bot.get_updates(limit=2)] == ["a", "b"]


async def test_only_the_allowed_kinds_arrive(bot: Bot, ann: User) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    message_id = ann.says("one")
    ann.edits(message_id, "two")
    [update] = await bot.get_updates()
    assert update.edited_message is not None


async def test_a_second_poll_ends_the_first_with_a_conflict(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await server.wait_until(lambda: server.world.poll_number)
    async with new_client(server) as other:
        second = asyncio.create_task(other.get_updates(timeout=10))
        assert await refusal(first) == (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        ann.says("hi")
        assert len(await second) == 1


async def test_a_webhook_excludes_polling(server: TelegramServer, bot: Bot, ann: User) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await server.wait_until(lambda: server.world.poll_number)
    await bot.set_webhook("https://example.org/hook")
    assert await refusal(polling) == "Conflict: terminated by setWebhook request"
    assert "can't use getUpdates method while webhook is active" in await refusal(bot.get_updates())
    ann.says("hi")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.org/hook", 1)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_webhook_must_be_https(bot: Bot) -> None:
    assert "https url" in await refusal(bot.set_webhook("http://example.org"))


async def test_a_raw_update_may_repeat_a_confirmed_id(server: TelegramServer, bot: Bot, ann: User) -> None:
    ann.says("one")
    [original] = await bot.get_updates()
    assert await bot.get_updates(offset=original.update_id + 1) == ()
    server.raw_update(original.to_dict())
    [repeated] = await bot.get_updates(offset=original.update_id + 1)
    assert repeated.update_id == original.update_id
    assert await bot.get_updates(offset=original.update_id + 1) == ()


async def test_a_raw_update_without_an_id_gets_the_next_one(server: TelegramServer) -> None:
    assert server.raw_update({"update_id": 5000}) == 5000
    assert server.raw_update({"poll": {}}) == 5001


# Ordered failures


async def test_a_call_fails_as_often_as_ordered_and_does_nothing(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    server.fail_next("sendMessage", 502, "Bad Gateway", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(1, "x")
    assert server.messages(1) == []
    assert await bot.send_message(1, "x")


async def test_a_flood_limit_says_when_to_retry(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.fail_next("sendMessage", 429, retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(1, "x")
    assert caught.value.retry_after == timedelta(seconds=3)


async def test_a_flood_limit_answers_as_telegram_does(server: TelegramServer) -> None:
    server.fail_next("getMe", 429, retry_after=3)
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{server.url}/bot{server.token}/getMe")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }


async def test_a_failure_can_be_for_one_chat_only(server: TelegramServer, bot: Bot, ann: User) -> None:
    server.user(2, "Ben", started=True)
    server.fail_next("sendMessage", 400, "Bad Request: no", chat_id=2)
    assert await bot.send_message(1, "x")
    assert await refusal(bot.send_message(2, "x")) == "No"


@pytest.mark.parametrize(
    ("order", "sent"), [(TelegramServer.drop_next, ["x"]), (TelegramServer.refuse_next, [])]
)
async def test_a_lost_answer_acted_and_a_refused_call_did_not(
    server: TelegramServer, bot: Bot, ann: User, order: Callable[[TelegramServer, str], None], sent: list[str]
) -> None:
    order(server, "sendMessage")
    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(1, "x")
    assert [message.text for message in server.messages(1)] == sent
    assert len(server.calls_of("sendMessage")) == 1
    assert await bot.send_message(1, "y")


async def test_updates_of_a_lost_poll_come_again(server: TelegramServer, bot: Bot, ann: User) -> None:
    ann.says("hi")
    server.drop_next("getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


# Waiting


async def test_a_test_can_wait_for_the_bots_message(server: TelegramServer, bot: Bot, ann: User) -> None:
    ann.says("an answer please")
    waiting = asyncio.ensure_future(server.wait_for_message(1, containing="answer"))
    await asyncio.sleep(0)
    sent = await bot.send_message(1, "no")
    assert not waiting.done()
    await bot.edit_message_text("the answer", 1, sent.id)
    assert (await waiting).id == sent.id
    with pytest.raises(TimeoutError, match="the answer"):
        await server.wait_for_message(1, containing="answer", after=sent.id, timeout=0.05)
    assert await server.wait_for_message(1, lambda message: bool(message.edits))


async def test_a_test_can_wait_for_any_condition(server: TelegramServer, bot: Bot) -> None:
    waiting = asyncio.ensure_future(server.wait_until(lambda: server.calls_of("getMyCommands")))
    await bot.get_my_commands()
    assert await waiting
    with pytest.raises(TimeoutError, match="getMyCommands"):
        await server.wait_until(lambda: False, timeout=0.05)
    with pytest.raises(TimeoutError, match="query 1"):
        await server.wait_for_answer("1", timeout=0.05)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text.upper())


async def test_a_polling_application_answers_and_stops_cleanly(server: TelegramServer, ann: User) -> None:
    application = Application.builder().bot(new_client(server)).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=10)
        for text in ("one", "two"):
            ann.says(text)
            await server.wait_for_message(1, containing=text.upper())
        await application.updater.stop()
        await application.stop()
    assert len(server.world.updates) == 0
