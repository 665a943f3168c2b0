"""Updates are handled together, fail alone, and outlive the process that was at work on them."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.core.model import Attachment, Quoted
from bot.service.ports import TryLater
from bot.store import inbox
from bot.store.inbox import MAX_ATTEMPTS
from bot.store.leases import Lease
from tests.conftest import OpenOffice
from tests.databases import eventually
from tests.service.channel import FILES
from tests.service.pictures import as_file, code, on_canvas
from tests.service.scene import Scene
from tests.service.way import office_by_way

ASKED = "入会方法を教えてください"
OTHER = "論文の投稿方法を教えてください"
PHONE = "電話番号を教えてください"


async def three_wrote(scene: Scene) -> None:
    for who, text in (("hanako", ASKED), ("taro", OTHER), ("jiro", PHONE)):
        await scene.save(scene.written(text, who=who), who)


async def inbox_rows(scene: Scene) -> list[tuple[object, ...]]:
    """State and attempts of all updates."""
    return list(await scene.rows("SELECT state, attempts FROM inbox ORDER BY id"))


async def test_updates_of_several_chats_share_a_transaction(office: OpenOffice) -> None:
    scene = await office()
    await three_wrote(scene)
    shared, way = office_by_way(scene.office)
    assert await type(scene.worker)(shared).handle_some()
    assert way.transactions == 2, "one to take them up, one to handle them"
    assert await inbox_rows(scene) == [("done", 1)] * 3


async def test_of_a_batch_only_the_failing_update_is_tried_again(office: OpenOffice) -> None:
    scene = await office()
    await three_wrote(scene)
    await scene.sabotage("INSERT ON tickets", "NEW.question LIKE '%論文%'")
    await scene.worker.handle_some()
    assert await inbox_rows(scene) == [("done", 1), ("pending", 1), ("done", 1)]
    assert await scene.rows("SELECT error IS NULL, sealed_payload IS NULL FROM inbox WHERE id = 2") == [
        (False, False)
    ]

    await scene.repair()
    await scene.runner.drain()
    assert await inbox_rows(scene) == [("done", 1), ("done", 2), ("done", 1)]
    assert {who: len(scene.channel.posts(who)) for who in ("hanako", "taro", "jiro")} == {
        "hanako": 1,
        "taro": 1,
        "jiro": 1,
    }
    assert await scene.rows("SELECT question FROM tickets ORDER BY number") == [(ASKED,), (OTHER,)]


# --- pictures -------------------------------------------------------------------------------------

CHECK = "これは公式ですか"
PHOTO = Attachment("photo", "picture")
SHOWN = as_file(on_canvas(code("https://x.com/somebody_else")))
NOT_LISTED, NOT_READ = "一覧には載っていません", "読み取っていません"


async def test_the_code_in_a_picture_is_read_before_anything_is_decided(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.files["picture"] = SHOWN
    await scene.receive(scene.written(CHECK, attachment=PHOTO))
    (told,) = scene.channel.texts("hanako")
    assert NOT_LISTED in told
    assert NOT_READ not in told


async def test_the_code_in_the_picture_answered_is_read(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.files["picture"] = SHOWN
    asked = scene.written(CHECK)
    await scene.receive(replace(asked, message=replace(asked.message, quoted=Quoted(attachment=PHOTO))))
    (told,) = scene.channel.texts("hanako")
    assert NOT_LISTED in told


async def test_a_picture_that_cannot_be_had_keeps_nobody_waiting(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults[FILES] = [TryLater("the network is away", seconds=600)]
    await scene.receive(scene.written(CHECK, attachment=PHOTO))
    (told,) = scene.channel.texts("hanako")
    assert NOT_READ in told
    assert await inbox_rows(scene) == [("done", 1)]


# --- a process that ends at work -----------------------------------------------------------------


async def dies_at_work(scene: Scene, office: OpenOffice) -> None:
    """Another process takes updates up, and is no more."""
    doomed = await office(beside=scene)
    locks = doomed.office.store.locks
    await locks.alive()
    async with doomed.transaction() as tx:
        assert await inbox.claim(tx, scene.channel.name, Lease(locks.owner, scene.clock()))
    await doomed.office.store.close()


async def test_what_a_dead_process_was_handling_is_handled_at_once_by_another(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    await dies_at_work(scene, office)
    await scene.runner.drain()
    assert scene.channel.delivered == [], "for all we know it is still at work"
    with caplog.at_level(logging.WARNING):
        await eventually(scene.worker.free_dead)
    assert "1 updates of a worker that is no more" in caplog.text
    await scene.runner.drain()
    assert len(scene.channel.posts("hanako")) == 1
    assert not await scene.worker.free_dead()


@pytest.mark.parametrize(("deaths", "state"), [(MAX_ATTEMPTS - 1, "done"), (MAX_ATTEMPTS, "dead")])
async def test_an_update_that_ends_the_process_each_time_is_set_aside(
    office: OpenOffice, deaths: int, state: str
) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    for _ in range(deaths):
        await dies_at_work(scene, office)
        await eventually(scene.worker.free_dead)
    await scene.runner.drain()
    assert await scene.rows("SELECT state, error FROM inbox") == [
        (state, "ProcessEnded" if state == "dead" else None)
    ]
    card_or_notice = scene.staff_posts()[0].text
    assert ("in-1" in card_or_notice) == (state == "dead")
    assert len(scene.channel.posts("hanako")) == 1, "an answer, or that there will be none"


async def test_an_update_that_ends_the_process_takes_attempts_from_no_other(office: OpenOffice) -> None:
    scene = await office()
    await scene.save(scene.written(ASKED))
    for _ in range(MAX_ATTEMPTS):
        await dies_at_work(scene, office)
        await eventually(scene.worker.free_dead)
        await scene.save(scene.written(OTHER, who="taro"), "taro")
    await scene.runner.drain()
    assert await inbox_rows(scene) == [("dead", MAX_ATTEMPTS + 1), *[("done", 1)] * MAX_ATTEMPTS]
