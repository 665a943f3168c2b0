"""What a person may still do with a matter that staff have."""

from __future__ import annotations

from tests.end_to_end.madoguchi import (
    MORE_EN,
    MORE_JA,
    STAFF_CHAT,
    TALK_EN,
    TALK_JA,
    Madoguchi,
    from_bot,
    labels,
)
from tests.telegram_server import Group, TelegramServer, User

SATO = "佐藤 一郎"


# --- edits and additions --------------------------------------------------------------------------


async def test_an_edited_question_reaches_staff_as_it_now_reads(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    told, card = await app.hand_over(hanako)
    rewritten = f"{TALK_JA}。領収書の宛名の件です。"
    hanako.edits(told.id - 1, rewritten)
    await app.reply(hanako, app.ja("ticket.edited", number=1))
    notice = await app.in_office(app.ja("staff.edited", number=1, text=rewritten))
    assert notice.reply_to == card.id
    await app.card(1, rewritten)
    await app.answer(sato, card, "宛名を変えてお送りします。")
    assert rewritten in (await app.reply(hanako, "宛名を変えてお送りします。")).text


async def test_an_edit_after_the_answer_brings_the_enquiry_back_to_staff(
    app: Madoguchi, ann: User, sato: User
) -> None:
    told, card = await app.hand_over(ann, TALK_EN)
    await app.answer(sato, card, "Here is the answer.")
    await app.card(1, app.ja("staff.state.answered", name=SATO))
    ann.edits(told.id - 1, f"{TALK_EN} It is urgent.")
    await app.reply(ann, app.en("ticket.edited", number=1))
    await app.card(1, "It is urgent.", app.ja("staff.state.claimed", name=SATO))


async def test_an_edit_of_a_message_that_was_answered_is_answered_anew(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    question = ann.says("What is your fax number?")
    await app.reply(ann, "03-3372-4414")
    ann.edits(question, "What is your phone number?")
    await app.reply(ann, "03-3373-9576")
    assert from_bot(telegram, STAFF_CHAT) == []


async def test_what_a_person_adds_goes_to_the_same_enquiry(app: Madoguchi, ann: User) -> None:
    told, card = await app.hand_over(ann, TALK_EN)
    ann.says(MORE_EN, reply_to=told.id)
    await app.reply(ann, app.en("ticket.added", number=1))
    notice = await app.in_office(app.ja("staff.added", number=1, text=MORE_EN))
    assert notice.reply_to == card.id


async def test_staff_may_answer_by_replying_to_the_notice_of_an_addition(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    told, _ = await app.hand_over(hanako)
    hanako.says(MORE_JA, reply_to=told.id)
    notice = await app.in_office(app.ja("staff.added", number=1, text=MORE_JA))
    await app.ask(hanako, "/status")
    await app.answer(sato, notice, "番号を承りました。")
    await app.reply(hanako, "番号を承りました。")


# --- withdrawing and coming back ------------------------------------------------------------------


async def test_withdrawing_is_confirmed_and_staff_need_not_answer(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    preview = await app.draft(sato, card, "お返事します。")
    await app.ask(hanako, "/cancel", app.ja("cancel.done", number=1))
    withdrawn = app.ja("staff.state.withdrawn")
    assert labels(await app.card(1, withdrawn)) == []
    await app.in_office(app.ja("staff.withdrawn", number=1))
    stale = app.ja("staff.stale", number=1, state=withdrawn)
    said = await app.press(sato, preview, "send 1")
    assert (said.text, said.show_alert) == (stale, True)
    late = sato.says("もう一度お返事します。", chat=card.chat, reply_to=card.id)
    assert (await app.in_office(stale)).reply_to == late
    assert not from_bot(telegram, hanako.id, "お返事します。")


async def test_the_button_under_the_acknowledgement_withdraws_the_enquiry(app: Madoguchi, ann: User) -> None:
    told, _ = await app.hand_over(ann, TALK_EN)
    await app.press(ann, told, app.en("button.cancel", number=1))
    await app.reply(ann, app.en("cancel.done", number=1))
    await app.card(1, app.ja("staff.state.withdrawn"))


async def test_with_several_enquiries_cancel_asks_which_and_the_button_withdraws_it(
    app: Madoguchi, hanako: User
) -> None:
    await app.hand_over(hanako)
    await app.hand_over(hanako, f"別件です。{TALK_JA}")
    which = await app.ask(hanako, "/cancel", app.ja("cancel.which"))
    offered = [data for row in which.buttons for _, data in row]
    assert [data for data in offered if data.startswith("cancel")] == ["cancel 1", "cancel 2"]
    await app.press(hanako, which, "cancel 2")
    await app.reply(hanako, app.ja("cancel.done", number=2))
    await app.card(2, app.ja("staff.state.withdrawn"))
    await app.card(1, app.ja("staff.state.new"))


async def test_writing_after_closing_reopens_the_enquiry(app: Madoguchi, ann: User, sato: User) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    await app.press(sato, card, "close 1")
    closed = await app.reply(ann, app.en("ticket.closed_unanswered", number=1))
    ann.says(MORE_EN, reply_to=closed.id)
    await app.reply(ann, app.en("ticket.reopened", number=1))
    await app.in_office(app.ja("staff.reopened", number=1, text=MORE_EN))
    assert len(labels(await app.card(1, app.ja("staff.state.new")))) == 3


async def test_writing_after_withdrawing_reaches_staff(
    app: Madoguchi, staff_group: Group, hanako: User, sato: User
) -> None:
    told, _ = await app.hand_over(hanako)
    await app.ask(hanako, "/cancel", app.ja("cancel.done", number=1))
    again = hanako.says(MORE_JA, reply_to=told.id)
    await app.reply(hanako, "事務局に引き継ぎました", after=again)
    sato.says("/queue", chat=staff_group)
    await app.in_office(app.ja("staff.queue", count=1))


# --- blocking -------------------------------------------------------------------------------------


async def test_an_answer_to_somebody_who_blocked_the_bot_is_reported_and_the_enquiry_stays(
    app: Madoguchi, staff_group: Group, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    hanako.blocks()
    preview = await app.draft(sato, card, "お答えします。")
    assert app.ja("staff.preview.blocked") in preview.text
    await app.press(sato, preview, "send 1")
    notice = await app.in_office(app.ja("staff.blocked", number=1))
    assert notice.reply_to == card.id
    await app.card(1, app.ja("staff.state.claimed", name=SATO))
    sato.says("/queue", chat=staff_group)
    await app.in_office(app.ja("staff.queue", count=1))


async def test_somebody_who_unblocks_the_bot_gets_answers_again(
    app: Madoguchi, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    ann.blocks()
    ann.unblocks()
    await app.ask(ann, "/status", "no. 1")
    preview = await app.draft(sato, card, "Welcome back.")
    assert app.ja("staff.preview.blocked") not in preview.text
    await app.press(sato, preview, "send 1")
    await app.reply(ann, "Welcome back.")


async def test_a_block_that_nobody_announced_is_found_out_on_delivery(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    hanako.blocked = True
    await app.answer(sato, card, "お答えします。")
    await app.in_office(app.ja("staff.blocked", number=1))
    preview = await app.draft(sato, card, "もう一度お送りします。")
    assert app.ja("staff.preview.blocked") in preview.text
