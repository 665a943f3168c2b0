"""Files that people send with an enquiry: fetched later, sealed, capped, and gone with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Attachment
from bot.service.ports import TryLater
from bot.service.timetable.upkeep import RETRY
from bot.store import files
from tests.conftest import OpenOffice
from tests.service.channel import FILES
from tests.service.chores import DAY, cleaned_up, jobs_done, where_it_stands
from tests.service.scene import PRACTICE, Scene

MORE = "先ほどの問い合わせに追加です。学生です"
PHOTO = Attachment("photo", "file-1")
CONTENT = b"\x89PNG picture of hanako"


async def sent(scene: Scene, *attachments: Attachment) -> None:
    """An enquiry to which these were added."""
    scene.channel.files["file-1"] = CONTENT
    await scene.user("入会方法を教えてください")
    for attachment in attachments:
        await scene.receive(scene.written(MORE, attachment=attachment))


async def states(scene: Scene) -> list[tuple[object, ...]]:
    return list(await scene.rows("SELECT ticket_number, kind, state FROM files ORDER BY id"))


async def content(scene: Scene, number: int = 1) -> bytes | None:
    async with scene.transaction() as tx:
        return await files.content(tx, number)


async def test_a_file_is_fetched_later_by_a_job(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    assert await states(scene) == [(1, "photo", "wanted")]
    await jobs_done(scene)
    assert await states(scene) == [(1, "photo", "kept")]
    assert await content(scene) == CONTENT


async def test_what_is_in_it_and_how_it_is_fetched_stand_nowhere_in_clear(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    assert await where_it_stands(scene, "file-1") == ["files.sealed_file_id", "people.sealed_turn"]
    await jobs_done(scene)
    assert await where_it_stands(scene, "picture of hanako") == ["files.sealed_content"]
    ((sealed, file_id),) = await scene.rows("SELECT sealed_content, sealed_file_id FROM files")
    assert b"hanako" not in bytes(sealed)  # type: ignore[call-overload]  # a column of bytes
    assert file_id is None


@pytest.mark.parametrize(("largest", "state"), [(len(CONTENT), "kept"), (len(CONTENT) - 1, "not_kept")])
async def test_a_file_that_is_too_large_is_not_kept(largest: int, state: str, office: OpenOffice) -> None:
    opened = await office()
    scene = Scene(replace(opened.office, largest_file=largest), opened.channel, opened.clock)
    await sent(scene, PHOTO)
    await jobs_done(scene)
    assert await states(scene) == [(1, "photo", state)]
    assert (await content(scene) is None) == (state == "not_kept")


async def test_a_file_that_is_gone_is_not_kept_and_not_asked_for_again(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, Attachment("document", "file-2"))
    await jobs_done(scene)
    assert await states(scene) == [(1, "document", "not_kept")]
    assert await scene.rows("SELECT state FROM jobs") == [("done",)]


async def test_what_cannot_be_had_now_is_tried_again(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    scene.channel.faults[FILES] = [TryLater("network"), TryLater("network")]
    for _ in range(2):
        await jobs_done(scene)
        assert await states(scene) == [(1, "photo", "wanted")]
        scene.clock.forward(RETRY)
    await jobs_done(scene)
    assert await content(scene) == CONTENT


async def test_staff_get_the_file_at_once_and_only_with_the_number_of_its_enquiry(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    (post,) = (post for post in scene.staff_posts() if post.attachment)
    assert post.attachment == PHOTO
    assert post.text == "受付番号1の添付"


async def test_of_a_sticker_nothing_is_kept(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, Attachment("sticker", "file-1"))
    assert await states(scene) == []


async def test_a_file_that_no_enquiry_came_of_is_not_kept(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.files["file-1"] = CONTENT
    await scene.receive(scene.written(attachment=PHOTO))
    await jobs_done(scene)
    assert await states(scene) == []
    await scene.command("/ask")
    await jobs_done(scene)
    assert await states(scene) == [(1, "photo", "kept")]


@pytest.mark.parametrize("fetched", [True, False], ids=["fetched", "not fetched yet"])
async def test_a_file_goes_when_its_person_is_erased(fetched: bool, office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    if fetched:
        await jobs_done(scene)
    await scene.command("/delete yes")
    await jobs_done(scene)
    assert await states(scene) == []
    assert await where_it_stands(scene, "file-1", "picture of hanako") == []


async def test_a_file_goes_with_its_enquiry(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    await jobs_done(scene)
    await scene.staff_press("close 1")
    scene.clock.forward(PRACTICE.keeping.enquiries * DAY - timedelta(hours=1))
    await cleaned_up(scene)
    assert await content(scene) == CONTENT
    scene.clock.forward(2 * DAY)
    await cleaned_up(scene)
    assert await states(scene) == []


async def test_a_file_that_comes_after_others_are_gone_is_fetched_too(office: OpenOffice) -> None:
    scene = await office()
    await sent(scene, PHOTO)
    await jobs_done(scene)
    await scene.command("/delete yes")
    await sent(scene, PHOTO)
    await jobs_done(scene)
    assert await states(scene) == [(2, "photo", "kept")]
