"""A person who wants to be forgotten is, after one question; what stays says nothing of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.model import Attachment, Command
from bot.service.ports import Delete, Post, Toast, TryLater, Undeliverable
from bot.store.inbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.chores import HOUR, count, jobs_done, kept, where_it_stands
from tests.service.reporting import asks
from tests.service.scene import STAFF_CHAT, Scene

WHO, PHONE, MARK = "hanako-88123", "090-1234-5678", "むらさきいろ"
ASKED = f"入会方法を教えてください。{MARK}の件です（折り返しは{PHONE}へ）"
MORE = f"先ほどの問い合わせに追加です。{MARK}です"
ANSWERED = f"コメントしたら返信はもらえますか。{MARK}です"
PHOTO = Attachment("photo", f"file-{MARK}")


async def a_life(scene: Scene) -> None:
    """Something in every table that there can be, some of it in several states."""
    scene.channel.files[f"file-{MARK}"] = f"picture of {MARK}".encode()
    await scene.user(ASKED, WHO)
    await scene.command("/share 1", WHO)
    await scene.receive(scene.written(MORE, who=WHO, attachment=PHOTO), WHO)
    await jobs_done(scene)
    await scene.staff_reply(1, f"{MARK}のお返事")
    await scene.staff_press("send 1")
    await scene.staff_reply(1, f"{MARK}の下書き")
    await scene.user(ANSWERED, WHO)
    await scene.command("/not_helped 1", WHO)
    await scene.user(f"私の個人情報を開示してください。{MARK}です", WHO)
    await scene.command(await asks(scene, WHO), WHO)
    await _given_up(scene)
    await _under_way(scene)


async def _given_up(scene: Scene) -> None:
    """A notice to staff, a reply and an update that are dead letters."""
    scene.channel.faults = {
        STAFF_CHAT: [Undeliverable("no"), Undeliverable("no"), Undeliverable("no")],
        WHO: [Undeliverable("no")],
    }
    await scene.user(f"先ほどの入会方法の問い合わせに追加です。{MARK}でした", WHO)
    scene.channel.faults = {}
    await scene.sabotage("INSERT ON messages")
    await scene.user(f"{MARK}でしょうか", WHO)
    await scene.wait_out(MAX_ATTEMPTS)
    await scene.repair()


async def _under_way(scene: Scene) -> None:
    """A notice to staff and a reply that wait for the network."""
    scene.channel.faults = {chat: [TryLater("network", 3600.0)] for chat in (STAFF_CHAT, WHO)}
    await scene.user(f"先ほどの入会方法の問い合わせに追加です。{MARK}かもしれません", WHO)


def deleted(scene: Scene, chat: str) -> set[int]:
    gone = [one for one in scene.channel.delivered if isinstance(one, Delete) and one.chat == chat]
    return {message_id for one in gone for message_id in one.message_ids}


async def erased(scene: Scene, who: str = WHO) -> str:
    (told,) = await scene.command("/delete yes", who)
    return told


# --- asking first --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "warned"), [("ja", "元に戻すことはできません"), ("en", "It cannot be undone")]
)
async def test_nothing_is_erased_before_the_person_has_confirmed_it(
    language: str, warned: str, office: OpenOffice
) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.command(f"/language {language}", WHO)
    (told,) = await scene.command("/delete", WHO)
    assert warned in told
    assert {"delete yes", "delete no"} <= {key.command for key in scene.channel.posts(WHO)[-1].keys[0]}
    assert (await scene.ticket(1)).question != ""


@pytest.mark.parametrize("argument", ["no", "", "maybe", "YES PLEASE", "1"])
async def test_whatever_is_not_yes_erases_nothing(argument: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.command(f"/delete {argument}", WHO)
    assert (await scene.ticket(1)).state == "new"
    assert await count(scene, "personal_values") == 1
    assert deleted(scene, WHO) == set()


async def test_in_a_group_nobody_erases_anything(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.receive(scene.written(who=WHO, command=Command("delete", "yes"), group="-900"), "-900")
    assert (await scene.ticket(1)).state == "new"


async def test_a_demand_in_ones_own_words_leads_there_and_is_then_done(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("私のデータをすべて削除してください", WHO)
    assert await scene.rows("SELECT kind FROM requests WHERE done_at IS NULL") == [("delete",)]
    assert "delete" in [key.command for row in scene.channel.posts(WHO)[-1].keys for key in row]
    await erased(scene)
    assert await scene.rows("SELECT kind FROM requests WHERE done_at IS NULL") == []


# --- everything ----------------------------------------------------------------------------------


async def test_of_who_was_erased_nothing_is_found_in_any_column_of_any_table(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    before = await where_it_stands(scene, WHO, PHONE, MARK)
    assert set(before) >= {
        *("people.address", "people.sealed_turn", "messages.text", "messages.chat", "tickets.question"),
        *("tickets.chat", "personal_values.sealed_value", "files.sealed_content", "feedback.text"),
        *("drafts.sealed_text", "outbox.chat", "outbox.sealed_payload", "inbox.chat", "inbox.sealed_payload"),
    }
    await erased(scene)
    scene.clock.forward(2 * HOUR)
    await scene.runner.drain()
    await jobs_done(scene)
    assert await where_it_stands(scene, WHO, PHONE, MARK) == []


async def test_what_stays_is_that_there_was_an_enquiry_and_how_it_ended(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.user("別件ですが、論文の投稿方法を教えてください", WHO)
    await scene.staff_press("close 1")
    await erased(scene)
    tickets = [await scene.ticket(number) for number in (1, 2)]
    assert [(t.state, t.question, t.chat, t.tried, t.question_message_id) for t in tickets] == [
        ("closed", "", "", "", None),
        ("withdrawn", "", "", "", None),
    ]
    assert await scene.events(2) == ["opened", "withdrawn"]


async def test_the_proof_says_that_somebody_was_erased_when_and_under_which_number(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    told = await erased(scene)
    ((address, at),) = await scene.rows("SELECT address, CAST(erased_at AS TEXT) FROM people")
    code = str(address).removeprefix("erased-")
    assert f"証明番号 {code}" in told
    assert len(code) == 8
    assert str(at)[:19] == "2026-04-01 03:00:00"
    assert await scene.rows("SELECT kind, done_at = asked_at FROM requests") == [("delete", True)]


async def test_others_keep_what_is_theirs(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, "taro")
    await a_life(scene)
    await erased(scene)
    assert MARK in (await scene.ticket(1)).question
    assert set(await where_it_stands(scene, PHONE)) == {"personal_values.sealed_value"}
    assert "受付番号1" in (await scene.command("/status", "taro"))[0]


@pytest.mark.parametrize(
    "what",
    ["UPDATE ON people", "DELETE ON messages", "INSERT ON jobs", "DELETE ON outbox", "INSERT ON requests"],
)
async def test_it_is_done_wholly_or_not_at_all(what: str, office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    before = await kept(scene)
    await scene.sabotage(what)
    await scene.command("/delete yes", WHO)
    after = await kept(scene)
    changed = {column for column in before if before[column] != after[column]}
    assert all(column.startswith(("inbox.", "facts.")) for column in changed)
    await scene.repair()
    await scene.wait_out(MAX_ATTEMPTS)
    await jobs_done(scene)
    assert await where_it_stands(scene, WHO, PHONE, MARK) == []


# --- in the chat ---------------------------------------------------------------------------------


async def test_messages_of_the_bot_younger_than_47_hours_are_deleted_and_older_ones_cannot_be(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user("電話番号を教えてください", WHO)
    scene.clock.forward(timedelta(hours=3))
    await scene.user("ファックス番号を教えてください", WHO)
    old, young = scene.channel.screens[WHO]
    scene.clock.forward(timedelta(hours=45))
    await scene.command("/delete", WHO)
    await erased(scene)
    assert young in deleted(scene, WHO)
    assert old not in deleted(scene, WHO)
    left, farewell = scene.channel.screens[WHO].values()
    assert left.message_id == old
    assert "証明番号" in farewell.text


async def test_what_waits_to_be_sent_to_them_is_not_sent(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[WHO] = [TryLater("network", 3600.0)]
    assert await scene.user("電話番号を教えてください", WHO) == []
    await erased(scene)
    scene.clock.forward(2 * HOUR)
    await scene.runner.drain()
    (post,) = scene.channel.posts(WHO)
    assert "証明番号" in post.text


async def test_a_press_is_answered_and_the_last_words_leave_no_trace_either(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await scene.command("/delete", WHO)
    _, key = scene.button(WHO, "delete yes")
    written = scene.written(who=WHO, command=Command.parse(key.command))
    pressed = type(written)(WHO, WHO, written.message, written.message_id, callback="press-1")
    sent = await scene.receive(pressed, WHO)
    assert [type(one) for one in sent if one.chat == WHO] == [Delete, Toast, Post]
    assert await where_it_stands(scene, WHO) == []


async def test_last_words_that_cannot_be_delivered_leave_no_trace_either(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    scene.channel.blocked_by.add(WHO)
    await scene.command("/delete yes", WHO)
    assert await where_it_stands(scene, WHO, PHONE, MARK) == []


async def test_two_presses_of_yes_erase_once_and_break_nothing(office: OpenOffice) -> None:
    scene = await office()
    other = await office(beside=scene)
    await a_life(scene)
    for _ in range(2):
        await scene.save(scene.written(who=WHO, command=Command("delete", "yes")), WHO)
    await asyncio.gather(scene.runner.drain(), other.runner.drain())
    await scene.wait_out(1)
    assert await where_it_stands(scene, WHO, PHONE, MARK) == []
    assert await scene.rows("SELECT DISTINCT state FROM inbox") == [("done",)]
    assert "証明番号" in scene.channel.posts(WHO)[-1].text


# --- afterwards ----------------------------------------------------------------------------------


async def test_who_writes_again_is_somebody_new_who_sees_nothing_of_before(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    answered = list(scene.channel.screens[WHO])[-1]
    await erased(scene)
    assert "お預かりしているお問い合わせはありません" in (await scene.command("/status", WHO))[0]
    (shown,) = await scene.command("/mydata", WHO)
    assert "お問い合わせ：0件" in shown
    assert MARK not in shown
    reply = scene.written("先ほどの問い合わせに追加です。学生です", who=WHO, reply_to=answered)
    await scene.receive(reply, WHO)
    assert await scene.events(1) == ["opened", "withdrawn"]
    assert (await scene.ticket(2)).state == "new"


@pytest.mark.parametrize("command", ["cancel 1", "share 1", "keep_back 1", "not_helped 1"])
async def test_old_buttons_do_nothing_to_what_was_erased(command: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED, WHO)
    await erased(scene)
    before = await scene.events(1)
    assert len(await scene.command(f"/{command}", WHO)) == 1
    assert await scene.events(1) == before


async def test_what_was_written_before_the_yes_goes_and_what_comes_after_is_of_somebody_new(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user("電話番号を教えてください", WHO)
    await scene.save(scene.written(ASKED, who=WHO), WHO)
    await scene.save(scene.written(who=WHO, command=Command("delete", "yes")), WHO)
    await scene.save(scene.written("入会方法を教えてください", who=WHO), WHO)
    await scene.runner.drain()
    assert [(await scene.ticket(number)).state for number in (1, 2)] == ["withdrawn", "new"]
    assert await where_it_stands(scene, MARK, PHONE) == []
    said = await scene.rows("SELECT text FROM messages WHERE author = 'user'")
    assert said == [("入会方法を教えてください",)]


async def test_the_last_words_are_in_the_language_of_the_person(office: OpenOffice) -> None:
    scene = await office()
    await scene.user("How can I join the society?", WHO)
    assert "has been erased (proof no." in await erased(scene)
