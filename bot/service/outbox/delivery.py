"""Drains the outbox through the channel until each message is delivered or set aside."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from bot.log import place
from bot.service.office import Office
from bot.service.outbox import outcomes
from bot.service.outbox.outcomes import Outcome
from bot.service.outbox.pacing import MINUTE, Pace
from bot.service.ports import Channel, Delete, Edit, Outgoing, Post, Undeliverable
from bot.service.tickets import digest
from bot.service.work import Work, load
from bot.store import files, outbox
from bot.store.engine import Transaction
from bot.store.errors import OperationalError
from bot.store.leases import Lease, LeaseLost
from bot.store.outbox import TOAST, OutboxRow

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Messages under way at the same time, each to another chat."""
RESERVE = 5
"""Messages of a group's minute kept for other things than cards."""


class Delivery:
    """Sends what is due into one channel, oldest first; of one chat never a message before an older one.

    `wake` is called whenever a message has come to an end.
    """

    def __init__(
        self,
        office: Office,
        channel: Channel,
        wake: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._office = office
        self._channel = channel
        self._owner = office.store.locks.owner
        self._wake = wake
        self._monotonic = monotonic
        self._pace = Pace(channel.limits, lambda chat: not channel.is_private(chat))
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        """What is being sent, and what was sent and could not be noted yet."""
        self._ended: list[Outcome] = []
        self._left_some = False

    async def begin(self) -> bool:
        """Take over from another sender: what it was sending may have arrived, and counts for the limits."""
        now, since = self._office.clock(), self._monotonic()
        async with self._office.store.transaction() as tx:
            freed = await outbox.free(tx, self._channel.name, {self._owner})
            recent = await outbox.recent(tx, self._channel.name, now - timedelta(seconds=MINUTE))
        for chat, at in recent:
            self._pace.note(chat, since - (now - at).total_seconds())
        if freed:
            log.warning("%s messages of a sender that is no more are sent again: possible duplicates", freed)
        return freed > 0

    async def send_due(self) -> bool:
        """Note what became of messages and begin with what is due; False when there was neither."""
        ended = list(self._ended)
        try:
            rows = await self._note_and_claim(ended)
        except Exception:
            self._left_some = True
            raise
        for row in rows:
            self._in_hand[row.id] = asyncio.create_task(self._send(row))
        return bool(ended or rows)

    async def settle(self) -> bool:
        """Wait for what is under way; False when nothing was."""
        await asyncio.gather(*self._in_hand.values())
        return bool(self._in_hand)

    async def finish(self) -> bool:
        """Wait for what is under way and note it; begin with nothing new."""
        busy = await self.settle()
        for outcome in list(self._ended):
            await self._note_alone(outcome)
        return busy

    async def _note_and_claim(self, ended: Sequence[Outcome]) -> list[OutboxRow]:
        """In one transaction; if that fails, outcome by outcome, so that a failing one fails alone."""
        try:
            async with self._office.store.transaction() as tx:
                await outcomes.note_all([self._work(tx, one) for one in ended], ended, self._owner)
                rows = await self._claim(tx, self._in_hand.keys() - {outcome.row.id for outcome in ended})
        except OperationalError:
            raise
        except Exception:
            if not ended:
                raise
            for outcome in ended:
                await self._note_alone(outcome)
            return []
        self._left_some = False
        for outcome in ended:
            self._let_go(outcome)
        return rows

    async def _note_alone(self, outcome: Outcome) -> None:
        try:
            async with self._office.store.transaction() as tx:
                await outcomes.note(self._work(tx, outcome), outcome, self._owner)
        except OperationalError:
            raise
        except LeaseLost:
            log.warning("message %s was taken over by another sender: sent twice, perhaps", outcome.row.id)
        except Exception as error:
            log.error("message %s: %s at %s", outcome.row.id, type(error).__name__, place(error))
            async with self._office.store.transaction() as tx:
                await outcomes.note_plainly(tx, outcome, self._owner, self._office.clock())
        self._let_go(outcome)

    def _let_go(self, outcome: Outcome) -> None:
        self._ended.remove(outcome)
        del self._in_hand[outcome.row.id]

    async def _claim(self, tx: Transaction, in_hand: Collection[int]) -> list[OutboxRow]:
        now = self._monotonic()
        if self._left_some:
            await outbox.leave(tx, self._channel.name, self._owner, in_hand)
        await self._fold_cards(tx, now)
        free = min(AT_ONCE - len(in_hand), self._pace.room(now, len(in_hand)))
        if free <= 0:
            return []
        lease = Lease(self._owner, self._office.clock())
        closed = self._pace.closed(now)
        return await outbox.claim(tx, self._channel.name, lease, free, except_chats=closed)

    async def _fold_cards(self, tx: Transaction, now: float) -> None:
        """Once staff's group is short of room, and when it next takes a message."""
        chat = await self._office.staff_chat(tx)
        if chat is None or self._pace.group_room(chat, now) > RESERVE or chat in self._pace.closed(now):
            return
        await digest.fold_cards(Work(tx, self._office, self._office.clock(), f"digest:{uuid4()}"), chat)

    async def _send(self, row: OutboxRow) -> None:
        try:
            outgoing = load(self._office.store.vault.open(row.sealed_payload))
            message_id = await self._channel.deliver(await self._whole(_addressed(outgoing, row.chat)))
        except Exception as failure:
            self._ended.append(Outcome(row, failure=failure))
        else:
            self._ended.append(Outcome(row, message_id))
        finally:
            if row.purpose != TOAST:
                self._pace.note(row.chat, self._monotonic())
            self._wake()

    async def _whole(self, outgoing: Outgoing) -> Outgoing:
        """With the content of its file, which stands in the store alone."""
        if not isinstance(outgoing, Post) or outgoing.upload is None:
            return outgoing
        async with self._office.store.transaction() as tx:
            content = await files.content(tx, outgoing.upload.number)
        if content is None:
            raise Undeliverable("the file is gone")
        return replace(outgoing, upload=replace(outgoing.upload, content=content))

    def _work(self, tx: Transaction, outcome: Outcome) -> Work:
        return Work(tx, self._office, self._office.clock(), f"sent:{outcome.row.id}:{outcome.row.attempts}")


def _addressed(outgoing: Outgoing, chat: str) -> Outgoing:
    """For the chat as it is now: after a move, other messages have the numbers that the old ones had."""
    if outgoing.chat == chat:
        return outgoing
    if isinstance(outgoing, Edit | Delete):
        raise Undeliverable("the message to change stayed in the old group")
    if isinstance(outgoing, Post):
        return replace(outgoing, chat=chat, reply_to=None)
    return replace(outgoing, chat=chat)
