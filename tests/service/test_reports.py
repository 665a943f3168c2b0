"""Reports of accounts: those of the same one join a case on one card."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.model import Command, ForwardOrigin
from bot.service.ports import StaffAction
from bot.service.tickets.reporting import _is_told
from tests.conftest import OpenOffice
from tests.service.channel import texts
from tests.service.reporting import (
    LINK,
    NOT_OURS,
    SHOWN,
    answer_to,
    asks,
    labels,
    last,
    newest,
    reports,
    told,
)
from tests.service.scene import SATO, STAFF_CHAT

# --- joining -------------------------------------------------------------------------------------


async def test_the_first_report_opens_a_case_with_its_evidence(office: OpenOffice) -> None:
    scene = await office()
    said = await reports(scene)
    assert "受付番号1" in said
    assert "すぐにはお返事できない" in said
    card = await scene.card(1)
    for shown in ("アカウントのお知らせ", SHOWN, "X", "知らせた人：1人"):
        assert shown in card.text
    assert LINK not in card.text
    assert labels(scene, 1) == ["担当する", "終了する", "対応できません", "公式ではない", "公式である"]


async def test_who_reports_the_same_joins_with_a_number_of_their_own(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    said = await reports(scene, "john", "x.com/ISJ_imaging_0fficial?s=20", english=True)
    assert "no. 2" in said
    assert "may not be answered immediately" in said
    assert "知らせた人：2人" in (await scene.card(1)).text
    posts = scene.staff_posts()
    assert [post.reply_to for post in posts] == [None, (await scene.card(1)).message_id]
    assert "2人になりました" in posts[1].text
    assert [t for t in scene.channel.screens["john"].values() if "Withdraw no. 2" in str(t.keys)]


def test_staff_are_told_of_the_count_now_and_then() -> None:
    assert [people for people in range(1, 2000) if _is_told(people)] == [2, 5, 10, 50, 100, 500, 1000]


async def test_who_reports_twice_is_told_that_staff_have_it(office: OpenOffice) -> None:
    scene = await office()
    button = await asks(scene)
    for command in (button, button, await asks(scene)):
        said = "\n".join(await scene.command(command))
    assert "すでに事務局に引き継いでいます（受付番号1）" in said
    assert await scene.rows("SELECT number FROM tickets") == [(1,)]
    assert len(scene.staff_posts()) == 1


async def test_a_name_or_a_hidden_sender_joins_nothing_but_is_reported_once(office: OpenOffice) -> None:
    scene = await office()
    for who in ("hanako", "taro"):
        origin = ForwardOrigin("hidden_user", title="日本画像学会 事務局")
        await scene.receive(scene.written("会費をお支払いください", who=who, forward=origin), who)
        _, key = newest(scene, who)
        for _ in range(2):
            await scene.command(key, who)
    assert await scene.rows("SELECT ticket_number FROM impostors ORDER BY id") == [(1,), (2,)]
    assert "アカウントを隠している個人" in (await scene.card(1)).text
    assert labels(scene, 1)[-1] == "公式ではない", "nothing tells whether it would be ours"


async def test_a_card_of_many_long_accounts_stays_one_message(office: OpenOffice) -> None:
    scene = await office()
    links = " ".join(f"https://isj-prize{n}.example.com/{'a' * 600}" for n in range(6))
    await reports(scene, link=links)
    card = await scene.card(1)
    assert len(card.text) < 4096
    assert len(card.keys) == 6
    assert "isj-prize0[.]example[.]com" in card.text
    assert "https://isj-prize" not in "".join(post.text for post in scene.staff_posts())


async def test_an_old_button_does_not_report_what_was_asked_later(office: OpenOffice) -> None:
    scene = await office()
    old = await asks(scene)
    await asks(scene, link="https://x.com/isj_something_else")
    (said,) = await scene.command(old)
    assert "もう一度ここに貼り付けて" in said
    assert await scene.rows("SELECT number FROM tickets") == []


async def test_reports_at_once_in_two_processes_make_one_case(office: OpenOffice) -> None:
    first = await office()
    second = await office(beside=first)
    pressed = [(who, await asks(first, who)) for who in ("hanako", "taro", "jiro", "john")]
    for who, command in pressed:
        await first.save(first.written(who=who, command=Command.parse(command)), who)
    await asyncio.gather(first.runner.drain(), second.runner.drain())
    for _ in range(5):  # who stood in another's way on the way tries again
        first.clock.forward(timedelta(seconds=10))
        await first.runner.drain()
    assert len(await first.rows("SELECT id FROM impostors")) == 1
    assert len(await first.rows("SELECT id FROM reports")) == 4
    cards = await first.rows("SELECT id FROM outbox WHERE purpose = 'card'")
    assert len(cards) == 1
    assert any("知らせた人：4人" in s.text for s in first.channel.screens[STAFF_CHAT].values())


async def test_who_reports_more_than_the_same_has_a_card_for_the_rest(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro", f"{LINK} https://x.com/isj_something_else")
    assert "受付番号1のカードで扱っています" in (await scene.card(2)).text
    assert labels(scene, 2)[3:] == ["公式ではない (2)", "公式である (2)"]
    await scene.staff_reply(1, "調べております。")
    await scene.staff_press("send 1")
    assert "調べております。" in last(scene, "taro")
    await scene.staff_press("not_ours 1")
    assert NOT_OURS in last(scene, "taro")
    assert (await scene.ticket(2)).state == "new"
    await scene.staff_press("close 2")
    assert "受付番号2" in last(scene, "taro")


# --- what else is done to a case -----------------------------------------------------------------


async def test_an_answer_on_the_card_goes_to_everybody_with_their_own_number(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "john", english=True)
    shown = await scene.staff_reply(1, "調べておりますので、お待ちください。")
    assert any("ほかの1人にも" in text for text in shown)
    await scene.staff_press("send 1")
    assert "受付番号1のお問い合わせにお答えします" in last(scene, "hanako")
    assert "reply to your enquiry no. 2" in last(scene, "john")
    assert "x[.]com/isj_imaging_0fficial" in last(scene, "john")
    assert [(await scene.ticket(n)).state for n in (1, 2)] == ["answered", "answered"]


@pytest.mark.parametrize(
    ("action", "state"), [("claim", "claimed"), ("close", "closed"), ("decline", "declined")]
)
async def test_what_is_done_to_a_case_is_done_to_every_report(
    action: str, state: str, office: OpenOffice
) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    before = await told(scene, "hanako", "taro")
    await scene.staff_press(f"{action} 1")
    assert [(await scene.ticket(n)).state for n in (1, 2)] == [state, state]
    heard = 0 if action == "claim" else 1
    assert await told(scene, "hanako", "taro") == {who: n + heard for who, n in before.items()}


async def test_a_case_closed_without_a_verdict_can_still_get_one(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await scene.staff_press("close 1")
    await scene.staff_press("not_ours 1")
    assert NOT_OURS in last(scene, "hanako")


async def test_when_the_first_withdraws_the_case_goes_on_on_the_card_of_the_next(office: OpenOffice) -> None:
    scene = await office()
    for who in ("hanako", "taro", "jiro"):
        await reports(scene, who)
    await scene.command("/cancel")
    assert "本人が取り下げ" in (await scene.card(1)).text
    assert (await scene.card(1)).keys == ()
    assert "知らせた人：2人" in (await scene.card(2)).text
    await scene.staff_press("not_ours 1")
    assert [NOT_OURS in last(scene, who) for who in ("hanako", "taro", "jiro")] == [False, True, True]
    assert "事務局の判断" in (await scene.card(2)).text


async def test_one_who_joined_withdraws_and_only_the_count_changes(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    posts = len(scene.staff_posts())
    await scene.command("/cancel", "taro")
    assert "知らせた人：1人" in (await scene.card(1)).text
    assert len(scene.staff_posts()) == posts
    await scene.staff_press("not_ours 1")
    assert NOT_OURS not in last(scene, "taro")


async def test_after_everybody_withdrew_the_next_report_opens_the_case_again(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await scene.command("/cancel")
    await reports(scene, "taro")
    assert "知らせた人：1人" in (await scene.card(2)).text
    assert await scene.rows("SELECT ticket_number FROM impostors") == [(2,)]


async def test_one_who_joined_goes_on_after_the_verdict_on_a_card_of_their_own(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    await scene.staff_press("not_ours 1")
    await scene.receive(
        scene.written("お金を払ってしまいました。", who="taro", reply_to=answer_to(scene, "taro")), "taro"
    )
    assert (await scene.ticket(2)).state == "new"
    card = await scene.card(2)
    assert "事務局の判断：公式ではない" in card.text
    assert "担当する" in [key.label for key in card.buttons]
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)
    (queue,) = texts(sent)
    assert "受付番号" not in queue
    assert "1件" in queue


async def test_what_one_who_joined_adds_stands_under_the_card_of_the_case(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    await scene.receive(
        scene.written("振り込みを求められました。", who="taro", reply_to=answer_to(scene, "taro")), "taro"
    )
    notice = scene.staff_posts()[-1]
    assert "受付番号2に追記" in notice.text
    assert notice.reply_to == (await scene.card(1)).message_id


async def test_the_queue_lists_a_case_once_with_its_count(office: OpenOffice) -> None:
    scene = await office()
    for who in ("hanako", "taro", "jiro"):
        await reports(scene, who)
    sent = await scene.receive(StaffAction(SATO, STAFF_CHAT, 9, command=Command("queue")), STAFF_CHAT)
    (queue,) = texts(sent)
    assert "1件" in queue
    assert "知らせた人：3人" in queue
    assert LINK not in queue
