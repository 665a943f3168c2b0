"""Handles the inbox, oldest first: each update in one transaction that also marks it done."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

from bot.core.model import Say
from bot.service import conversation, desk
from bot.service.moving import chat_moved
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
from bot.service.well_formed import well_formed
from bot.service.work import Work
from bot.store import inbox, people
from bot.store.inbox import InboxRow

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds before an update is tried again; the first time it is at once."""


class Worker:
    """Takes updates from the inbox and has them handled."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def handle_next(self) -> bool:
        """Handle the oldest update, False when there is none; a failing one is retried, then set aside."""
        async with self._office.store.transaction() as tx:
            row = await inbox.oldest(tx, self._office.clock())
            staff_chat = await self._office.staff_chat(tx)
        if row is None:
            return False
        if row.chat == self._office.staff_chat_setting:
            staff_chat = row.chat  # from before it became a supergroup: its old cards can still be pressed
        try:
            inbound = self._translate(row, staff_chat)
            is_member = await self._is_member(inbound)
            await self._handle(row, inbound, is_member)
        except TryLater as later:
            log.warning("waiting for the channel: %s", later)
            await self._put_off(row, later.seconds or PAUSE)
        except Exception as error:
            log.error("update %s failed: %s at %s", row.id, type(error).__name__, _place(error))
            await self._failed(row, type(error).__name__)
        return True

    def _translate(self, row: InboxRow, staff_chat: str | None) -> Inbound:
        return well_formed(self._office.channel.translate(row.payload.encode(), staff_chat))

    async def _is_member(self, inbound: Inbound) -> bool:
        """Asked of the channel before the transaction: nothing waits for the network inside one."""
        if not isinstance(inbound, StaffAction) or inbound.staff.anonymous:
            return False
        return await self._office.channel.is_staff(inbound.staff, inbound.chat)

    async def _handle(self, row: InboxRow, inbound: Inbound, is_member: bool) -> None:
        async with self._office.store.transaction() as tx:
            work = Work(tx, self._office, self._office.clock(), f"inbox:{row.id}")
            match inbound:
                case UserMessage():
                    await conversation.handle(work, inbound)
                case StaffAction():
                    await desk.handle(work, inbound, is_member)
                case ChatMoved(old, new):
                    await chat_moved(work, old, new)
                case BotPresence(chat, present):
                    await self._presence(work, chat, present)
                case Ignored():
                    pass
            await inbox.done(tx, row.id, work.at)

    async def _presence(self, work: Work, chat: str, present: bool) -> None:
        if chat != await self._office.staff_chat(work.tx):
            blocked_at = None if present else work.at
            await people.set_blocked(work.tx, self._office.channel.name, chat, blocked_at)
        elif present:
            await staff_chat_found(work.tx, chat)
            log.warning("the bot is in the staff group again")
        else:
            await staff_chat_lost(work.tx, "removed from it")
            log.error("the bot was removed from the staff group: add it again, nobody sees new enquiries")

    async def _put_off(self, row: InboxRow, seconds: float) -> None:
        async with self._office.store.transaction() as tx:
            await inbox.put_off(tx, row, self._office.clock() + timedelta(seconds=seconds))

    async def _failed(self, row: InboxRow, error: str) -> None:
        """Try again after a while, each time longer; give up with a word to everybody concerned."""
        not_before = self._office.clock() + timedelta(seconds=PAUSE * row.attempts)
        async with self._office.store.transaction() as tx:
            if not await inbox.failed(tx, row, error, not_before):
                return
            work = Work(tx, self._office, self._office.clock(), f"dead:{row.id}")
            await self._own_up(work, row)

    async def _own_up(self, work: Work, row: InboxRow) -> None:
        """Tell staff, and whoever wrote, that an update could not be handled."""
        staff_chat = await self._office.staff_chat(work.tx)
        if staff_chat is not None:
            text = self._office.say(Say("staff.dead_letter", {"number": str(row.id)}))
            await work.send(Post(staff_chat, text), "notice")
        if row.chat and row.chat != staff_chat and self._office.channel.is_private(row.chat):
            languages = self._office.assistant.handbook.languages
            text = "\n\n".join(self._office.say(Say("not_handled"), language) for language in languages)
            await work.send(Post(row.chat, text), "reply")


def _place(error: Exception) -> str:
    """Where an error came from; never its message or its traceback, which may quote what a person wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"
