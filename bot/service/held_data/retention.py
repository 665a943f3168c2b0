"""Deletes what has been kept for as long as people were told, and says how much of each kind."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.practice import UNSHARED_KEPT, Keeping, RecordKind
from bot.service.held_data.erasing import erase_tickets, forget_person
from bot.store import (
    dead_letters,
    desk_events,
    feedback,
    impostors,
    inbox,
    jobs,
    log,
    outbox,
    people,
    personal_values,
    requests,
    sessions,
    sign_ins,
    staff,
    tickets,
    web_messages,
)
from bot.store.engine import Transaction

HANDLED_KEPT = timedelta(days=7)
"""How long the number of a handled update is known: Telegram repeats none that is older than a day."""
SILENT_END = timedelta(days=30)
"""An answered enquiry of which nobody says anything for so long is over: else its time would never begin."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How much of each kind was deleted; the tickets whose text was erased, and those that just ended."""

    counts: dict[RecordKind, int]
    tickets: tuple[int, ...]
    just_ended: tuple[int, ...]


async def sweep(tx: Transaction, keeping: Keeping, now: datetime) -> Swept:
    """Delete what is older than it may be; rolled back, this tells what would be deleted."""
    just_ended = await tickets.end_silent(tx, now - SILENT_END, now)
    ended = await tickets.ended(tx, _before(now, keeping.enquiries))
    counts: dict[RecordKind, int] = {
        "conversation": await log.forget(tx, _before(now, keeping.conversation)),
        "enquiries": len(ended),
        "files": await erase_tickets(tx, ended, now),
        "values": await _values(tx, keeping, now),
        "reports": await _reports(tx, _before(now, keeping.reports)),
        "feedback": await feedback.forget(tx, _before(now, keeping.feedback)),
        "deliveries": await outbox.forget(tx, _before(now, keeping.deliveries)),
        "updates": await dead_letters.forget(tx, _before(now, keeping.failures)),
        "person": await _people(tx, _before(now, keeping.conversation), now),
        "requests": await _requests(tx, _before(now, keeping.requests)),
        "web_chat": await web_messages.forget(tx, _before(now, keeping.web_chat)),
        "technical": await _technical(tx, now - HANDLED_KEPT),
        "staff": await _staff(tx, now - HANDLED_KEPT, _before(now, keeping.requests)),
    }
    return Swept(counts, tuple(ended), tuple(just_ended))


async def _values(tx: Transaction, keeping: Keeping, now: datetime) -> int:
    unshared = await personal_values.erase_undecided(tx, now - UNSHARED_KEPT)
    return unshared + await personal_values.erase_shared(tx, _before(now, keeping.values))


async def _reports(tx: Transaction, before: datetime) -> int:
    over = await impostors.over(tx, before)
    await impostors.forget(tx, over)
    return len(over)


async def _people(tx: Transaction, before: datetime, now: datetime) -> int:
    unheard = await people.unheard(tx, before)
    for person in unheard:
        await forget_person(tx, person, secrets.token_hex(4), now)
    return len(unheard)


async def _requests(tx: Transaction, before: datetime) -> int:
    return await requests.forget(tx, before) + await people.forget_erased(tx, before)


async def _technical(tx: Transaction, before: datetime) -> int:
    return await inbox.forget(tx, before) + await jobs.forget(tx, before)


async def _staff(tx: Transaction, over: datetime, before: datetime) -> int:
    """Sign-ins go soon after they are over; who did what, and the names for it, stay as long as proofs do."""
    gone = await sign_ins.forget(tx, over) + await sessions.forget(tx, over)
    return gone + await desk_events.forget(tx, before) + await staff.forget(tx, before)


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
