"""What people say of answers is kept once, of nobody, and goes to staff when it is a no."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Command
from bot.core.practice import Keeping
from bot.service.timetable.upkeep import Upkeep
from bot.store import feedback, tables
from tests.conftest import OpenOffice
from tests.service.scene import Scene

ASKED = "コメントしたら返信はもらえますか"
OTHER = "電話番号を教えてください"


async def kept(scene: Scene) -> list[tuple[str, bool, int | None]]:
    async with scene.transaction() as tx:
        return [(row["text"], row["helpful"], row["ticket"]) for row in await feedback.labels(tx)]


async def test_a_no_is_kept_with_the_decision_and_the_ticket(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.command("/not_helped 1")
    async with scene.transaction() as tx:
        (label,) = await feedback.labels(tx)
    assert label == {
        "id": "feedback-1",
        "text": ASKED,
        "lang": "ja",
        "intent": "guideline",
        "sections": ["6.1"],
        "helpful": False,
        "ticket": 1,
        "at": scene.clock().isoformat(),
    }
    ((topic, confidence, handbook),) = await scene.rows("SELECT topic, confidence, handbook FROM feedback")
    assert topic == "guideline.replies"
    assert 0.4 <= float(str(confidence)) <= 1
    assert handbook == scene.office.assistant.handbook.version


async def test_a_yes_is_kept_and_opens_nothing(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    assert "参考にいたします" in (await scene.command("/helped 1"))[0]
    assert await kept(scene) == [(ASKED, True, None)]
    assert scene.staff_posts() == []


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        (("helped", "helped"), (ASKED, True, None)),
        (("not_helped", "not_helped"), (ASKED, False, 1)),
        (("helped", "not_helped"), (ASKED, False, 1)),
        (("not_helped", "helped"), (ASKED, False, 1)),
        (("helped", "not_helped", "helped", "not_helped"), (ASKED, False, 1)),
    ],
)
async def test_of_several_presses_one_record_is_kept_and_one_ticket_opened(
    presses: tuple[str, ...], expected: tuple[str, bool, int | None], office: OpenOffice
) -> None:
    scene = await office()
    await scene.user(ASKED)
    for press in presses:
        await scene.command(f"/{press} 1")
    assert await kept(scene) == [expected]
    assert len(scene.staff_posts()) == (0 if expected[1] else 1)


async def test_two_presses_at_once_are_one(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    press = Command.parse(scene.button("hanako", "not_helped 1")[1].command)
    for _ in range(2):
        await scene.save(scene.written(command=press))
    await scene.runner.drain()
    assert await kept(scene) == [(ASKED, False, 1)]
    assert len(scene.staff_posts()) == 1


async def test_a_press_after_other_questions_is_kept_with_the_one_it_stands_under(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.user(OTHER)
    await scene.command("/not_helped 1")
    assert await kept(scene) == [(ASKED, False, 1)]
    assert (await scene.ticket(1)).question == ASKED
    assert "6.1" in (await scene.ticket(1)).tried


async def test_a_no_after_the_question_went_to_staff_anyway_is_kept_with_that_ticket(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.command("/ask")
    await scene.user("ファックス番号を教えてください")
    await scene.command("/not_helped 1")
    assert await kept(scene) == [(ASKED, False, 1)]
    assert len(scene.staff_posts()) == 1


async def test_nobody_can_judge_or_hand_over_what_another_asked(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, who="hanako")
    told = await scene.command("/not_helped 1", who="taro")
    assert "内容を、このチャットにお書きください" in told[0]
    await scene.command("/helped 1", who="taro")
    assert await kept(scene) == []


async def test_what_is_kept_names_no_person(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.command("/helped 1")
    rows = await scene.rows("SELECT * FROM feedback")
    assert len(rows) == 1
    assert "hanako" not in str(rows)
    assert {"person_id", "chat", "message_id"}.isdisjoint(tables.feedback.columns.keys())


async def test_personal_data_beside_a_question_is_never_kept(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(f"{ASKED}。090-1234-5678です")
    await scene.command("/not_helped 1")
    assert await kept(scene) == []


async def test_it_is_forgotten_after_a_year(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.command("/helped 1")
    scene.clock.forward(timedelta(days=Keeping().feedback) - timedelta(hours=1))
    for remaining in (1, 0):
        upkeep = Upkeep(scene.office)
        await upkeep.begin()
        while await upkeep.do_next():
            pass
        assert len(await kept(scene)) == remaining
        scene.clock.forward(timedelta(days=1))
