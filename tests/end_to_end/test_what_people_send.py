"""Commands, buttons, pictures and other things than a plain question."""

from __future__ import annotations

import pytest

from bot.core.assistant import Assistant
from tests.end_to_end.madoguchi import MORE_JA, STAFF_CHAT, TALK_EN, Madoguchi, from_bot
from tests.service.pictures import as_file, code, on_canvas
from tests.telegram_server import Message, TelegramServer, User

MENU = ["accounts", "contact", "privacy", "status", "language", "help"]


def data(message: Message) -> list[str]:
    """What the buttons under a message send back."""
    return [command for row in message.buttons for _, command in row]


def words(app: Madoguchi, person: str, wording_id: str, **values: object) -> str:
    return app.en(wording_id, **values) if person == "ann" else app.ja(wording_id, **values)


# --- commands and buttons -------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["hanako", "ann"])
async def test_start_says_what_is_recorded_and_every_button_of_its_menu_answers(
    person: str, app: Madoguchi, telegram: TelegramServer, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    menu = await app.ask(user, "/start", words(app, person, "start"))
    assert data(menu) == MENU
    for command in MENU:
        assert words(app, person, f"button.{command}") in [label for row in menu.buttons for label, _ in row]
        before = telegram.messages(user.id)[-1].id
        said = await app.press(user, menu, command)
        assert (said.text, said.show_alert) == (None, False)
        await app.reply(user, after=before)
    replies = [m.text for m in from_bot(telegram, user.id)][1:]
    assert len(replies) == len(set(replies)) == len(MENU)


async def test_a_chosen_language_is_kept(app: Madoguchi, hanako: User) -> None:
    asked = await app.ask(hanako, "/language", app.ja("language.which"), app.en("language.which"))
    assert data(asked) == ["language ja", "language en"]
    await app.press(hanako, asked, "language en")
    await app.reply(hanako, app.en("language.chosen"))
    await app.ask(hanako, "電話番号を教えてください", app.en("contact.phone"))


async def test_a_command_is_answered_in_the_language_of_the_conversation(
    app: Madoguchi, telegram: TelegramServer
) -> None:
    visitor = telegram.user(10, "Taro")
    await app.ask(visitor, "電話番号を教えてください", app.ja("contact.phone"))
    await app.ask(visitor, "/contact", app.ja("contact.all"))


async def test_buttons_carry_no_more_than_telegram_takes(
    app: Madoguchi, telegram: TelegramServer, assistant: Assistant, hanako: User, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    await app.draft(sato, card, "Hello.")
    for text in ("/start", "/language", "/status", "会員", "データ"):
        await app.ask(hanako, text)
    shown = [d for chat in (7, 8, STAFF_CHAT) for m in telegram.messages(chat) for d in data(m)]
    offered = [f"topic {topic.key}" for topic in assistant.handbook.topics]
    assert shown
    assert all(len(each.encode()) <= 64 for each in shown + offered)


# --- pictures -------------------------------------------------------------------------------------


async def test_a_picture_goes_to_the_office_at_the_press_of_a_button(app: Madoguchi, hanako: User) -> None:
    hanako.sends_photo("evidence")
    reply = await app.reply(hanako, app.ja("attachment.photo"))
    await app.press(hanako, reply, app.ja("button.ask"))
    await app.reply(hanako, app.ja("ticket.opened", number=1))
    await app.card(1)
    sent = await app.in_office(app.ja("staff.attachment", number=1))
    assert sent.content["photo"][0]["file_id"] == "evidence"


async def test_the_code_in_a_picture_is_read(
    app: Madoguchi, telegram: TelegramServer, hanako: User, ann: User
) -> None:
    telegram.file("poster", as_file(on_canvas(code("https://x.com/somebody_else"))))
    hanako.sends_photo("poster", "これは公式ですか")
    await app.reply(hanako, "一覧には載っていません")
    file = ann.sends_document("poster", file_name="poster.png", mime_type="image/png")
    asked = ann.says("Is this your official account?", reply_to=file)
    await app.reply(ann, "not on our list", after=asked)


async def test_a_picture_with_a_question_goes_to_the_office_with_it(app: Madoguchi, ann: User) -> None:
    ann.sends_photo("evidence", TALK_EN)
    await app.reply(ann, app.en("ticket.opened", number=1))
    await app.card(1, TALK_EN)
    sent = await app.in_office(app.ja("staff.attachment", number=1))
    assert sent.content["photo"][0]["file_id"] == "evidence"


async def test_a_picture_that_reopens_an_enquiry_reaches_staff(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    await app.press(sato, card, "close 1")
    closed = await app.reply(hanako, app.ja("ticket.closed_unanswered", number=1))
    hanako.sends_photo("proof", MORE_JA, reply_to=closed.id)
    await app.reply(hanako, app.ja("ticket.reopened", number=1))
    sent = await app.in_office(app.ja("staff.attachment", number=1))
    assert sent.content["photo"][0]["file_id"] == "proof"


async def test_a_picture_with_a_demand_about_personal_data_reaches_staff(app: Madoguchi, ann: User) -> None:
    ann.sends_photo("proof", "My address in your records is wrong, please correct it.")
    await app.reply(ann, app.en("request.correct", number=1))
    await app.card(1, app.ja("staff.kind.correct"))
    sent = await app.in_office(app.ja("staff.attachment", number=1))
    assert sent.content["photo"][0]["file_id"] == "proof"


async def test_an_album_is_answered_once(app: Madoguchi, telegram: TelegramServer, ann: User) -> None:
    for name in ("first", "second", "third"):
        ann.sends_photo(name, media_group_id="album")
    await app.ask(ann, "What is your fax number?", "03-3372-4414")
    album, question = from_bot(telegram, ann.id)
    assert album.text == app.en("attachment.photo")
    assert "03-3372-4414" in question.text


async def test_every_picture_of_an_album_reaches_the_office(
    app: Madoguchi, telegram: TelegramServer, hanako: User
) -> None:
    for name in ("first", "second", "third"):
        hanako.sends_photo(name, media_group_id="album")
    reply = await app.reply(hanako, app.ja("attachment.photo"))
    await app.press(hanako, reply, "ask")
    caption = app.ja("staff.attachment", number=1)
    await telegram.wait_until(lambda: len(from_bot(telegram, STAFF_CHAT, caption)) == 3)
    sent = from_bot(telegram, STAFF_CHAT, caption)
    assert [m.content["photo"][0]["file_id"] for m in sent] == ["first", "second", "third"]


async def test_a_file_goes_to_the_office_at_the_press_of_a_button(app: Madoguchi, ann: User) -> None:
    ann.sends_document("form")
    reply = await app.reply(ann, app.en("attachment.document"))
    await app.press(ann, reply, app.en("button.ask"))
    sent = await app.in_office(app.ja("staff.attachment", number=1))
    assert sent.content["document"]["file_id"] == "form"


# --- other things ---------------------------------------------------------------------------------


async def test_stickers_voices_and_places_are_asked_for_in_words(app: Madoguchi, hanako: User) -> None:
    hanako.sends_sticker()
    await app.reply(hanako, app.ja("attachment.sticker"))
    hanako.sends_voice()
    await app.reply(hanako, app.ja("attachment.voice"))
    hanako.sends_location(35.69, 139.68)
    await app.reply(hanako, app.ja("attachment.other"))


async def test_a_message_of_symbols_alone_is_asked_for_in_words(app: Madoguchi, ann: User) -> None:
    await app.ask(ann, "🙂🙂🙂", app.en("empty"))


async def test_what_is_no_update_stops_nothing(app: Madoguchi, telegram: TelegramServer, ann: User) -> None:
    telegram.raw_update({"message": {"message_id": 1}})
    telegram.raw_update({"message": "nonsense"})
    telegram.raw_update({"something_new": {"chat": {"id": 8}}})
    await app.ask(ann, "What is your phone number?", "03-3373-9576")
