"""What became of a message, noted in the store: delivered, to be tried again, or given up."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.desk.moving import chat_moved
from bot.service.ports import Moved, Post, TryLater, Undeliverable, Unreachable
from bot.service.readiness import staff_chat_found, staff_chat_lost
from bot.service.replies import answering
from bot.service.tickets import cards
from bot.service.work import Work
from bot.store import outbox, people, tickets
from bot.store.engine import Transaction
from bot.store.outbox import TOAST, OutboxRow

log = logging.getLogger(__name__)

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
_DOUBLINGS = 10
STAFF_CHAT_WAIT = 60.0
"""Seconds between tries while the bot is out of the staff chat."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the channel made of a message: its id there, or why there is none."""

    row: OutboxRow
    message_id: int | None = None
    failure: Exception | None = None


async def note_all(works: Iterable[Work], outcomes: Sequence[Outcome], owner: int) -> None:
    """Note what became of many messages, each in its own work; those of which nothing follows at once.

    LeaseLost when another sender has taken over one of them, or one needs a second look.
    """
    plain: list[tuple[OutboxRow, int | None]] = []
    for work, outcome in zip(works, outcomes, strict=True):
        if outcome.failure is None and work.office.channel_of(outcome.row.chat).is_private(outcome.row.chat):
            plain.append((outcome.row, outcome.message_id))
        else:
            await note(work, outcome, owner)
    if plain:
        await outbox.all_sent(work.tx, plain, owner, work.at)


async def note(work: Work, outcome: Outcome, owner: int) -> None:
    """Note what became of a message that `owner` sent. LeaseLost when another sender has taken it over."""
    row = outcome.row
    match outcome.failure:
        case None:
            await _sent(work, row, owner, outcome.message_id)
        case TryLater() as later:
            await _retry(work, row, owner, later)
        case Moved() as moved:
            await outbox.put_off(work.tx, row, owner, work.at, str(moved))
            await chat_moved(work, row.chat, moved.new)
        case Unreachable() as refusal:
            await _unreachable(work, row, owner, refusal)
        case Undeliverable() as refusal:
            await _give_up(work, row, owner, refusal)
        case error:
            log.error("message %s failed: %s", row.id, type(error).__name__)
            await _retry(work, row, owner, TryLater(type(error).__name__, unsure=True))


async def note_plainly(tx: Transaction, outcome: Outcome, owner: int, at: datetime) -> None:
    """Note it and do nothing about it: for an outcome of which the consequences failed."""
    if outcome.failure is None:
        await outbox.sent(tx, outcome.row, owner, outcome.message_id, at)
    else:
        await outbox.set_aside(tx, outcome.row, owner, type(outcome.failure).__name__)


async def _sent(work: Work, row: OutboxRow, owner: int, message_id: int | None) -> None:
    overtaken = await outbox.sent(work.tx, row, owner, message_id, work.at)
    if overtaken and row.ticket_number is not None:
        await cards.refresh(work, row.ticket_number)
    if not work.office.channel_of(row.chat).is_private(row.chat) and row.chat == await work.office.staff_chat(
        work.tx
    ):
        await staff_chat_found(work.tx, row.chat)


async def _retry(work: Work, row: OutboxRow, owner: int, later: TryLater) -> None:
    """Again after a while; what is for staff is never given up because the network is down."""
    if later.seconds is not None:
        await outbox.put_off(work.tx, row, owner, _after(work.at, later.seconds), str(later))
        return
    for_staff = leads.is_to_lead(work.office, row) or row.chat == await work.office.staff_chat(work.tx)
    if row.is_last_attempt and not for_staff:
        await _give_up(work, row, owner, Undeliverable(str(later)))
        return
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row.attempts - 1, _DOUBLINGS))
    jitter = 0.5 + random() / 2  # noqa: S311  # no secret
    not_before = _after(work.at, wait * jitter)
    await outbox.retry(work.tx, row, owner, not_before, str(later), unsure=later.unsure)


async def _unreachable(work: Work, row: OutboxRow, owner: int, refusal: Unreachable) -> None:
    """A person blocked us: staff are told. The staff chat is lost: what is for it waits."""
    if row.chat == await work.office.staff_chat(work.tx):
        await staff_chat_lost(work.tx, str(refusal))
        await outbox.put_off(work.tx, row, owner, _after(work.at, STAFF_CHAT_WAIT), str(refusal))
        return
    if leads.is_to_lead(work.office, row):
        await leads.unreached(work, row, owner, refusal)
        return
    await outbox.set_aside(work.tx, row, owner, str(refusal))
    await people.set_blocked(work.tx, row.channel, row.chat, work.at)
    await _tell_staff(work, row, "staff.blocked", refusal)


async def _give_up(work: Work, row: OutboxRow, owner: int, refusal: Undeliverable) -> None:
    """Set the message aside and tell staff: they must know whom their answer did not reach."""
    if leads.is_to_lead(work.office, row):
        await leads.unreached(work, row, owner, refusal)
        return
    log.warning("message %s (%s) is given up: %s", row.id, row.purpose, refusal)
    await outbox.set_aside(work.tx, row, owner, str(refusal))
    if row.chat != await work.office.staff_chat(work.tx):
        await _tell_staff(work, row, "staff.undeliverable", refusal)


async def _tell_staff(work: Work, row: OutboxRow, what: str, refusal: Undeliverable) -> None:
    """Under the card of its ticket; what belongs to no ticket is named by its record."""
    if row.ticket_number is not None:
        await tickets.add_event(work.tx, row.ticket_number, "undelivered", "system", work.at, row.purpose)
        if row.purpose == answering.ANSWER:
            await answering.not_delivered(work, row.ticket_number)
        await cards.notify(work, what, row.ticket_number, str(refusal))
    elif row.purpose != TOAST:
        chat = await work.office.staff_chat(work.tx)
        if chat is not None:
            values = {"number": outbox.letter(row.id), "text": str(refusal)}
            words = work.office.say(Say(f"{what}.no_ticket", values))
            await work.send(Post(chat, words, silent=work.after_hours), cards.NOTICE)


def _after(at: datetime, seconds: float) -> datetime:
    return at + timedelta(seconds=seconds)
