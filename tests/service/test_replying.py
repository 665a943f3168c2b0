"""Replies written on the web: kept at once, sent once, and only as they were seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

from bot.service.ports import Post, StaffMember, Undeliverable, Unreachable
from bot.service.replies import checking, replying
from bot.service.replies.answering import ANSWER
from bot.service.replies.replying import Held, Refused, Seen, Sent
from bot.service.tickets import noting
from bot.service.work import Work
from bot.store import deliveries, desk_drafts, draft_files, drafts, history, staff, tickets
from bot.store.draft_files import NewFile
from bot.store.drafts import Draft
from tests.conftest import OpenOffice
from tests.service.scene import SATO, STAFF_CHAT, TANAKA, Scene
from tests.store.rows import becomes

ASKED = "入会方法を教えてください"
REPLY = "入会案内のページをご覧ください。"
PNG = NewFile("photo", "地図.png", "image/png", b"picture")


@asynccontextmanager
async def at_desk(scene: Scene) -> AsyncIterator[Work]:
    """What one form does, a moment after the last."""
    scene.clock.forward(timedelta(seconds=1))
    async with scene.transaction() as tx:
        for one in (SATO, TANAKA):
            await staff.seen(tx, one.id, one.name, scene.clock())
        yield Work(tx, scene.office, scene.clock(), f"desk:{uuid4()}")


async def seen(scene: Scene) -> Seen:
    ticket = await scene.ticket(1)
    return Seen(ticket.version, ticket.updated_at)


async def writes(scene: Scene, by: StaffMember, text: str = REPLY, against: Seen | None = None) -> Draft:
    against = against or await seen(scene)
    async with at_desk(scene) as work:
        kept = await replying.save(work, by, 1, text, against)
    assert isinstance(kept, Draft)
    return kept


async def sends(scene: Scene, by: StaffMember, draft: Draft, on: Seen | None = None) -> object:
    """By the button under the preview of this draft, on a page that shows the ticket so."""
    on = on or await seen(scene)
    async with at_desk(scene) as work:
        shown = replying.print_of(draft.text, await draft_files.of(work.tx, [draft.id]))
        sent = await replying.send(work, by, draft.id, on, shown)
    await scene.runner.drain()
    return sent


def why(outcome: object) -> str:
    return outcome.why if isinstance(outcome, Refused) else repr(outcome)


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


async def test_a_note_too_long_for_a_note_gives_nothing_back(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    draft = await writes(scene, SATO)
    async with at_desk(scene) as work:
        await checking.ask(work, SATO, draft.id, replying.print_of(REPLY))
        long = "長" * (noting.LONGEST + 1)
        assert why(await checking.hand_back(work, TANAKA, draft.id, long)) == "long_note"
        assert [one.state for one in await desk_drafts.live(work.tx, 1)] == ["checking"]
        assert await checking.hand_back(work, TANAKA, draft.id, long[1:]) is None


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


async def test_a_colleague_checks_it_and_sends_it_from_the_group(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    draft = await writes(scene, SATO)
    async with at_desk(scene) as work:
        assert await checking.ask(work, SATO, draft.id, replying.print_of(REPLY)) is None
        assert why(await checking.ask(work, SATO, draft.id, replying.print_of(REPLY))) == "asked"
    await scene.runner.drain()
    shown = scene.staff_posts()[-1]
    assert [word in shown.text for word in (REPLY, "佐藤さんが", "受付番号1")] == [True] * 3
    await scene.staff_press(f"send {draft.id}", TANAKA)
    assert sum(REPLY in post.text for post in scene.channel.posts("hanako")) == 1
    async with scene.transaction() as tx:
        events = [(one.type, one.actor) for one in await history.events(tx, 1)]
    assert events[-2:] == [("answered", "tanaka"), ("written", "sato")]


async def test_what_a_colleague_was_shown_is_never_sent_in_another_form(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(ASKED)
    draft = await writes(scene, SATO)
    async with at_desk(scene) as work:
        await checking.ask(work, SATO, draft.id, replying.print_of(REPLY))
    await scene.runner.drain()
    rewritten = await writes(scene, SATO, "書き直しました")
    told = await scene.staff_press(f"send {draft.id}", TANAKA)
    assert any("書き直されたか" in text for text in told)
    async with at_desk(scene) as work:
        await checking.ask(work, SATO, rewritten.id, replying.print_of(rewritten.text))
    await scene.runner.drain()
    await scene.staff_press(f"hand_back {rewritten.id}", TANAKA)
    async with at_desk(scene) as work:
        mine = await desk_drafts.of(work.tx, 1, SATO.id)
        assert mine is not None
        assert (mine.text, mine.state) == ("書き直しました", "open")
        await checking.ask(work, SATO, mine.id, replying.print_of(mine.text))
        assert await checking.take_over(work, TANAKA, mine.id) is None
        taken = await desk_drafts.of(work.tx, 1, TANAKA.id)
    assert taken is not None
    assert await sends(scene, TANAKA, taken) == Sent(1)
    assert [post.text.count("書き直しました") for post in scene.channel.posts("hanako")][-1] == 1


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
