"""How enquiries, and what comes to them, arrive in the staff chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.service.ports import Edit, Post, TryLater, Unreachable
from tests.conftest import OpenOffice
from tests.service.scene import STAFF_CHAT

ASKED = "入会方法を教えてください"
PHONE = "電話番号を教えてください"


@pytest.mark.parametrize(
    ("hours", "text", "silent"),
    [
        (0, ASKED, False),  # Wednesday 12:00
        (-3, ASKED, True),  # Wednesday 09:00, before the office opens
        (5, ASKED, True),  # Wednesday 17:00, when it has closed
        (72, ASKED, True),  # Saturday 12:00
        (72, "死にたい", False),  # urgent at any time
    ],
)
async def test_a_card_is_silent_outside_office_hours_unless_it_is_urgent(
    hours: int, text: str, silent: bool, office: OpenOffice
) -> None:
    scene = await office()
    scene.clock.forward(timedelta(hours=hours))
    await scene.user(text)
    assert [post.silent for post in scene.staff_posts()] == [silent]


async def test_the_answer_replies_to_the_question_it_answers(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, message_id=4711)
    await scene.user(PHONE)
    await scene.staff_reply(1, "お返事です。")
    await scene.staff_press("send 1")
    assert scene.channel.posts("hanako")[-1].reply_to == 4711


async def test_a_card_not_delivered_yet_leaves_as_the_ticket_stands_then(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [TryLater("flood", 60)]
    await scene.user(ASKED)
    await scene.command("/cancel")
    await scene.wait_out(2)
    card, *_ = scene.staff_posts()
    assert "本人が取り下げ" in card.text
    assert card.keys == ()


LONG = "別件ですが、入会方法について、" + "とても長い事情があります。" * 300


async def test_a_long_question_reaches_staff_whole_and_its_card_stays_one_message(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(LONG)
    card, *more = scene.staff_posts()
    assert card.keys
    assert sum(post.text.count("とても長い事情があります。") for post in (card, *more)) == 300
    await scene.staff_press("claim 1")
    edits = [sent for sent in scene.channel.delivered if isinstance(sent, Edit) and sent.chat == STAFF_CHAT]
    assert [len(edit.text) < 4096 for edit in edits] == [True]
    assert "担当：佐藤" in edits[0].text


@pytest.mark.parametrize("length", [100, 3900, 4096])
async def test_a_long_answer_can_be_drafted_changed_and_sent_whole(length: int, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.staff_reply(1, "あ" * length)
    await scene.user("先ほどの問い合わせに追加です。学生です")
    looked = await scene.staff_press("send 1")
    assert any("変化がありました" in text for text in looked[1:])
    before = len(scene.channel.posts("hanako"))
    await scene.staff_press("send 1")
    answer = "".join(post.text for post in scene.channel.posts("hanako")[before:])
    assert answer.count("あ") == length
    assert _longest(scene.channel.delivered) <= 4096


def _longest(sent: Sequence[object]) -> int:
    return max(len(outgoing.text) for outgoing in sent if isinstance(outgoing, Post | Edit))


async def test_a_card_is_never_given_up_because_the_network_is_down(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[STAFF_CHAT] = [Unreachable("kicked"), TryLater("no network"), TryLater("no network")]
    await scene.user(ASKED)
    await scene.execute("UPDATE outbox SET attempts = 5000 WHERE purpose = 'card'")
    for _ in range(3):
        await scene.wait_out(6)
    (card,) = scene.staff_posts()
    assert ASKED in card.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("コメントしたら返信はもらえますか", "「6.1 投稿内容と対応」を案内しました"),
        (
            "コメントしたら返信はもらえますか。個人情報はどう扱われますか？",
            "「6.1 投稿内容と対応、5 個人情報の取り扱い」を案内しました",
        ),
        ("年会費はいくらですか", "公表資料からの案内なし"),
    ],
)
async def test_a_card_names_what_the_person_was_shown_and_no_more(
    said: str, told: str, office: OpenOffice
) -> None:
    scene = await office()
    shown = "\n".join(await scene.user(said))
    await scene.command("/ask")
    line = next(line for line in (await scene.card(1)).text.splitlines() if "ボットの対応" in line)
    assert told in line
    sections = [part.split()[0] for part in line.partition("「")[2].partition("」")[0].split("、") if part]
    assert all(f"{number} " in shown for number in sections), (line, shown)
