"""Drains the outbox through the channel until each message is delivered or set aside."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from random import random

from bot.service import cards
from bot.service.office import STAFF_CHAT_LOST, Office, move_staff_chat
from bot.service.ports import Moved, TryLater, Undeliverable, Unreachable
from bot.service.work import Work, dump, load
from bot.store import facts, outbox, people, tickets
from bot.store.engine import Transaction
from bot.store.outbox import OutboxRow

log = logging.getLogger(__name__)

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0


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
            message_id = await self._office.channel.deliver(load(row.payload))
        except TryLater as later:
            await self._retry(row, later)
        except Moved as moved:
            await self._follow(row, moved.new)
        except Undeliverable as refusal:
            await self._give_up(row, refusal)
        else:
            async with self._office.store.transaction() as tx:
                await outbox.sent(tx, row.id, message_id, self._office.clock())

    async def _retry(self, row: OutboxRow, later: TryLater) -> None:
        if row.attempts + 1 >= outbox.MAX_ATTEMPTS and later.seconds is None:
            await self._give_up(row, Undeliverable(str(later)))
            return
        wait = later.seconds or min(LONGEST_WAIT, FIRST_WAIT * 2**row.attempts) * (0.5 + random() / 2)  # noqa: S311  # jitter, not a secret
        async with self._office.store.transaction() as tx:
            not_before = self._office.clock() + timedelta(seconds=wait)
            await outbox.retry(tx, row.id, not_before, str(later))

    async def _follow(self, row: OutboxRow, new: str) -> None:
        async with self._office.store.transaction() as tx:
            await move_staff_chat(tx, self._office.staff_chat_setting, row.chat, new)
            await outbox.readdress(tx, row.id, new, dump(replace(load(row.payload), chat=new)))
            await outbox.migrate_chat(tx, row.chat, new)

    async def _give_up(self, row: OutboxRow, refusal: Undeliverable) -> None:
        """Set the message aside and tell staff: they must know whom their answer did not reach."""
        async with self._office.store.transaction() as tx:
            await outbox.dead(tx, row.id, str(refusal))
            if row.chat == await self._office.staff_chat(tx):
                await self._staff_chat_refused(tx, refusal)
                return
            blocked = isinstance(refusal, Unreachable)
            work = Work(tx, self._office, self._office.clock(), f"undelivered:{row.id}")
            if blocked:
                await people.set_blocked(tx, row.channel, row.chat, work.at)
            if row.ticket_number is not None:
                await tickets.add_event(tx, row.ticket_number, "undelivered", "system", work.at, row.purpose)
                what = "staff.blocked" if blocked else "staff.undeliverable"
                await cards.notify(work, what, row.ticket_number, str(refusal))

    async def _staff_chat_refused(self, tx: Transaction, refusal: Undeliverable) -> None:
        log.error("the staff group did not take a message: %s", refusal)
        if isinstance(refusal, Unreachable):
            await facts.put(tx, STAFF_CHAT_LOST, str(refusal))


async def readiness(office: Office) -> str | None:
    """Why the bot is not doing its work, in words for the log; None when it is."""
    async with office.store.transaction() as tx:
        lost = await facts.get(tx, STAFF_CHAT_LOST)
    return f"no access to the staff group ({lost})" if lost else None
