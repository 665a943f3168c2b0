"""Staff's verdict on a reported account reaches everybody who reported it, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import OpenOffice
from tests.service.channel import texts
from tests.service.reporting import (
    LINK,
    NOT_OURS,
    OURS,
    asks,
    labels,
    last,
    press,
    reports,
    told,
)
from tests.service.scene import SATO, STAFF_CHAT, TANAKA


async def test_the_verdict_is_told_to_everybody_in_their_language_and_closes(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "john", english=True)
    toasts = await scene.staff_press("not_ours 1")
    assert any("お伝えする人：2人" in text for text in toasts)
    assert NOT_OURS in last(scene, "hanako")
    assert "受付番号1のお問い合わせは、これで対応を終了" in last(scene, "hanako")
    assert "It is not ours" in last(scene, "john")
    assert "Enquiry no. 2 is now closed" in last(scene, "john")
    assert [(await scene.ticket(n)).state for n in (1, 2)] == ["closed", "closed"]
    card = await scene.card(1)
    assert "事務局の判断：公式ではない（佐藤" in card.text
    assert [key.label for key in card.buttons] == ["公式である"]
    assert "佐藤" not in last(scene, "hanako") + last(scene, "john")


async def test_what_was_told_stands_in_the_conversation_of_the_enquiry(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await scene.staff_press("not_ours 1")
    ((author, said),) = await scene.rows(
        "SELECT author, text FROM messages WHERE ticket_number = 1 ORDER BY id DESC LIMIT 1"
    )
    assert author == "bot"
    assert NOT_OURS in str(said)


async def test_ours_is_passed_on_as_the_word_of_the_office_with_the_published_list(
    office: OpenOffice,
) -> None:
    scene = await office()
    await reports(scene)
    await scene.staff_press("ours 1")
    said = last(scene, "hanako")
    assert OURS in said
    assert "事務局の回答をお伝えするもの" in said
    assert "公表している公式アカウント" in said


async def test_of_two_staff_with_different_verdicts_one_decides_and_the_other_is_asked(
    office: OpenOffice,
) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    before = await told(scene, "hanako", "taro")
    for command, who in (("not_ours 1", SATO), ("ours 1", TANAKA)):
        await scene.save(scene.pressed(*scene.button(STAFF_CHAT, command), who), STAFF_CHAT)
    await scene.runner.drain()
    assert await told(scene, "hanako", "taro") == {who: n + 1 for who, n in before.items()}
    assert await scene.rows("SELECT verdict, decided_name FROM impostors") == [("not_ours", "佐藤")]
    seen = scene.channel.texts(STAFF_CHAT)
    assert any("すでに「公式ではない」と判断されています（佐藤" in text for text in seen)
    assert any("「公式である」に改めますか。お伝えする人：2人" in text for text in seen)


async def test_a_verdict_is_changed_at_the_second_press_and_put_right_with_everybody(
    office: OpenOffice,
) -> None:
    scene = await office()
    await reports(scene)
    await scene.staff_press("not_ours 1")
    await reports(scene, "john", english=True)
    before = await told(scene, "hanako", "john")
    await scene.staff_press("ours 1", TANAKA)
    assert await told(scene, "hanako", "john") == before
    await scene.staff_press("sure_ours 1", TANAKA)
    assert "訂正いたします" in last(scene, "hanako")
    assert OURS in last(scene, "hanako")
    assert "This is the correction" in last(scene, "john")
    assert "says that it is ours" in last(scene, "john")
    assert "事務局の判断：公式である（田中" in (await scene.card(1)).text
    again = await told(scene, "hanako", "john")
    await scene.receive(press(scene, "sure_ours 1"), STAFF_CHAT)
    assert await told(scene, "hanako", "john") == again


async def test_who_reports_later_is_told_at_once_and_counts(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await scene.staff_press("not_ours 1")
    scene.clock.forward(timedelta(days=3))
    for _ in range(2):
        said = await reports(scene, "john", english=True)
        assert "already looked into this (1 April 2026). It is not ours" in said
    assert "no. " not in said
    assert await scene.rows("SELECT number FROM tickets") == [(1,)]
    assert "知らせた人：2人" in (await scene.card(1)).text
    assert len(scene.staff_posts()) == 1


async def test_several_accounts_in_one_message_are_one_ticket_decided_one_by_one(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene, link=f"{LINK} https://x.com/isj_something_else")
    assert labels(scene, 1)[-4:] == [
        "公式ではない (1)",
        "公式である (1)",
        "公式ではない (2)",
        "公式である (2)",
    ]
    await scene.staff_press("not_ours 1")
    assert "受付番号1のお問い合わせは、これで" not in last(scene, "hanako")
    assert (await scene.ticket(1)).is_open
    await scene.staff_press("not_ours 2")
    assert "受付番号1のお問い合わせは、これで" in last(scene, "hanako")
    assert not (await scene.ticket(1)).is_open


async def test_one_who_blocked_the_bot_keeps_the_others_from_nothing(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene)
    await reports(scene, "taro")
    scene.channel.blocked_by.add("hanako")
    await scene.staff_press("not_ours 1")
    assert NOT_OURS in last(scene, "taro")
    assert NOT_OURS not in last(scene, "hanako")
    assert "受付番号1：お届けできませんでした" in scene.staff_posts()[-1].text


async def test_a_report_that_fails_half_way_leaves_nothing(office: OpenOffice) -> None:
    scene = await office()
    button = await asks(scene)
    await scene.sabotage("INSERT ON reports")
    await scene.command(button)
    assert await scene.rows("SELECT 1 FROM tickets UNION ALL SELECT 1 FROM impostors") == []
    await scene.repair()
    await scene.wait_out(2)
    assert len(await scene.rows("SELECT id FROM reports")) == 1
    assert len(scene.staff_posts()) == 1


@pytest.mark.parametrize("command", ["ours 99", "not_ours 99", "sure_ours 99", "ours x", "ours 9999999999"])
async def test_a_verdict_on_nothing_is_answered_and_does_nothing(command: str, office: OpenOffice) -> None:
    scene = await office()
    sent = await scene.receive(press(scene, command), STAFF_CHAT)
    assert texts(sent)
    assert await scene.rows("SELECT DISTINCT state FROM inbox") == [("done",)]


async def test_what_is_not_told_by_its_address_is_never_called_ours(office: OpenOffice) -> None:
    scene = await office()
    await reports(scene, link="https://bit.ly/isj2026")
    assert "公式である" not in labels(scene, 1)
    sent = await scene.receive(press(scene, "ours 1"), STAFF_CHAT)
    assert texts(sent) == ["この操作はできません。"]
