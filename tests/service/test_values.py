"""Personal data in messages: masked at once, kept sealed for a day, for staff only after a yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.core.model import Command, ForwardOrigin
from bot.core.practice import Keeping, Practice
from bot.service.ports import Key, Outgoing, StaffAction, StaffMember, Toast, Undeliverable
from tests.conftest import OpenOffice
from tests.service.channel import Shown, texts
from tests.service.chores import DAY, HOUR, cleaned_up, jobs_done, practising, where_it_stands
from tests.service.reporting import newest
from tests.service.scene import PRACTICE, SATO, STAFF_CHAT, TANAKA, Scene

PHONE, OTHER_PHONE, MAIL = "090-1234-5678", "080-8765-4321", "hanako.y@example.net"
ASKED = f"入会方法を教えてください（折り返しは{PHONE}へ）"
MORE = "先ほどの問い合わせに追加です。"
ANSWERED = f"コメントしたら返信はもらえますか。電話は{PHONE}です"
FORWARDED = ForwardOrigin("hidden_user", title="日本画像学会 事務局")
SECOND = timedelta(seconds=1)


async def states(scene: Scene) -> list[tuple[object, ...]]:
    return list(await scene.rows("SELECT kind, state, ticket_number FROM personal_values ORDER BY id"))


def commands(scene: Scene, who: str = "hanako") -> list[str]:
    """What the buttons under the last message that a person got stand for."""
    return [key.command for key in list(scene.channel.screens[who].values())[-1].buttons]


def showing(sent: Iterable[Outgoing], value: str) -> list[Outgoing]:
    return [one for one in sent if value in str(one)]


async def press(scene: Scene, command: str, by: StaffMember = SATO) -> str:
    """Staff press a button that may be there no more; gives what they alone are shown."""
    sent = await scene.receive(scene.pressed(Shown(1, "", ()), Key("", command), by), STAFF_CHAT)
    (answer,) = (one for one in sent if isinstance(one, Toast))
    return answer.text


async def shared(scene: Scene) -> None:
    """An enquiry with a phone number that staff may see."""
    await scene.user(ASKED)
    await scene.command("/share 1")


# --- asking --------------------------------------------------------------------------------------


async def test_a_value_stands_in_no_table_no_card_and_no_reply(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    assert showing(scene.channel.delivered, PHONE) == []
    assert "〔電話番号〕" in (await scene.card(1)).text
    assert await where_it_stands(scene, PHONE) == ["personal_values.sealed_value"]


@pytest.mark.parametrize(
    ("asked", "named", "purpose", "days", "silence"),
    [
        (
            ASKED,
            "電話番号を事務局に伝えても",
            "このお問い合わせへの対応にのみ使用",
            "終了後7日",
            "24時間以内",
        ),
        (
            f"How can I join? Please call {PHONE}",
            "phone number",
            "used only for this enquiry",
            "7 days after it closes",
            "24 hours",
        ),
    ],
)
async def test_the_person_is_asked_with_one_tap_and_told_what_for_and_how_long(
    asked: str, named: str, purpose: str, days: str, silence: str, office: OpenOffice
) -> None:
    scene = practising(await office(), Practice(Keeping(values=7)))
    (told,) = await scene.user(asked)
    for said in (named, purpose, days, silence):
        assert said in told
    assert commands(scene)[:2] == ["share 1", "keep_back 1"]


async def test_without_an_enquiry_nobody_is_asked_but_told_that_it_is_kept_for_a_day(
    office: OpenOffice,
) -> None:
    scene = await office()
    (told,) = await scene.user(ANSWERED)
    assert "24時間だけ暗号化" in told
    assert not any(command.startswith("share") for command in commands(scene))


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("カードは4111 1111 1111 1111です", "カード番号"),
        ("マイナンバーは123456789018です", "マイナンバー"),
        ("口座は三菱UFJ銀行 新宿支店 普通 1234567です", "口座番号"),
    ],
)
async def test_what_does_most_harm_is_never_kept_and_the_person_asked_to_delete_it(
    written: str, named: str, office: OpenOffice
) -> None:
    scene = await office()
    (told,) = await scene.user(f"入会方法を教えてください。{written}")
    assert f"{named}が含まれていました。この窓口では必要としないため、" in told
    assert "いっさい保管していません" in told
    assert "元のメッセージを削除" in told
    assert await states(scene) == []
    assert not any(command.startswith("share") for command in commands(scene))


async def test_of_a_message_in_a_group_nothing_is_kept(office: OpenOffice) -> None:
    scene = await office()
    sent = await scene.receive(scene.written(ASKED, group="-900", message_id=5), "-900")
    assert await where_it_stands(scene, PHONE) == []
    assert showing(sent, PHONE) == []


# --- yes -----------------------------------------------------------------------------------------


async def test_after_a_yes_the_card_names_the_kind_and_whoever_presses_sees_it_alone(
    office: OpenOffice,
) -> None:
    scene = await office()
    await shared(scene)
    card = await scene.card(1)
    assert "同意されています：電話番号" in card.text
    assert ("電話番号を見る", "reveal 1") in [(key.label, key.command) for key in card.buttons]
    await scene.staff_press("reveal 1", TANAKA)
    (shown,) = showing(scene.channel.delivered, PHONE)
    assert isinstance(shown, Toast)
    assert (shown.chat, shown.alert) == (STAFF_CHAT, True)
    assert shown.callback.startswith("press-")


async def test_every_look_is_recorded_with_who_looked(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    for member in (SATO, TANAKA):
        await scene.staff_press("reveal 1", member)
    rows = await scene.rows("SELECT actor, detail FROM ticket_events WHERE type = 'revealed' ORDER BY id")
    assert rows == [("sato", "phone"), ("tanaka", "phone")]


@pytest.mark.parametrize(
    "who", [StaffMember("stranger", "誰か"), StaffMember("group", "管理者", anonymous=True)]
)
async def test_who_is_not_known_to_be_staff_is_shown_nothing(who: StaffMember, office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    await scene.staff_press("reveal 1", who)
    assert showing(scene.channel.delivered, PHONE) == []
    assert "revealed" not in await scene.events(1)


async def test_a_typed_reveal_shows_nothing_because_all_would_read_it(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    typed = StaffAction(SATO, STAFF_CHAT, scene.channel.new_id(), command=Command("reveal", "1"))
    (told,) = texts(await scene.receive(typed, STAFF_CHAT))
    assert "ボタンを押したときだけ" in told
    assert showing(scene.channel.delivered, PHONE) == []
    assert "revealed" not in await scene.events(1)


async def test_no_person_can_see_a_value_by_the_command_of_staff(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    for who in ("hanako", "taro"):
        await scene.command("/reveal 1", who)
    assert showing(scene.channel.delivered, PHONE) == []


async def test_a_value_that_nobody_agreed_to_share_cannot_be_seen(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    assert "もう保管していません" in await press(scene, "reveal 1")
    assert showing(scene.channel.delivered, PHONE) == []


async def test_nobody_decides_for_another(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    for command in ("/share 1", "/keep_back 1"):
        (told,) = await scene.command(command, "taro")
        assert "もう残っていません" in told
    assert await states(scene) == [("phone", "kept", 1)]


async def test_a_look_that_could_not_be_shown_leaves_no_value_behind(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    scene.channel.faults[STAFF_CHAT] = [Undeliverable("BUTTON_DATA_INVALID")]
    await scene.staff_press("reveal 1")
    assert await where_it_stands(scene, PHONE) == ["personal_values.sealed_value"]


async def test_what_was_shared_is_gone_when_it_was_kept_for_as_long_as_promised(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    where, key = scene.button(STAFF_CHAT, "reveal 1")
    scene.clock.forward(100 * DAY)
    await cleaned_up(scene)
    await scene.staff_press("close 1")
    scene.clock.forward(PRACTICE.keeping.values * DAY)
    await cleaned_up(scene)
    assert await states(scene) == [("phone", "shared", 1)]
    scene.clock.forward(HOUR + DAY)
    await cleaned_up(scene)
    assert await states(scene) == []
    sent = await scene.receive(scene.pressed(where, key), STAFF_CHAT)
    assert texts(sent) == ["この情報は、もう保管していません。"]


# --- no and silence ------------------------------------------------------------------------------


async def test_after_a_no_it_is_erased_at_once(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    (told,) = await scene.command("/keep_back 1")
    assert "消去しました" in told
    assert await where_it_stands(scene, PHONE) == []
    assert not any(key.command.startswith("reveal") for key in (await scene.card(1)).buttons)


async def test_the_button_of_a_value_that_is_gone_never_shows_that_of_another(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    await scene.command("/keep_back 1")
    await scene.user(f"入会方法を教えてください。{OTHER_PHONE}です", "taro")
    await scene.command("/share 2", "taro")
    assert "もう保管していません" in await press(scene, "reveal 1")
    await scene.staff_press("reveal 2")
    assert len(showing(scene.channel.delivered, OTHER_PHONE)) == 1


async def test_after_a_day_of_silence_it_is_erased(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.clock.forward(DAY - SECOND)
    await jobs_done(scene)
    assert await states(scene) == [("phone", "kept", 1)]
    scene.clock.forward(SECOND)
    await jobs_done(scene)
    assert await states(scene) == []


@pytest.mark.parametrize("erased", [True, False], ids=["erased", "the job is late"])
async def test_a_yes_that_comes_too_late_is_told_so_and_shares_nothing(
    erased: bool, office: OpenOffice
) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.clock.forward(DAY)
    if erased:
        await jobs_done(scene)
    (told,) = await scene.command("/share 1")
    assert "24時間以内に「伝える」を押されなかったものは、すでに消去しました" in told
    assert ("phone", "shared", 1) not in await states(scene)


async def test_a_yes_shares_nothing_of_what_was_written_more_than_a_day_before(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    scene.clock.forward(DAY - HOUR)
    await scene.user(f"{MORE}{MAIL}です")
    scene.clock.forward(2 * HOUR)
    (told,) = await scene.command("/share 1")
    assert "メールアドレスを" in told
    assert await states(scene) == [("mail", "shared", 1)]


# --- more than one -------------------------------------------------------------------------------


async def test_a_second_value_of_a_kind_that_staff_may_have_needs_no_second_question(
    office: OpenOffice,
) -> None:
    scene = await office()
    await shared(scene)
    (told,) = await scene.user(f"{MORE}{OTHER_PHONE}でもかまいません")
    assert "よろしいでしょうか" not in told
    assert await states(scene) == [("phone", "shared", 1), ("phone", "shared", 1)]
    await scene.staff_press("reveal 2")
    assert len(showing(scene.channel.delivered, OTHER_PHONE)) == 1


@pytest.mark.parametrize(
    ("answer", "left"), [("share", {("mail", "shared", 1)}), ("keep_back", set[tuple[object, ...]]())]
)
async def test_beside_a_kind_that_staff_may_have_the_person_decides_on_the_other_alone(
    answer: str, left: set[tuple[object, ...]], office: OpenOffice
) -> None:
    scene = await office()
    await shared(scene)
    (told,) = await scene.user(f"{MORE}{MAIL}か{OTHER_PHONE}にお願いします")
    assert "対応するため、メールアドレスを事務局に伝えてもよろしいでしょうか" in told
    await scene.command(f"/{answer} 1")
    assert set(await states(scene)) == {("phone", "shared", 1)} | left
    assert (await states(scene)).count(("phone", "shared", 1)) == 2


async def test_for_another_enquiry_the_person_is_asked_again(office: OpenOffice) -> None:
    scene = await office()
    await shared(scene)
    (told,) = await scene.user(f"別件ですが、論文の投稿方法を教えてください。{PHONE}です")
    assert "よろしいでしょうか" in told
    assert await states(scene) == [("phone", "shared", 1), ("phone", "kept", 2)]


async def test_handing_over_an_answered_question_brings_its_values_along(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ANSWERED)
    (told,) = await scene.command("/ask")
    assert "電話番号を事務局に伝えてもよろしいでしょうか" in told
    await scene.command("/share 1")
    await scene.staff_press("reveal 1")
    assert len(showing(scene.channel.delivered, PHONE)) == 1


async def test_a_question_handed_over_after_a_day_comes_without_its_values(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ANSWERED)
    scene.clock.forward(DAY)
    await jobs_done(scene)
    (told,) = await scene.command("/ask")
    assert "よろしいでしょうか" not in told
    assert await states(scene) == []


# --- what somebody else wrote --------------------------------------------------------------------


async def reported(scene: Scene) -> str:
    """Somebody passes on a message of an impostor; gives what they are told when they report it."""
    await scene.receive(scene.written(f"会費のお支払いは{PHONE}へ", forward=FORWARDED))
    _, command = newest(scene, "hanako")
    return "\n".join(await scene.command(command))


async def test_what_an_impostor_wrote_is_evidence_and_nobody_is_asked(office: OpenOffice) -> None:
    scene = await office()
    told = await reported(scene)
    assert "よろしいでしょうか" not in told
    assert await states(scene) == [("phone", "evidence", 1)]
    assert "証拠（知らせのあった相手が書いたもの）：電話番号" in (await scene.card(1)).text
    await scene.staff_press("reveal 1")
    assert len(showing(scene.channel.delivered, PHONE)) == 1


async def test_evidence_stays_when_who_reported_it_is_erased(office: OpenOffice) -> None:
    scene = await office()
    await reported(scene)
    scene.clock.forward(2 * DAY)
    await jobs_done(scene)
    await scene.command("/delete yes")
    assert await states(scene) == [("phone", "evidence", 1)]
    await scene.staff_press("reveal 1")
    assert len(showing(scene.channel.delivered, PHONE)) == 1
