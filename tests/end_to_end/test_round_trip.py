"""A person asks, staff answer, the answer comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.settings.values import WEEKDAYS
from tests.end_to_end.madoguchi import MORE_JA, STAFF_CHAT, TALK_EN, TALK_JA, Madoguchi, from_bot, labels
from tests.telegram_server import Group, TelegramServer, User

SOURCE = "https://www.imaging-society-japan.org/www/jp/en/about_us-2/rules/social-media-operating-guidelines/"


def another_day(app: Madoguchi) -> str:
    """A weekday that is neither today nor tomorrow in the office's time."""
    return WEEKDAYS[(datetime.now(app.settings().zone) + timedelta(days=3)).weekday()]


# --- the person is answered, or told where the message went ---------------------------------------


async def test_what_is_published_is_quoted_with_its_source(app: Madoguchi, ann: User) -> None:
    reply = await app.ask(ann, "Do you read all comments?")
    assert "6.1 Posted content and response" in reply.text
    assert "The Society always reads inquiries and opinions received through social media." in reply.text
    assert SOURCE in reply.text


async def test_a_translated_quotation_says_so(app: Madoguchi, hanako: User) -> None:
    reply = await app.ask(hanako, "コメントは全部読んでいますか？")
    assert "参考訳" in reply.text
    assert SOURCE in reply.text


async def test_a_matter_for_staff_is_acknowledged_with_its_number_and_no_promise(
    app: Madoguchi, hanako: User, ann: User
) -> None:
    ja = await app.ask(hanako, TALK_JA)
    assert "受付番号1" in ja.text
    assert "すぐにはお返事できない場合や、お返事を差し上げられない場合があります" in ja.text
    en = await app.ask(ann, TALK_EN)
    assert "no. 2" in en.text
    assert "may not be answered immediately, and not every message can be answered" in en.text


async def test_staff_get_a_card_with_the_question_its_language_and_what_to_do(
    app: Madoguchi, ann: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    assert TALK_EN in card.text
    assert app.en("language.name") in card.text
    assert app.ja("staff.state.new") in card.text
    assert card.buttons == [
        [
            (app.ja("button.staff.claim"), "claim 1"),
            (app.ja("button.staff.close"), "close 1"),
            (app.ja("button.staff.decline"), "decline 1"),
        ]
    ]


async def test_personal_data_is_masked_on_the_card(app: Madoguchi, hanako: User) -> None:
    _, card = await app.hand_over(hanako, f"{TALK_JA}。電話は090-1234-5678です。")
    assert TALK_JA in card.text
    assert "1234" not in card.text


async def test_a_card_makes_a_sound_only_in_office_hours(stopped: Madoguchi, hanako: User, ann: User) -> None:
    await stopped.start(business_days=another_day(stopped))
    _, out_of_hours = await stopped.hand_over(hanako)
    assert out_of_hours.silent
    await stopped.stop()
    await stopped.start()
    _, in_hours = await stopped.hand_over(ann, TALK_EN)
    assert not in_hours.silent


async def test_an_emergency_makes_a_sound_at_any_hour(stopped: Madoguchi, hanako: User) -> None:
    await stopped.start(business_days=another_day(stopped))
    told, card = await stopped.hand_over(hanako, "もう死にたいです")
    assert "0120-279-338" in told.text
    assert stopped.ja("staff.card.urgent") in card.text
    assert not card.silent


# --- staff answer ---------------------------------------------------------------------------------


async def test_claiming_marks_the_card_and_tells_who_pressed(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    said = await app.press(sato, card, "claim 1")
    assert (said.text, said.show_alert) == (app.ja("staff.done.claimed", number=1), False)
    edited = await app.card(1, app.ja("staff.state.claimed", name="佐藤 一郎"))
    assert edited.id == card.id
    assert labels(edited) == [app.ja("button.staff.close"), app.ja("button.staff.decline")]


@pytest.mark.parametrize(
    ("name", "question", "answer", "signature"),
    [
        ("hanako", TALK_JA, "領収書は再発行できます。", "事務局"),
        ("ann", TALK_EN, "Yes, we can send the receipt again.", "office"),
    ],
    ids=["ja", "en"],
)
async def test_an_answer_arrives_as_previewed_quoting_the_question_and_signed_by_the_office(
    name: str,
    question: str,
    answer: str,
    signature: str,
    app: Madoguchi,
    sato: User,
    request: pytest.FixtureRequest,
) -> None:
    person: User = request.getfixturevalue(name)
    told, card = await app.hand_over(person, question)
    preview = await app.draft(sato, card, answer)
    shown = preview.text
    assert labels(preview) == [app.ja("button.staff.send"), app.ja("button.staff.discard")]
    said = await app.press(sato, preview, app.ja("button.staff.send"))
    assert (said.text, said.show_alert) == (app.ja("staff.done.sent", number=1), False)
    arrived = await app.reply(person, answer)
    assert arrived.reply_to == told.id - 1
    assert question in arrived.text
    assert arrived.text.splitlines()[-1].endswith(signature)
    assert "佐藤" not in arrived.text
    assert arrived.text in shown


async def test_a_sent_draft_cannot_be_sent_again_and_says_who_sent_it(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User, suzuki: User
) -> None:
    _, card = await app.hand_over(hanako)
    preview = await app.draft(sato, card, "折り返しご連絡します。")
    await app.press(sato, preview, "send 1")
    sent = app.ja("staff.sent", number=1, name="佐藤 一郎", text="折り返しご連絡します。")
    assert (await app.in_office(sent)).id == preview.id
    assert labels(preview) == []
    again = await app.press(suzuki, preview, "send 1", stale=True)
    assert (again.text, again.show_alert) == (app.ja("staff.draft.sent"), True)
    await app.card(1, app.ja("staff.state.answered", name="佐藤 一郎"))
    assert len(from_bot(telegram, hanako.id, "折り返しご連絡します。")) == 1


async def test_nothing_reaches_the_person_before_send_nor_after_discard(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    preview = await app.draft(sato, card, "やはり違う返事です。")
    said = await app.press(sato, preview, app.ja("button.staff.discard"))
    assert said.text == app.ja("staff.done.discarded", number=1)
    await app.in_office(app.ja("staff.discarded", number=1, name="佐藤 一郎"))
    late = await app.press(sato, preview, "send 1", stale=True)
    assert (late.text, late.show_alert) == (app.ja("staff.draft.discarded"), True)
    await app.answer(sato, card, "こちらが正しい返事です。")
    await app.reply(hanako, "こちらが正しい返事です。")
    assert not from_bot(telegram, hanako.id, "やはり違う返事です。")


async def test_staff_talk_among_themselves_undisturbed(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User, sato: User, suzuki: User
) -> None:
    _, card = await app.hand_over(hanako)
    remark = sato.says("これ、誰か分かりますか", chat=staff_group)
    suzuki.says("昨年の名簿にあります", chat=staff_group, reply_to=remark)
    await app.draft(sato, card, "お調べします。")
    assert len(from_bot(telegram, STAFF_CHAT)) == 2  # the card and this preview


async def test_an_addition_between_draft_and_send_is_shown_before_anything_is_sent(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    told, card = await app.hand_over(hanako)
    preview = await app.draft(sato, card, "最初の返事です。")
    hanako.says(MORE_JA, reply_to=told.id)
    await app.reply(hanako, app.ja("ticket.passed_on", number=1))
    said = await app.press(sato, preview, "send 1")
    assert (said.text, said.show_alert) == (app.ja("staff.look_again", number=1), True)
    assert not from_bot(telegram, hanako.id, "最初の返事です。")
    assert (await app.in_office(app.ja("staff.preview.changed", number=1))).id == preview.id
    await app.press(sato, preview, "send 1")
    await app.reply(hanako, "最初の返事です。")


async def test_an_answer_too_long_for_one_message_arrives_whole_and_in_order(
    app: Madoguchi, telegram: TelegramServer, ann: User, sato: User
) -> None:
    told, card = await app.hand_over(ann, TALK_EN)
    sentences = [f"This is sentence {n} of a long answer." for n in range(106)]
    preview = await app.draft(sato, card, " ".join(sentences))
    whole = await app.in_office("sentence 105", after=preview.id - 1)
    await app.press(sato, whole, "send 1")
    await telegram.wait_until(lambda: len(from_bot(telegram, ann.id)) == 3)
    pieces = [m.text for m in from_bot(telegram, ann.id) if m.id > told.id]
    assert " ".join(sentences) in " ".join(pieces).replace("\n", " ")
    await app.in_office(app.ja("staff.sent", number=1, name="佐藤 一郎"))
    assert labels(whole) == []


async def test_a_question_too_long_for_one_card_reaches_staff_whole_and_can_be_claimed(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    question = TALK_JA + "".join(f"、{n}番目の事情があります" for n in range(300))
    _, card = await app.hand_over(hanako, question[:4096])
    await app.ask(hanako, "/status")
    texts = "".join(m.text for m in from_bot(telegram, STAFF_CHAT))
    assert all(f"、{n}番目の事情" in texts for n in range(300))
    await app.press(sato, card, "claim 1")
    await app.card(1, app.ja("staff.state.claimed", name="佐藤 一郎"))
