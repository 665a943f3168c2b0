"""What staff do with tickets in their group, and who may do it."""

from __future__ import annotations

import pytest

from tests.end_to_end.madoguchi import STAFF_CHAT, TALK_EN, TALK_JA, Madoguchi, from_bot, labels
from tests.telegram_server import Group, TelegramServer, User

# --- two at once, and too late --------------------------------------------------------------------


async def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told_who(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User, suzuki: User
) -> None:
    _, card = await app.hand_over(hanako)
    queries = [suzuki.presses(card, "claim 1"), sato.presses(card, "claim 1")]
    first, second = [await telegram.wait_for_answer(query) for query in queries]
    with_suzuki = app.ja("staff.state.claimed", name="鈴木 花")
    assert first.text == app.ja("staff.done.claimed", number=1)
    assert (second.text, second.show_alert) == (app.ja("staff.stale", number=1, state=with_suzuki), True)
    await app.card(1, with_suzuki)


@pytest.mark.parametrize("action", ["claim", "close", "decline"])
async def test_a_stale_button_does_nothing_and_says_how_the_ticket_stands(
    action: str, app: Madoguchi, telegram: TelegramServer, ann: User, sato: User, suzuki: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    await app.press(sato, card, "decline 1")
    await app.reply(ann, app.en("ticket.declined", number=1))
    said = await app.press(suzuki, card, f"{action} 1", stale=True)
    stands = app.ja("staff.stale", number=1, state=app.ja("staff.state.declined"))
    assert (said.text, said.show_alert) == (stands, True)
    assert len(from_bot(telegram, ann.id)) == 2


async def test_a_button_for_an_enquiry_that_does_not_exist_says_so(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    said = await app.press(sato, card, "claim 99", stale=True)
    assert said.text == app.ja("staff.unknown_ticket", number=99)


async def test_a_press_too_old_to_be_answered_still_counts(
    app: Madoguchi, telegram: TelegramServer, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    telegram.query_lifetime = 0
    sato.presses(card, "claim 1")
    await app.card(1, app.ja("staff.state.claimed", name="佐藤 一郎"))
    assert telegram.answers == []


# --- close and decline ----------------------------------------------------------------------------


async def test_declining_tells_the_person_how_to_reach_the_office(
    app: Madoguchi, ann: User, sato: User
) -> None:
    told, card = await app.hand_over(ann, TALK_EN)
    said = await app.press(sato, card, app.ja("button.staff.decline"))
    assert said.text == app.ja("staff.done.declined", number=1)
    reply = await app.reply(ann, app.en("ticket.declined", number=1))
    assert "+81-3-3373-9576" in reply.text
    assert reply.reply_to == told.id - 1
    assert labels(await app.card(1, app.ja("staff.state.declined"))) == []


async def test_closing_unanswered_says_so_and_how_to_reach_the_office(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    said = await app.press(sato, card, app.ja("button.staff.close"))
    assert said.text == app.ja("staff.done.closed", number=1)
    await app.reply(hanako, app.ja("ticket.closed_unanswered", number=1, phone="03-3373-9576"))
    assert labels(await app.card(1, app.ja("staff.state.closed"))) == []


async def test_closing_after_an_answer_invites_to_write_again(app: Madoguchi, ann: User, sato: User) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    await app.answer(sato, card, "Please see our newsletter.")
    answered = await app.card(1, app.ja("staff.state.answered", name="佐藤 一郎"))
    assert labels(answered) == [app.ja("button.staff.close")]
    await app.press(sato, answered, "close 1")
    await app.reply(ann, app.en("ticket.closed", number=1))


async def test_an_answer_after_closing_still_goes_out_with_a_note_in_the_preview(
    app: Madoguchi, hanako: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    await app.press(sato, card, "close 1")
    await app.reply(hanako, app.ja("ticket.closed_unanswered", number=1))
    preview = await app.draft(sato, card, "遅くなりましたが、お答えします。")
    assert app.ja("staff.preview.closed", state=app.ja("staff.state.closed")) in preview.text
    await app.press(sato, preview, "send 1")
    await app.reply(hanako, "遅くなりましたが、お答えします。")
    await app.card(1, app.ja("staff.state.answered", name="佐藤 一郎"))


# --- the queue ------------------------------------------------------------------------------------


async def test_the_queue_lists_what_waits_oldest_first_and_a_press_posts_the_card(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User, ann: User, sato: User
) -> None:
    taro = telegram.user(9, "太郎", language_code="ja")
    cards = [(await app.hand_over(person))[1] for person in (hanako, ann, taro)]
    await app.press(sato, cards[1], "claim 2")
    asked = sato.says("/queue@madoguchi_bot", chat=staff_group)
    queue = await app.in_office(app.ja("staff.queue", count=3))
    assert queue.reply_to == asked
    lines = [line for line in queue.text.splitlines() if TALK_JA in line]
    assert [line.partition("　")[0] for line in lines] == ["1", "2", "3"]
    assert app.ja("staff.state.claimed", name="佐藤 一郎") in lines[1]
    assert queue.buttons == [[("1", "show 1"), ("2", "show 2"), ("3", "show 3")]]
    await app.press(sato, queue, "3")
    posted = await app.card(3, after=queue.id)
    await app.press(sato, posted, "close 3")
    for card in (cards[2], posted):
        await app.card(3, f"{app.ja('staff.state.closed')}　", after=card.id - 1)


async def test_an_empty_queue_is_said_to_be_empty(app: Madoguchi, staff_group: Group, suzuki: User) -> None:
    suzuki.says("/queue", chat=staff_group)
    await app.in_office(app.ja("staff.queue.empty"))


# --- who may act ----------------------------------------------------------------------------------


async def test_somebody_outside_the_staff_group_can_do_nothing_there(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, ann: User, hanako: User
) -> None:
    _, card = await app.hand_over(hanako)
    said = await app.press(ann, card, "close 1")
    assert (said.text, said.show_alert) == (app.ja("staff.not_member"), True)
    reply = ann.says("Hello", chat=staff_group, reply_to=card.id)
    assert (await app.in_office(app.ja("staff.not_member"))).reply_to == reply
    await app.ask(hanako, "/status", app.ja("status.item.new", number=1))
    assert len(from_bot(telegram, hanako.id)) == 2
    assert card.edits == []


async def test_a_former_member_can_do_nothing_any_more(
    app: Madoguchi, staff_group: Group, hanako: User, suzuki: User
) -> None:
    _, card = await app.hand_over(hanako)
    staff_group.remove(suzuki)
    said = await app.press(suzuki, card, "claim 1")
    assert (said.text, said.show_alert) == (app.ja("staff.not_member"), True)
    await app.ask(hanako, "/status", app.ja("status.item.new", number=1))
    assert card.edits == []


async def test_an_anonymous_administrator_is_told_to_act_as_themselves(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User
) -> None:
    _, card = await app.hand_over(hanako)
    staff_group.anonymous_says("おはようございます")
    reply = staff_group.anonymous_says("お答えします。", reply_to=card.id)
    said = await app.in_office(app.ja("staff.anonymous"))
    assert said.reply_to == reply
    assert len(from_bot(telegram, STAFF_CHAT)) == 2  # the card and this notice
    command = staff_group.anonymous_says("/queue")
    await app.in_office(app.ja("staff.anonymous"), after=command)


async def test_a_member_who_joins_later_may_act(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, ann: User
) -> None:
    _, card = await app.hand_over(ann, TALK_EN)
    tanaka = telegram.user(103, "田中", language_code="ja")
    assert (await app.press(tanaka, card, "claim 1")).text == app.ja("staff.not_member")
    staff_group.add(tanaka)
    assert (await app.press(tanaka, card, "claim 1")).text == app.ja("staff.done.claimed", number=1)
