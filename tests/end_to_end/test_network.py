"""Telegram says no, says later, or says nothing."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from tests.end_to_end.madoguchi import STAFF_CHAT, TALK_EN, TALK_JA, TOKEN, Madoguchi, from_bot
from tests.telegram_server import TelegramServer, User

PHONE = "What is your phone number?"
NUMBER = "03-3373-9576"


# --- sending --------------------------------------------------------------------------------------


async def test_a_card_that_must_wait_comes_later_and_in_order_while_others_are_answered(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User
) -> None:
    telegram.fail_next("sendMessage", 429, retry_after=1, chat_id=STAFF_CHAT)
    await app.ask(hanako, TALK_JA)
    await app.ask(ann, TALK_EN)
    assert from_bot(telegram, STAFF_CHAT) == []
    await app.card(2)
    assert [TALK_JA in m.text for m in from_bot(telegram, STAFF_CHAT)] == [True, False]


async def test_a_press_is_answered_though_messages_must_wait(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    telegram.fail_next("sendMessage", 429, retry_after=600, chat_id=STAFF_CHAT)
    await app.ask(ann, TALK_EN)
    said = await app.press(sato, card, "claim 1")
    assert said.text == app.ja("staff.done.claimed", number=1)


async def test_replies_to_one_person_keep_their_order_when_one_must_wait(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.fail_next("sendMessage", 429, retry_after=1, chat_id=ann.id)
    ann.says("What is your fax number?")
    await app.ask(ann, PHONE, NUMBER)
    assert ["03-3372-4414" in m.text for m in from_bot(telegram, ann.id)] == [True, False]


@pytest.mark.parametrize("status", [500, 502])
async def test_what_telegram_failed_to_take_is_sent_again_once(
    status: int, app: Madoguchi, telegram: TelegramServer, hanako: User
) -> None:
    telegram.fail_next("sendMessage", status, "Bad Gateway", times=2)
    await app.hand_over(hanako)
    await app.ask(hanako, "/status")
    assert len(from_bot(telegram, STAFF_CHAT)) == 1
    assert len(from_bot(telegram, hanako.id)) == 2


async def test_what_a_broken_connection_did_not_deliver_is_sent_again(
    app: Madoguchi, telegram: TelegramServer, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    telegram.refuse_next("sendMessage", chat_id=ann.id)
    await app.answer(sato, card, "Here you are.")
    await app.reply(ann, "Here you are.")


async def test_an_answer_whose_receipt_was_lost_arrives_twice_rather_than_never(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    telegram.drop_next("sendMessage", chat_id=hanako.id)
    await app.answer(sato, card, "お答えします。")
    await app.reply(hanako, "お答えします。")
    await app.ask(hanako, "/status")
    assert len(from_bot(telegram, hanako.id, "お答えします。")) == 2


async def test_both_copies_of_a_card_that_arrived_twice_work(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User, suzuki: User
) -> None:
    telegram.drop_next("sendMessage", chat_id=STAFF_CHAT)
    await app.hand_over(hanako)
    first = await app.card(1)
    second = await app.card(1, after=first.id)
    await app.press(sato, first, "claim 1")
    for copy in (first, second):
        await app.card(1, app.ja("staff.state.claimed", name="佐藤 一郎"), after=copy.id - 1)
    await app.answer(suzuki, first, "最初の一枚からお答えします。")
    await app.reply(hanako, "最初の一枚からお答えします。")


async def test_a_message_that_telegram_refuses_for_good_holds_up_nobody_and_staff_are_told(
    app: Madoguchi, telegram: TelegramServer, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    telegram.fail_next("sendMessage", 400, "Bad Request: TEXT_INVALID", chat_id=ann.id)
    await app.answer(sato, card, "Hello.")
    await app.in_office(app.ja("staff.undeliverable", number=1), "Text_invalid")
    await app.ask(ann, PHONE, NUMBER)


# --- receiving ------------------------------------------------------------------------------------


async def test_updates_of_a_lost_poll_are_handled_once(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.drop_next("getUpdates")
    telegram.fail_next("getUpdates", 502, "Bad Gateway")
    await app.ask(ann, PHONE, NUMBER)
    await app.ask(ann, "What is your fax number?", "03-3372-4414")
    await app.ask(ann, PHONE, NUMBER)
    assert len(from_bot(telegram, ann.id)) == 3


async def test_an_update_that_comes_twice_is_handled_once(
    app: Madoguchi, telegram: TelegramServer, hanako: User
) -> None:
    hanako.says(TALK_JA)
    [update] = telegram.world.updates.take(1)
    await app.reply(hanako, app.ja("ticket.opened", number=1))
    telegram.raw_update(update)
    await app.ask(hanako, "/status", app.ja("status.item.new", number=1))
    assert len(from_bot(telegram, STAFF_CHAT)) == 1
    assert len(from_bot(telegram, hanako.id)) == 2


# --- the token ------------------------------------------------------------------------------------


async def test_the_token_stands_in_no_log_whatever_goes_wrong(
    stopped: Madoguchi, telegram: TelegramServer, hanako: User, capfd: pytest.CaptureFixture[str]
) -> None:
    for method in ("getMe", "getUpdates"):
        telegram.refuse_next(method)
    for method in ("getChat", "sendMessage"):
        telegram.drop_next(method)
    telegram.fail_next("setMyCommands", 404, "Not Found")
    await stopped.start()
    await stopped.ask(hanako, TALK_JA)
    telegram.fail_next("getUpdates", 500, f"Internal error at /bot{TOKEN}/getUpdates")
    await stopped.ask(hanako, "/status")
    await stopped.stop()
    assert "polling again" in stopped.log
    assert "trying again" in stopped.log
    everything = stopped.log + "".join(capfd.readouterr())
    assert TOKEN not in everything
    assert TOKEN.partition(":")[2] not in everything


async def test_a_token_revoked_while_running_ends_the_bot_with_a_clear_line(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    telegram.token = "123456:another"
    ann.says(PHONE)
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
        await app.ended()
    assert TOKEN not in str(caught.value)
