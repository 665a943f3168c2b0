"""Replies written on the web: kept at once, sent once, and only as they were seen."""

from __future__ import annotations

from datetime import timedelta

from bot.service.ports import Post, Undeliverable, Unreachable
from bot.service.replies import replying
from bot.service.replies.answering import ANSWER
from bot.service.replies.replying import Held, Seen, Sent
from bot.store import deliveries, desk_drafts, draft_files, drafts, history, tickets
from bot.store.drafts import Draft
from tests.conftest import OpenOffice
from tests.service.replies import ASKED, PNG, REPLY, at_desk, seen, sends, why, writes
from tests.service.scene import SATO, STAFF_CHAT, TANAKA
from tests.store.rows import becomes


async def test_a_reply_is_kept_claims_the_enquiry_and_goes_out_once_with_its_files(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    before = len(scene.channel.posts("hanako"))
    draft = await writes(scene, SATO)
    async with at_desk(scene) as work:
        assert await replying.add_files(work, draft, [PNG]) is None
        assert why(await replying.add_files(work, draft, [PNG] * 3)) == "too_many_files"
    assert (await scene.ticket(1)).claimed_name == "佐藤"
    assert await sends(scene, SATO, draft) == Sent(1)
    assert why(await sends(scene, SATO, draft)) == "sent"
    told = scene.channel.posts("hanako")[before:]
    assert [REPLY in post.text for post in told] == [True, False]
    assert told[1].upload is not None
    assert (told[1].upload.name, "受付番号1" in told[1].text) == ("地図.png", True)
    assert await scene.events(1) == ["opened", "claimed", "answered"]
    assert await scene.rows("SELECT state, sealed_text IS NULL FROM drafts") == [("sent", True)]


async def test_what_was_written_against_an_outdated_state_is_held_with_what_changed(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    draft = await writes(scene, SATO)
    old = await seen(scene)
    scene.clock.forward(timedelta(minutes=1))
    async with scene.transaction() as tx:
        await tickets.change(
            tx, 1, scene.clock(), only_from=("claimed",), event="added", actor="user", state="claimed"
        )
    held = await sends(scene, SATO, draft, old)
    assert isinstance(held, Held)
    assert [change.type for change in held.changes] == ["added"]
    assert REPLY not in "".join(scene.channel.texts("hanako"))
    async with at_desk(scene) as work:
        kept = await desk_drafts.of(work.tx, 1, SATO.id)
    assert kept is not None
    assert kept.text == REPLY
    assert await sends(scene, SATO, kept) == Sent(1), "once the changes were shown"


async def test_from_an_old_window_what_changed_since_is_told_though_the_draft_was_kept_after_it(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    await writes(scene, SATO)
    old = await seen(scene)
    scene.clock.forward(timedelta(minutes=1))
    async with scene.transaction() as tx:
        await tickets.change(
            tx, 1, scene.clock(), only_from=("claimed",), event="added", actor="user", state="claimed"
        )
    again = await writes(scene, SATO)
    held = await sends(scene, SATO, again, old)
    assert isinstance(held, Held)
    assert [change.type for change in held.changes] == ["added"]
    assert await sends(scene, SATO, again) == Sent(1)


async def test_files_are_kept_before_a_word_is_written_and_do_not_go_out_alone(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    against = await seen(scene)
    async with at_desk(scene) as work:
        kept = await replying.save(work, SATO, 1, "", against, replying.print_of(""), for_files=True)
        assert isinstance(kept, Draft)
        assert await replying.add_files(work, kept, [PNG]) is None
    assert why(await sends(scene, SATO, kept)) == "empty"
    written = await writes(scene, SATO)
    assert (written.id, await sends(scene, SATO, written)) == (kept.id, Sent(1))
    assert [post.upload.name for post in scene.channel.posts("hanako") if post.upload] == ["地図.png"]


async def test_of_two_who_reply_at_once_the_second_reads_the_first_before_anything_goes_out(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user(ASKED)
    both = await seen(scene)
    first, second = [await writes(scene, by, f"{by.name}です", both) for by in (SATO, TANAKA)]
    assert await sends(scene, SATO, first) == Sent(1)
    held = await sends(scene, TANAKA, second, both)
    assert isinstance(held, Held)
    assert [(one.type, one.name) for one in held.changes] == [
        ("claimed", "佐藤"),
        ("answered", "佐藤"),
        ("said_by_staff", ""),
    ]
    assert "田中です" not in "".join(scene.channel.texts("hanako"))
    assert why(await sends(scene, SATO, second)) == "not_asked", "a colleague's own draft"


async def test_nothing_that_was_written_is_overwritten_or_lost(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    nothing, against = replying.print_of(""), await seen(scene)
    async with at_desk(scene) as work:
        assert why(await replying.save(work, SATO, 1, " \n", against, nothing)) == "empty"
        first = await replying.save(work, SATO, 1, "一つ目の窓", against, nothing)
        again = await replying.save(work, SATO, 1, "一つ目の窓", against, nothing)
        elsewhere = await replying.save(work, SATO, 1, "二つ目の窓", against, nothing)
    assert isinstance(first, Draft)
    assert isinstance(again, Draft)
    assert (first.id == again.id, why(elsewhere)) == (True, "elsewhere")
    long = await writes(scene, SATO, "長" * 3001)
    assert why(await sends(scene, SATO, long)) == "too_long"
    async with at_desk(scene) as work:
        kept = await drafts.find(work.tx, long.id)
        assert kept is not None
        assert len(kept.text) == 3001
        assert (
            why(await replying.send(work, SATO, long.id, against, replying.print_of("別の文"))) == "too_long"
        )
    short = await writes(scene, SATO, "短い文")
    async with at_desk(scene) as work:
        assert why(await replying.send(work, SATO, short.id, against, long.text[:9])) == "unseen"


async def test_what_the_person_took_back_is_not_answered(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    draft = await writes(scene, SATO)
    async with scene.transaction() as tx:
        await becomes(tx, 1, "withdrawn", scene.clock())
    assert why(await sends(scene, SATO, draft)) == "ended"
    async with at_desk(scene) as work:
        assert why(await replying.save(work, TANAKA, 1, REPLY, Seen(9, work.at))) == "ended"


async def test_how_far_each_reply_is_can_be_told(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)

    async def states() -> list[tuple[str, bool]]:
        async with scene.transaction() as tx:
            said = [one.delivery_id for one in await history.conversation(tx, 1) if one.author == "staff"]
            known = await deliveries.of_ticket(tx, 1, ANSWER)
        found = [known[number or 0] for number in said]
        return [(one.state, bool(one.letters)) for one in found]

    draft, against = await writes(scene, SATO), await seen(scene)
    async with at_desk(scene) as work:
        await replying.add_files(work, draft, [PNG])
        shown = replying.print_of(REPLY, await draft_files.of(work.tx, [draft.id]))
        await replying.send(work, SATO, draft.id, against, shown)
    assert await states() == [("queued", False)]
    await scene.runner.drain()
    assert await states() == [("sent", False)], "the text and the file are one delivery"
    scene.channel.faults["hanako"] = [Undeliverable("bad request")]
    await sends(scene, SATO, await writes(scene, SATO, "二つ目"))
    scene.channel.faults["hanako"] = [Unreachable("blocked")]
    assert await states() == [("sent", False), ("failed", True)]
    await sends(scene, SATO, await writes(scene, SATO, "三つ目"))
    assert (await states())[-1] == ("blocked", True)
    assert isinstance(scene.channel.delivered[-1], Post)
    assert scene.channel.delivered[-1].chat == STAFF_CHAT
