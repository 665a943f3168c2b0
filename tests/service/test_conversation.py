"""What a person may see and do, over several messages and beside other people."""

from __future__ import annotations

import pytest

from bot.core.model import Attachment
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT

ASKED = "入会方法を教えてください"
OTHER = "別件ですが、論文の投稿方法を教えてください"


async def test_a_person_sees_only_their_own_enquiries(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, who="hanako")
    await scene.user(OTHER, who="taro")
    (status,) = await scene.command("/status", who="taro")
    assert "受付番号2" in status
    assert "受付番号1" not in status
    assert "入会方法" not in status


@pytest.mark.parametrize("command", ["/cancel 1", "/cancel 1 1", "/cancel １"])
async def test_nobody_can_withdraw_anothers_enquiry(command: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, who="hanako")
    await scene.user(OTHER, who="taro")
    await scene.command(command, who="taro")
    assert (await scene.ticket(1)).state == "new"
    assert (await scene.ticket(2)).state == "new"


async def test_a_message_is_added_to_ones_own_enquiry_only(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, who="hanako")
    told = await scene.user("先ほどの問い合わせに追加です。学生です", who="taro")
    assert "受付番号2" in told[0]
    assert await scene.events(1) == ["opened"]


async def test_what_is_confidential_is_kept_as_a_ticket_for_leads(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.user("職員の方に電話で怒鳴られました。苦情を言いたいです")
    assert [(await scene.ticket(number)).for_leads for number in (1, 2)] == [False, True]


async def test_in_a_group_the_reply_goes_to_the_group_and_the_memory_is_the_persons(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.receive(scene.written("What is your fax number?", group="-900", message_id=55), "-900")
    (post,) = scene.channel.posts("-900")
    assert post.reply_to == 55
    assert post.keys == ()
    assert scene.channel.posts("hanako") == []


async def test_a_picture_is_sent_on_to_staff_with_its_file(office: OpenOffice) -> None:
    scene = await office()
    await scene.receive(scene.written(attachment=Attachment("photo", "file-1")))
    await scene.command("/ask")
    sent = [post.attachment for post in scene.staff_posts()]
    assert sent == [None, Attachment("photo", "file-1")]


async def test_a_picture_of_an_album_that_comes_late_joins_the_enquiry(office: OpenOffice) -> None:
    scene = await office()
    await scene.receive(scene.written(ASKED, attachment=Attachment("photo", "file-1", "album")))
    replies = await scene.receive(scene.written(attachment=Attachment("photo", "file-2", "album")))
    assert [sent for sent in replies if sent.chat == "hanako"] == []
    files = [post.attachment.file_id for post in scene.staff_posts() if post.attachment]
    assert files == ["file-1", "file-2"]


async def test_both_sides_of_a_turn_are_kept_with_the_intent(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("電話番号を教えてください")
    rows = await scene.rows("SELECT author, intent FROM messages ORDER BY id")
    assert rows == [("user", "contact"), ("bot", None)]


async def test_a_demand_about_data_is_recorded_with_its_due_date(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("私の個人情報を削除してください")
    rows = await scene.rows("SELECT kind, ticket_number, substr(CAST(due_at AS TEXT), 1, 10) FROM requests")
    assert rows == [("delete", 1, "2026-04-15")]


async def test_two_messages_at_once_get_one_reply_each(office: OpenOffice) -> None:
    scene = await office()
    for text in ("電話番号を教えてください", "ファックス番号を教えてください"):
        await scene.save(scene.written(text))
    await scene.runner.drain()
    assert [post.text[:3] for post in scene.channel.posts("hanako")] == ["電話：", "ファッ"]


async def test_an_urgent_matter_reopens_its_enquiry_as_urgent(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, message_id=10)
    await scene.staff_press("close 1")
    closing = next(s for s in scene.channel.screens["hanako"].values() if "終了" in s.text)
    await scene.receive(scene.written("もう死にたいです", reply_to=closing.message_id))
    ticket = await scene.ticket(1)
    assert (ticket.state, ticket.urgent) == ("new", True)
    assert any("【至急】" in shown.text for shown in scene.channel.screens[STAFF_CHAT].values())
