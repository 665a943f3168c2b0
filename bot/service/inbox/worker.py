"""Handles the inbox, oldest first: each update in a transaction that also marks it done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from bot.core.model import Say
from bot.log import place
from bot.service.desk import acting, leads
from bot.service.desk.moving import chat_moved
from bot.service.files.looking import Looker
from bot.service.inbox import conversation
from bot.service.office import Office
from bot.service.ports import (
    BotPresence,
    ChatMoved,
    Ignored,
    Inbound,
    Post,
    StaffAction,
    TryLater,
    UserMessage,
)
from bot.service.readiness import staff_chat_found, staff_chat_lost
from bot.service.sign_in import sign_in_chat
from bot.service.well_formed import well_formed
from bot.service.work import Work
from bot.store import inbox, people
from bot.store.engine import Transaction
from bot.store.errors import OperationalError, in_words
from bot.store.inbox import InboxRow
from bot.store.leases import Lease, LeaseLost, ProcessEnded

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds before an update is tried again; the first time it is at once."""


@dataclass(frozen=True, slots=True)
class _Task:
    """An update as read, and whether who acts as staff in it is staff."""

    row: InboxRow
    inbound: Inbound
    is_member: bool


class Worker:
    """Takes updates from the inbox and has them handled."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._owner = office.store.locks.owner
        self._looker = Looker(office.channels)
        self._turns = cycle(office.channels)
        self._left_some = False

    async def handle_some(self) -> bool:
        """Handle what waits, False when nothing does; a failing update is retried, then set aside."""
        try:
            rows, staff_chat = await self._claim()
            tasks = await asyncio.gather(*(self._prepare(row, staff_chat) for row in rows))
            await self._handle_all([task for task in tasks if task is not None])
        except Exception:
            self._left_some = True
            raise
        return bool(rows)

    async def _claim(self) -> tuple[list[InboxRow], str | None]:
        """What waits, and the staff chat. What the database did not let us finish before waits again."""
        office = self._office
        async with office.store.transaction() as tx:
            if self._left_some:
                await inbox.leave(tx, self._owner)
            rows = await self._next(tx, Lease(self._owner, office.clock()))
            staff_chat = await office.staff_chat(tx)
        self._left_some = False
        return rows, staff_chat

    async def _next(self, tx: Transaction, lease: Lease) -> list[InboxRow]:
        """Of one channel at a time, so that what is taken up alone is alone; each has its turn."""
        for _, channel in zip(self._office.channels, self._turns, strict=False):
            rows = await inbox.claim(tx, channel.name, lease)
            if rows:
                return rows
        return []

    async def free_dead(self) -> bool:
        """Let what dead workers had taken up be taken up again at once."""
        alive = await self._office.store.locks.alive()
        async with self._office.store.transaction() as tx:
            freed = await inbox.free(tx, alive)
        if freed:
            log.warning("%s updates of a worker that is no more are handled again", freed)
        return freed > 0

    async def _prepare(self, row: InboxRow, staff_chat: str | None) -> _Task | None:
        """Read an update, and ask the channel for what it does not hold: who acts, and the pictures.

        Nothing waits for the network in a transaction.
        """
        if row.chat == self._office.staff_chat_setting:
            staff_chat = row.chat  # from before it became a supergroup: its old cards can still be pressed
        try:
            if row.is_spent:
                raise ProcessEnded
            payload = self._office.store.vault.open(row.sealed_payload)
            inbound = well_formed(
                self._office.channels.named(row.channel).translate(payload.encode(), staff_chat)
            )
            if isinstance(inbound, UserMessage):
                inbound = await leads.as_staff(self._office, inbound, acting.COMMANDS)
            if isinstance(inbound, UserMessage):
                inbound = await self._looker.look(inbound)
            return _Task(row, inbound, await self._is_member(inbound, staff_chat))
        except Exception as error:
            await self._failed(row, error)
            return None

    async def _is_member(self, inbound: Inbound, staff_chat: str | None) -> bool:
        if isinstance(inbound, UserMessage) and sign_in_chat.concerns(inbound):
            return await sign_in_chat.is_member(self._office, inbound, staff_chat)
        if not isinstance(inbound, StaffAction) or inbound.staff.anonymous:
            return False
        group = staff_chat if leads.is_private(self._office, inbound.chat) else inbound.chat
        return group is not None and await self._office.channels.main.is_staff(inbound.staff, group)

    async def _handle_all(self, tasks: Sequence[_Task]) -> None:
        """In one transaction; if it fails, each in its own, so that a failing one fails alone."""
        try:
            await self._handle(tasks)
        except Exception as error:
            if len(tasks) == 1:
                await self._failed(tasks[0].row, error)
                return
            for task in tasks:
                await self._handle_all([task])

    async def _handle(self, tasks: Sequence[_Task]) -> None:
        if not tasks:
            return
        async with self._office.store.transaction() as tx:
            now = self._office.clock()
            for task in tasks:
                await self._act(Work(tx, self._office, now, self._cause(task.row)), task)
            await inbox.done(tx, [task.row for task in tasks], self._owner, now)

    def _cause(self, row: InboxRow) -> str:
        """By the channel's own number: ours come again once the rows that had them are deleted."""
        return f"{row.channel}:{row.update_id}"

    async def _act(self, work: Work, task: _Task) -> None:
        match task.inbound:
            case inbound if sign_in_chat.concerns(inbound):
                await sign_in_chat.handle(work, inbound, task.is_member)
            case UserMessage():
                await conversation.handle(work, task.inbound)
            case StaffAction():
                await acting.handle(work, task.inbound, task.is_member)
            case ChatMoved(old, new):
                await chat_moved(work, old, new)
            case BotPresence(chat, present):
                await self._presence(work, chat, present)
            case Ignored():
                pass

    async def _presence(self, work: Work, chat: str, present: bool) -> None:
        if chat != await self._office.staff_chat(work.tx):
            blocked_at = None if present else work.at
            await people.set_blocked(work.tx, self._office.channel_of(chat).name, chat, blocked_at)
        elif present:
            await staff_chat_found(work.tx, chat)
            log.warning("the bot is in the staff group again")
        else:
            await staff_chat_lost(work.tx, "removed from it")
            log.error("the bot was removed from the staff group: add it again, nobody sees new enquiries")

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        """Try again after a while, each time longer; give up with a word to everybody concerned."""
        try:
            async with self._office.store.transaction() as tx:
                await self._note_failure(tx, row, error)
        except LeaseLost:
            log.warning("update %s was taken over by another worker", row.id)

    async def _note_failure(self, tx: Transaction, row: InboxRow, error: Exception) -> None:
        now = self._office.clock()
        match error:
            case LeaseLost():
                raise error
            case TryLater():
                log.warning("waiting for the channel: %s", error)
                await inbox.put_off(tx, row, self._owner, _after(now, error.seconds or PAUSE))
            case OperationalError():
                log.warning("update %s waits: %s", row.id, in_words(error))
                await inbox.put_off(tx, row, self._owner, _after(now, PAUSE))
            case _ if row.is_last_attempt:
                _log_failure(row, error)
                await inbox.set_aside(tx, row, self._owner, type(error).__name__)
                await self._own_up(Work(tx, self._office, now, f"dead:{row.id}:{now.isoformat()}"), row)
            case _:
                _log_failure(row, error)
                not_before = _after(now, PAUSE * (row.attempts - 1))
                await inbox.retry(tx, row, self._owner, type(error).__name__, not_before)

    async def _own_up(self, work: Work, row: InboxRow) -> None:
        """Tell staff, and whoever wrote, that an update could not be handled."""
        staff_chat = await self._office.staff_chat(work.tx)
        if staff_chat is not None:
            text = self._office.say(Say("staff.dead_letter", {"number": inbox.letter(row.id)}))
            await work.send(Post(staff_chat, text, silent=work.after_hours), "notice")
        if row.chat and row.chat != staff_chat and self._office.channel_of(row.chat).is_private(row.chat):
            languages = self._office.assistant.handbook.languages
            text = "\n\n".join(self._office.say(Say("not_handled"), language) for language in languages)
            await work.send(Post(row.chat, text), "reply")


def _after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


def _log_failure(row: InboxRow, error: Exception) -> None:
    log.error("update %s failed: %s at %s", row.id, type(error).__name__, place(error))
