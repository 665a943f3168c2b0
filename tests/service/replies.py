"""Replies as staff write and send them on the web."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

from bot.service.ports import StaffMember
from bot.service.replies import replying
from bot.service.replies.replying import Refused, Seen
from bot.service.work import Work
from bot.store import draft_files, staff
from bot.store.draft_files import NewFile
from bot.store.drafts import Draft
from tests.service.scene import SATO, TANAKA, Scene

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
