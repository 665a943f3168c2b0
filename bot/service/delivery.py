"""Drains the outbox through the channel until each message is delivered or set aside."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from random import random

from bot.service import answering, cards
from bot.service.moving import chat_moved
from bot.service.office import Office
from bot.service.ports import Edit, Moved, Outgoing, Post, TryLater, Undeliverable, Unreachable
from bot.service.readiness import staff_chat_found, staff_chat_lost
from bot.service.work import Work, load
from bot.store import outbox, people, tickets
from bot.store.engine import Transaction
from bot.store.outbox import OutboxRow

log = logging.getLogger(__name__)

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
_DOUBLINGS = 10
STAFF_CHAT_WAIT = 60.0
"""Seconds between tries while the bot is out of the staff chat."""


class Delivery:
    """Sends what is due, oldest first; of one chat never a message before an older one."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def send_due(self) -> bool:
        """Send what is due now; False when there is nothing."""
        async with self._office.store.transaction() as tx:
            rows = await outbox.due(tx, self._office.channel.name, self._office.clock())
        for row in rows:
            await self._send(row)
        return bool(rows)

    async def _send(self, row: OutboxRow) -> None:
        try:
            message_id = await self._office.channel.deliver(_addressed(load(row.payload), row.chat))
        except TryLater as later:
            await self._retry(row, later)
        except Moved as moved:
            await self._follow(row, moved.new)
        except Unreachable as refusal:
            await self._unreachable(row, refusal)
        except Undeliverable as refusal:
            await self._give_up(row, refusal)
        except Exception as error:
            log.error("message %s failed: %s", row.id, type(error).__name__)
            await self._retry(row, TryLater(type(error).__name__))
        else:
            await self._sent(row, message_id)

    async def _sent(self, row: OutboxRow, message_id: int | None) -> None:
        async with self._office.store.transaction() as tx:
            now = self._office.clock()
            overtaken = await outbox.sent(tx, row, message_id, now)
            if overtaken and row.ticket_number is not None:
                await cards.refresh(Work(tx, self._office, now, f"overtaken:{row.id}"), row.ticket_number)
            if row.chat == await self._office.staff_chat(tx):
                await staff_chat_found(tx, row.chat)

    async def _retry(self, row: OutboxRow, later: TryLater) -> None:
        """Again after a while; what is for staff is never given up because the network is down."""
        async with self._office.store.transaction() as tx:
            for_staff = row.chat == await self._office.staff_chat(tx)
            if later.seconds is not None:
                await self._put_off(tx, row, later.seconds, str(later))
                return
            if for_staff or row.attempts + 1 < outbox.MAX_ATTEMPTS:
                wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row.attempts, _DOUBLINGS))
                jitter = 0.5 + random() / 2  # noqa: S311  # no secret
                await outbox.retry(tx, row.id, self._after(wait * jitter), str(later))
                return
        await self._give_up(row, Undeliverable(str(later)))

    async def _put_off(self, tx: Transaction, row: OutboxRow, seconds: float, reason: str) -> None:
        await outbox.put_off(tx, row.id, self._after(seconds), reason)

    def _after(self, seconds: float) -> datetime:
        return self._office.clock() + timedelta(seconds=seconds)

    async def _follow(self, row: OutboxRow, new: str) -> None:
        async with self._office.store.transaction() as tx:
            work = Work(tx, self._office, self._office.clock(), f"moved:{row.id}")
            await chat_moved(work, row.chat, new)

    async def _unreachable(self, row: OutboxRow, refusal: Unreachable) -> None:
        """A person blocked us: staff are told. The staff chat is lost: what is for it waits."""
        async with self._office.store.transaction() as tx:
            if row.chat == await self._office.staff_chat(tx):
                await staff_chat_lost(tx, str(refusal))
                await self._put_off(tx, row, STAFF_CHAT_WAIT, str(refusal))
                return
            await outbox.dead(tx, row.id, str(refusal))
            await people.set_blocked(tx, row.channel, row.chat, self._office.clock())
            await self._tell_staff(tx, row, "staff.blocked", refusal)

    async def _give_up(self, row: OutboxRow, refusal: Undeliverable) -> None:
        """Set the message aside and tell staff: they must know whom their answer did not reach."""
        log.warning("message %s (%s) is given up: %s", row.id, row.purpose, refusal)
        async with self._office.store.transaction() as tx:
            await outbox.dead(tx, row.id, str(refusal))
            if row.chat != await self._office.staff_chat(tx):
                await self._tell_staff(tx, row, "staff.undeliverable", refusal)

    async def _tell_staff(self, tx: Transaction, row: OutboxRow, what: str, refusal: Undeliverable) -> None:
        if row.ticket_number is None:
            return
        work = Work(tx, self._office, self._office.clock(), f"undelivered:{row.id}")
        await tickets.add_event(tx, row.ticket_number, "undelivered", "system", work.at, row.purpose)
        if row.purpose == answering.ANSWER:
            await answering.not_delivered(work, row.ticket_number)
        await cards.notify(work, what, row.ticket_number, str(refusal))


def _addressed(outgoing: Outgoing, chat: str) -> Outgoing:
    """For the chat as it is now: after a move, other messages have the numbers that the old ones had."""
    if outgoing.chat == chat:
        return outgoing
    if isinstance(outgoing, Edit):
        raise Undeliverable("the message to change stayed in the old group")
    if isinstance(outgoing, Post):
        return replace(outgoing, chat=chat, reply_to=None)
    return replace(outgoing, chat=chat)
