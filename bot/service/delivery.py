"""Drains the outbox through the channel until each message is delivered or set aside."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.service import digest, outcomes
from bot.service.office import Office
from bot.service.outcomes import Outcome
from bot.service.pacing import MINUTE, Pace
from bot.service.ports import Edit, Outgoing, Post, Undeliverable
from bot.service.work import Work, load
from bot.store import outbox
from bot.store.engine import Transaction
from bot.store.leases import Lease, LeaseLost
from bot.store.outbox import TOAST, OutboxRow

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Messages under way at the same time, each to another chat."""
RESERVE = 5
"""Messages of a group's minute kept for other things than cards."""


class Delivery:
    """Sends what is due, oldest first; of one chat never a message before an older one.

    `wake` is called whenever a message has come to an end.
    """

    def __init__(
        self,
        office: Office,
        wake: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._office = office
        self._owner = office.store.locks.owner
        self._wake = wake
        self._monotonic = monotonic
        self._pace = Pace(office.channel.limits, lambda chat: not office.channel.is_private(chat))
        self._under_way: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []

    async def begin(self) -> bool:
        """Take over from another sender: what it was sending may have arrived, and counts for the limits."""
        now, since = self._office.clock(), self._monotonic()
        async with self._office.store.transaction() as tx:
            freed = await outbox.free(tx, {self._owner})
            recent = await outbox.recent(tx, self._office.channel.name, now - timedelta(seconds=MINUTE))
        for chat, at in recent:
            self._pace.note(chat, since - (now - at).total_seconds())
        if freed:
            log.warning("%s messages of a sender that is no more are sent again: possible duplicates", freed)
        return freed > 0

    async def send_due(self) -> bool:
        """Note what became of messages and begin with what is due; False when there was neither."""
        ended, self._outcomes = self._outcomes, []
        try:
            rows = await self._note_and_claim(ended)
        except Exception:
            self._outcomes = ended + self._outcomes  # known to be sent: to be noted once it can be
            raise
        for row in rows:
            self._begin(row)
        return bool(ended or rows)

    async def settle(self) -> bool:
        """Wait for what is under way; False when nothing was."""
        under_way = list(self._under_way)
        await asyncio.gather(*under_way)
        return bool(under_way or self._outcomes)

    async def _note_and_claim(self, ended: Sequence[Outcome]) -> list[OutboxRow]:
        """In one transaction; if that fails, outcome by outcome, so that a failing one fails alone."""
        try:
            async with self._office.store.transaction() as tx:
                for outcome in ended:
                    await self._note(tx, outcome)
                return await self._claim(tx)
        except LeaseLost:
            for outcome in ended:
                await self._note_alone(outcome)
        return []

    async def _note_alone(self, outcome: Outcome) -> None:
        try:
            async with self._office.store.transaction() as tx:
                await self._note(tx, outcome)
        except LeaseLost:
            log.warning("message %s was taken over by another sender: sent twice, perhaps", outcome.row.id)

    async def _claim(self, tx: Transaction) -> list[OutboxRow]:
        now = self._monotonic()
        await self._fold_cards(tx, now)
        free = min(AT_ONCE - len(self._under_way), self._pace.room(now, len(self._under_way)))
        if free <= 0:
            return []
        lease = Lease(self._owner, self._office.clock())
        closed = self._pace.closed(now)
        return await outbox.claim(tx, self._office.channel.name, lease, free, except_chats=closed)

    async def _fold_cards(self, tx: Transaction, now: float) -> None:
        """Once staff's group is short of room, and when it next takes a message."""
        chat = await self._office.staff_chat(tx)
        if chat is None or self._pace.group_room(chat, now) > RESERVE or chat in self._pace.closed(now):
            return
        at = self._office.clock()
        await digest.fold_cards(Work(tx, self._office, at, f"digest:{at.isoformat()}"), chat)

    def _begin(self, row: OutboxRow) -> None:
        task = asyncio.create_task(self._send(row))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _send(self, row: OutboxRow) -> None:
        try:
            outgoing = load(self._office.store.vault.open(row.sealed_payload))
            message_id = await self._office.channel.deliver(_addressed(outgoing, row.chat))
        except Exception as failure:
            self._outcomes.append(Outcome(row, failure=failure))
        else:
            self._outcomes.append(Outcome(row, message_id))
        finally:
            if row.purpose != TOAST:
                self._pace.note(row.chat, self._monotonic())
            self._wake()

    async def _note(self, tx: Transaction, outcome: Outcome) -> None:
        cause = f"sent:{outcome.row.id}:{outcome.row.attempts}"
        await outcomes.note(Work(tx, self._office, self._office.clock(), cause), outcome, self._owner)


def _addressed(outgoing: Outgoing, chat: str) -> Outgoing:
    """For the chat as it is now: after a move, other messages have the numbers that the old ones had."""
    if outgoing.chat == chat:
        return outgoing
    if isinstance(outgoing, Edit):
        raise Undeliverable("the message to change stayed in the old group")
    if isinstance(outgoing, Post):
        return replace(outgoing, chat=chat, reply_to=None)
    return replace(outgoing, chat=chat)
