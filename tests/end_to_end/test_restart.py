"""Stopped and started again on the same database: nothing lost, nothing said twice."""

from __future__ import annotations

from tests.end_to_end.madoguchi import STAFF_CHAT, TALK_EN, TALK_JA, Madoguchi, from_bot
from tests.telegram_server import TelegramServer, User

PHONE = "What is your phone number?"
NUMBER = "03-3373-9576"


async def test_what_came_while_stopped_is_handled_after_the_start(
    app: Madoguchi, hanako: User, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    await app.stop()
    question = ann.says(PHONE)
    query = sato.presses(card, "claim 1")
    await app.start()
    await app.reply(ann, NUMBER, after=question)
    said = await app.telegram.wait_for_answer(query)
    assert said.text == app.ja("staff.done.claimed", number=1)


async def test_what_was_handled_before_the_stop_is_not_handled_again(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User
) -> None:
    await app.hand_over(hanako)
    await app.ask(ann, PHONE, NUMBER)
    await app.stop()
    await app.start()
    await app.ask(ann, "/status", app.en("status.none"))
    assert len(from_bot(telegram, ann.id)) == 2
    assert len(from_bot(telegram, hanako.id)) == 1
    assert len(from_bot(telegram, STAFF_CHAT)) == 1


async def test_what_telegram_brings_again_after_a_restart_is_answered_once(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    asked = ann.says(PHONE)
    await app.reply(ann, NUMBER, after=asked)
    await app.stop()
    update = {"message": telegram.messages(ann.id)[0].to_dict()}
    newest = max(call.get("offset", 0) for call in telegram.calls_of("getUpdates")) - 1
    telegram.raw_update(update | {"update_id": newest})
    telegram.calls.clear()
    await app.start()
    await app.ask(ann, "/status", app.en("status.none"))
    assert "offset" not in telegram.calls_of("getUpdates")[0]
    assert len(from_bot(telegram, ann.id, NUMBER)) == 1


async def test_an_update_saved_but_not_yet_handled_at_the_stop_is_handled_after_the_start(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    telegram.fail_next("getChatMember", 502, "Bad Gateway")
    query = sato.presses(card, "claim 1")
    await app.logs("waiting for the channel")
    await app.ask(ann, PHONE, NUMBER)
    await app.stop()
    assert telegram.answers == []
    await app.start()
    await telegram.wait_for_answer(query, timeout=15)
    assert [answer.id for answer in telegram.answers] == [query]


async def test_a_card_not_yet_delivered_at_the_stop_is_delivered_once_after_the_start(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User
) -> None:
    telegram.fail_next("sendMessage", 429, retry_after=1, chat_id=STAFF_CHAT)
    await app.ask(hanako, TALK_JA)
    await app.stop()
    assert from_bot(telegram, STAFF_CHAT) == []
    await app.start()
    await app.hand_over(ann, TALK_EN)
    assert [TALK_JA in m.text for m in from_bot(telegram, STAFF_CHAT)] == [True, False]


async def test_a_draft_outlives_the_stop(app: Madoguchi, ann: User, sato: User) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    preview = await app.draft(sato, card, "Here is the answer.")
    await app.stop()
    await app.start()
    await app.press(sato, preview, "send 1")
    await app.reply(ann, "Here is the answer.")


async def test_a_person_and_their_language_are_remembered(app: Madoguchi, hanako: User) -> None:
    asked = await app.ask(hanako, "/language")
    await app.press(hanako, asked, "language en")
    await app.reply(hanako, app.en("language.chosen"))
    await app.stop()
    await app.start()
    await app.ask(hanako, "電話番号を教えてください", app.en("contact.phone"))
