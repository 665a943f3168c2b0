"""A colleague looks at a reply before it goes out, and sends it, takes it over or gives it back."""

from __future__ import annotations

from bot.service.replies import checking, replying
from bot.service.replies.replying import Sent
from bot.service.tickets import noting
from bot.store import desk_drafts, history
from tests.conftest import OpenOffice
from tests.service.replies import ASKED, REPLY, at_desk, sends, why, writes
from tests.service.scene import SATO, TANAKA


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
