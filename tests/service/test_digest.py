"""When staff's group takes no more cards, one message lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.model import Command
from bot.service.outbox.delivery import RESERVE, Delivery
from bot.service.ports import Limits, Post, StaffAction, TryLater
from bot.service.tickets import cards
from bot.service.work import Work
from bot.store import people, tickets
from bot.store.tickets import NewTicket
from tests.conftest import OpenOffice
from tests.service.scene import SATO, STAFF_CHAT, Scene

CARDS = 3
LIMITS = Limits(a_second=100, seconds_between=0.0, group_a_minute=RESERVE + CARDS)
"""So many cards go out each minute; the rest of the room is kept for other things."""


@dataclass
class Desk:
    """Staff's group, in which time passes for the pace too."""

    scene: Scene
    delivery: Delivery

    async def enquiries(self, count: int, *, urgent: bool = False) -> None:
        """Tickets whose cards wait."""
        scene = self.scene
        async with scene.transaction() as tx:
            work = Work(tx, scene.office, scene.clock(), f"test:{scene.channel.new_id()}")
            person = await people.get(tx, scene.channel.name, "hanako", work.at)
            for _ in range(count):
                new = NewTicket(person.id, "hanako", "ja", "会費は？", "none", urgent=urgent)
                await cards.post(work, await tickets.open_ticket(tx, new, work.at))

    async def drain(self, seconds: float = 0) -> list[Post]:
        """What the group gets after some time."""
        before = len(self.scene.staff_posts())
        self.scene.clock.forward(timedelta(seconds=seconds))
        while (
            await self.scene.worker.handle_some()
            or await self.delivery.send_due()
            or await self.delivery.settle()
        ):
            pass
        return self.scene.staff_posts()[before:]

    async def does(self, action: StaffAction) -> list[Post]:
        await self.scene.save(action, STAFF_CHAT)
        return await self.drain(60)


async def desk(office: OpenOffice) -> Desk:
    scene = await office(limits=LIMITS)
    return Desk(scene, Delivery(scene.office, scene.channel, monotonic=lambda: scene.clock().timestamp()))


def labels(post: Post) -> list[str]:
    return [key.label for row in post.keys for key in row]


async def test_within_the_groups_room_every_enquiry_has_its_card(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(CARDS)
    posts = await staff.drain()
    assert [labels(post)[0] for post in posts] == ["担当する"] * CARDS


async def test_beyond_it_one_message_lists_the_others(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(8)
    *single, digest = await staff.drain()
    assert len(single) == CARDS
    assert "5件" in digest.text
    assert "受付番号4-8" in digest.text
    assert labels(digest) == ["4", "5", "6", "7", "8"]
    rows = await staff.scene.rows(
        "SELECT ticket_number, sealed_payload IS NULL FROM outbox WHERE state = 'folded' ORDER BY id"
    )
    assert rows == [(number, True) for number in range(4, 9)]


async def test_one_card_too_many_is_no_digest(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(CARDS + 1)
    posts = await staff.drain()
    assert [labels(post)[0] for post in posts] == ["担当する"] * (CARDS + 1)


async def test_pressing_a_number_posts_its_card_on_which_staff_can_answer(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(8)
    await staff.drain()
    scene = staff.scene
    (card,) = await staff.does(scene.pressed(*scene.button(STAFF_CHAT, "show 5")))
    assert card.text.startswith("受付番号5")
    where, _ = scene.button(STAFF_CHAT, "claim 5")
    preview, *_ = await staff.does(
        StaffAction(SATO, STAFF_CHAT, scene.channel.new_id(), "お返事です。", reply_to=where.message_id)
    )
    assert "お返事です。" in preview.text
    assert await scene.rows("SELECT ticket_number, state FROM drafts") == [(5, "open")]


async def test_a_reply_to_the_digest_answers_nobody_and_staff_are_told_so(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(8)
    await staff.drain()
    scene = staff.scene
    digest, _ = scene.button(STAFF_CHAT, "show 5")
    (told,) = await staff.does(
        StaffAction(SATO, STAFF_CHAT, scene.channel.new_id(), "お返事です。", reply_to=digest.message_id)
    )
    assert "このメッセージへの返信は、どなたにも送られません" in told.text
    assert await scene.rows("SELECT count(*) FROM drafts") == [(0,)]


async def test_an_urgent_enquiry_always_has_its_card(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(5)
    await staff.enquiries(1, urgent=True)
    await staff.enquiries(2)
    posts = await staff.drain()
    urgent = next(post for post in posts if "【至急】" in post.text)
    assert "受付番号6" in urgent.text
    assert not urgent.silent
    assert labels(posts[-1]) == ["4", "5", "7", "8"]
    assert "受付番号4-5, 7-8" in posts[-1].text


async def test_very_many_enquiries_are_listed_in_several_messages(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(CARDS + 100)
    posts = await staff.drain()
    assert [len(labels(post)) for post in posts[CARDS:]] == [80, 20]
    numbers = [int(label) for post in posts[CARDS:] for label in labels(post)]
    assert numbers == list(range(CARDS + 1, CARDS + 101))


async def test_a_digest_that_has_not_left_takes_in_what_comes_after_it(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(CARDS)
    await staff.drain()
    await staff.enquiries(3)
    staff.scene.channel.faults[STAFF_CHAT] = [TryLater("flood", 20)]
    assert await staff.drain() == []
    await staff.enquiries(2)
    (digest,) = await staff.drain(20)
    assert labels(digest) == ["4", "5", "6", "7", "8"]


async def test_a_card_that_gave_way_is_not_brought_up_to_date_but_its_ticket_is_shown_as_it_stands(
    office: OpenOffice,
) -> None:
    staff = await desk(office)
    await staff.enquiries(8)
    await staff.drain()
    scene = staff.scene
    await scene.save(scene.written("/cancel", command=Command("cancel", "5")), "hanako")
    await staff.drain(60)
    (card,) = await staff.does(scene.pressed(*scene.button(STAFF_CHAT, "show 5")))
    assert "本人が取り下げ" in card.text
    assert card.keys == ()


async def test_the_next_minute_cards_go_out_again(office: OpenOffice) -> None:
    staff = await desk(office)
    await staff.enquiries(8)
    await staff.drain()
    await staff.enquiries(1)
    (card,) = await staff.drain(60)
    assert labels(card)[0] == "担当する"
