"""What has happened to a ticket since somebody looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.service.work import Work
from bot.store import history, staff

_BY_NO_STAFF = frozenset({"user", "system"})


@dataclass(frozen=True, slots=True)
class Change:
    """An event (`type`, and the id and name of the member of staff) or something that was said (`text`)."""

    at: datetime
    type: str
    actor: str = ""
    name: str = ""
    text: str = ""


async def since(work: Work, number: int, moment: datetime) -> tuple[Change, ...]:
    """All of it in order; what was said by the person or by staff is redacted."""
    events = [one for one in await history.events(work.tx, number) if one.at > moment]
    names = await staff.names(work.tx, {one.actor for one in events} - _BY_NO_STAFF)
    happened = [
        Change(one.at, one.type)
        if one.actor in _BY_NO_STAFF
        else Change(one.at, one.type, one.actor, names.get(one.actor, one.actor))
        for one in events
    ]
    spoken = await history.conversation(work.tx, number)
    said = [
        Change(one.at, f"said_by_{one.author}", text=one.text)
        for one in spoken
        if one.at > moment and one.author != "bot"
    ]
    return tuple(sorted((*happened, *said), key=lambda change: change.at))
