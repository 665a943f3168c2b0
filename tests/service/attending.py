"""An office over days: who leads, what waits, and what the rounds tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.model import Attachment
from bot.service.ports import Post, TryLater
from bot.service.tickets import cards
from bot.service.timetable.upkeep import Upkeep
from bot.service.work import Work
from bot.store import people, tickets
from bot.store.tickets import NewTicket
from tests.service.chores import jobs_done
from tests.service.scene import Scene

DESK = "https://madoguchi.example/desk"
QUESTION = "会費はいくらですか"
SECRET = "ある先生のことでご相談です"
LEADS = ("sato", "suzuki")
"""Both are members of the staff group."""


@dataclass
class Mailbox:
    """Mail to staff; the next tries fail as `faults` say."""

    mails: list[tuple[str, str]] = field(default_factory=list)
    faults: list[TryLater] = field(default_factory=list)

    async def send(self, subject: str, text: str) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.mails.append((subject, text))


def attended(scene: Scene, **changes: Any) -> Scene:
    """The same office with other settings."""
    scene.channel.members |= set(LEADS)
    return Scene(replace(scene.office, **changes), scene.channel, scene.clock)


async def enquiry(
    scene: Scene,
    text: str = QUESTION,
    *,
    confidential: bool = False,
    urgent: bool = False,
    attachment: Attachment | None = None,
) -> int:
    """A ticket of 花子's with its card, as it stands before anybody does anything."""
    async with scene.transaction() as tx:
        work = Work(tx, scene.office, scene.clock(), f"test:{scene.channel.new_id()}")
        person = await people.get(tx, scene.channel.name, "hanako", work.at)
        new = NewTicket(person.id, "hanako", "ja", text, "none", urgent=urgent, for_leads=confidential)
        ticket = await tickets.open_ticket(tx, new, work.at)
        await cards.post(work, ticket)
        if attachment is not None:
            await cards.post_attachments(work, ticket, (attachment,))
    await scene.runner.drain()
    return ticket.number


async def rounds(scene: Scene, until: datetime, every: timedelta = timedelta(hours=1)) -> None:
    """Time passes, and what is due is done: by the hour, or as often as is said."""
    await Upkeep(scene.office).begin()
    while scene.clock() < until:
        await jobs_done(scene)
        await scene.runner.drain()
        scene.clock.forward(every)
    scene.clock.at = until
    await jobs_done(scene)
    await scene.runner.drain()


@contextmanager
def new_posts(scene: Scene, chat: str) -> Iterator[list[Post]]:
    """What a chat is told meanwhile: complete when the block ends."""
    before = len(scene.channel.posts(chat))
    told: list[Post] = []
    yield told
    told += scene.channel.posts(chat)[before:]


def about(posts: list[Post], words: str) -> list[Post]:
    """Those that say so."""
    return [post for post in posts if words in post.text]


def labels(post: Post) -> list[str]:
    """What stands on its buttons."""
    return [key.label for row in post.keys for key in row]
