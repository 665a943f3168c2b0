"""Nothing is sent twice without need, and what may have been sent twice is known."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.service.outbox.delivery import Delivery
from bot.service.ports import Limits, TryLater
from bot.store import outbox
from bot.store.errors import OperationalError
from bot.store.leases import Lease
from bot.store.outbox import MAX_ATTEMPTS
from tests.conftest import OpenOffice
from tests.service.scene import Scene
from tests.service.way import office_by_way

PHONE = "電話番号を教えてください"


async def written_to(scene: Scene, *people: str) -> None:
    """An answer to each waits to be sent."""
    for who in people:
        await scene.save(scene.written(PHONE, who=who), who)
    while await scene.worker.handle_some():
        pass


def seconds_of(scene: Scene) -> Callable[[], float]:
    """A monotonic clock that the test moves with the other one."""
    return lambda: scene.clock().timestamp()


async def sent_all(delivery: Delivery) -> None:
    while await delivery.send_due() or await delivery.settle():
        pass


async def outbox_rows(scene: Scene) -> list[tuple[object, ...]]:
    """State, attempts and whether it may have arrived twice, of all messages."""
    return list(await scene.rows("SELECT state, attempts, possible_duplicate FROM outbox ORDER BY id"))


@pytest.mark.parametrize("unsure", [False, True])
async def test_a_message_whose_answer_was_lost_is_sent_again_as_a_possible_duplicate(
    office: OpenOffice, unsure: bool
) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("no answer", unsure=unsure)]
    await scene.user(PHONE)
    assert await outbox_rows(scene) == [("pending", 1, unsure)]
    await scene.wait_out(1)
    assert await outbox_rows(scene) == [("sent", 2, unsure)]


async def test_a_fault_of_ours_while_sending_leaves_it_open_whether_it_arrived(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [RuntimeError("in the middle")]
    await scene.user(PHONE)
    assert await outbox_rows(scene) == [("pending", 1, True)]


async def test_when_the_channel_says_when_to_try_again_that_was_no_attempt(office: OpenOffice) -> None:
    scene = await office()
    scene.channel.faults["hanako"] = [TryLater("flood", 30) for _ in range(3)]
    await written_to(scene, "hanako")
    await scene.execute("UPDATE outbox SET attempts = :tries", tries=MAX_ATTEMPTS - 1)
    for _ in range(3):
        await scene.runner.drain()
        assert await outbox_rows(scene) == [("pending", MAX_ATTEMPTS - 1, False)]
        scene.clock.forward(timedelta(seconds=30))
    await scene.runner.drain()
    assert await outbox_rows(scene) == [("sent", MAX_ATTEMPTS, False)]


async def test_what_a_dead_sender_was_sending_is_sent_by_the_next_one_as_a_possible_duplicate(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    doomed = await office(beside=scene)
    await written_to(scene, "hanako")
    async with doomed.transaction() as tx:
        owner = doomed.office.store.locks.owner
        assert await outbox.claim(tx, scene.channel.name, Lease(owner, scene.clock()), limit=9)
    await written_to(scene, "taro")

    sender = Delivery(scene.office, scene.channel)
    with caplog.at_level(logging.WARNING):
        assert await sender.begin()
    assert "1 messages of a sender that is no more are sent again" in caplog.text
    await sent_all(sender)
    assert await outbox_rows(scene) == [("sent", 2, True), ("sent", 1, False)]
    assert not await sender.begin()


async def test_what_was_sent_is_noted_once_the_database_is_back_and_not_sent_again(
    office: OpenOffice,
) -> None:
    scene = await office()
    theirs, way = office_by_way(scene.office)
    delivery = Delivery(theirs, scene.channel)
    await written_to(scene, "hanako", "taro")
    await delivery.send_due()
    await delivery.settle()
    assert [len(scene.channel.posts(who)) for who in ("hanako", "taro")] == [1, 1]

    way.failures = 3
    for _ in range(3):
        with pytest.raises(OperationalError):
            await delivery.send_due()
    assert await outbox_rows(scene) == [("pending", 1, False)] * 2
    await sent_all(delivery)
    assert await outbox_rows(scene) == [("sent", 1, False)] * 2
    assert [len(scene.channel.posts(who)) for who in ("hanako", "taro")] == [1, 1]


async def test_a_sender_that_was_taken_for_dead_leaves_the_message_to_the_one_that_took_over(
    office: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await office()
    other = await office(beside=scene)
    slow, quick = Delivery(scene.office, scene.channel), Delivery(other.office, other.channel)
    await written_to(scene, "hanako", "taro")
    await slow.send_due()
    await slow.settle()
    await quick.begin()
    await sent_all(quick)
    with caplog.at_level(logging.WARNING):
        await sent_all(slow)
    assert caplog.text.count("was taken over by another sender") == 2
    assert await outbox_rows(scene) == [("sent", 2, True)] * 2


async def test_of_two_senders_each_message_is_sent_by_one(office: OpenOffice) -> None:
    scene = await office()
    other = await office(beside=scene)
    people = [f"person{number}" for number in range(6)]
    await written_to(scene, *people)
    first, second = Delivery(scene.office, scene.channel), Delivery(other.office, other.channel)
    await first.send_due()
    await written_to(scene, "taro")
    await second.send_due()
    await sent_all(first)
    await sent_all(second)
    assert [len(scene.channel.posts(who)) for who in (*people, "taro")] == [1] * 7
    assert await outbox_rows(scene) == [("sent", 1, False)] * 7


async def test_what_the_sender_before_sent_counts_for_the_limits(office: OpenOffice) -> None:
    limits = Limits(a_second=30, seconds_between=10.0, group_a_minute=20)
    scene = await office(limits=limits)
    other = await office(beside=scene)
    await written_to(scene, "hanako", "taro")
    await sent_all(Delivery(scene.office, scene.channel, monotonic=seconds_of(scene)))
    await written_to(scene, "hanako")

    scene.clock.forward(timedelta(seconds=4))
    sender = Delivery(other.office, other.channel, monotonic=seconds_of(scene))
    await sender.begin()
    for wait, posts in ((0, 1), (5, 1), (1, 2)):
        scene.clock.forward(timedelta(seconds=wait))
        await sent_all(sender)
        assert len(scene.channel.posts("hanako")) == posts
