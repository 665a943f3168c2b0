"""Signing in to the desk, in the chat: a code is sent, the browser is named, a button is pressed."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Command, Language, Say
from bot.service.office import Office
from bot.service.ports import Edit, Inbound, Key, Post, StaffAction, StaffMember, Toast, UserMessage
from bot.service.sign_in.signing_in import read_code
from bot.service.work import Work
from bot.store import desk_events, sign_ins, staff
from bot.store.outbox import TOAST
from bot.store.tables import LONGEST_NUMBER

DESK, YES, NO = "desk", "desk_yes", "desk_no"
WRONG_CODE, REFUSED = "wrong_code", "sign_in_refused"
"""Events that are kept of the attempts of staff."""
MOST_WRONG = 5
WITHIN = timedelta(minutes=10)
PURPOSE = "sign_in"
_SAID = {"confirmed": "confirmed", "spent": "confirmed", "refused": "refused"}
"""What is said of a browser that the person has decided about."""


def concerns(inbound: Inbound) -> bool:
    """Whether somebody wants to sign in; nothing of that goes into the record of what people say."""
    command = _command(inbound)
    return command is not None and command.name in {DESK, YES, NO}


async def is_member(office: Office, inbound: UserMessage, staff_chat: str | None) -> bool:
    """Whether who wants to sign in belongs to the staff chat. Raises TryLater when it cannot be told now."""
    main = office.channels.main
    if staff_chat is None or inbound.group or office.channel_of(inbound.chat) is not main:
        return False
    return await main.is_staff(StaffMember(inbound.address, inbound.name), staff_chat)


async def handle(work: Work, inbound: Inbound, is_member: bool) -> None:
    """Ask about the browser that shows a code, or do what was answered; `is_member` tells who may."""
    command = _command(inbound)
    if command is None:
        return
    if isinstance(inbound, StaffAction):
        text = work.office.say(Say("signin.chat.private"))
        await work.send(Post(inbound.chat, text, reply_to=inbound.message_id), PURPOSE)
    elif isinstance(inbound, UserMessage):
        visitor = _Visitor(work, inbound)
        if inbound.group:
            await visitor.tell("private")
        elif not is_member:
            await visitor.tell("not_member")
        elif command.name == DESK:
            await visitor.send_code(command.argument)
        else:
            await visitor.answer(command.argument, yes=command.name == YES)


class _Visitor:
    """Somebody at the door, and what is said to them."""

    def __init__(self, work: Work, inbound: UserMessage) -> None:
        self._work = work
        self._inbound = inbound
        self._id = inbound.address
        self._language = _language(work.office, inbound)

    async def tell(self, what: str, keys: tuple[tuple[Key, ...], ...] = (), **values: str) -> None:
        """Write; a message whose button was pressed says this from now on, and can be pressed no more."""
        inbound, text = self._inbound, self._say(what, **values)
        if inbound.callback:
            await self._work.send(Toast(inbound.chat, inbound.callback), TOAST)
        if inbound.callback and inbound.message_id is not None:
            await self._work.send(Edit(inbound.chat, inbound.message_id, text), PURPOSE)
        else:
            reply_to = inbound.message_id if inbound.group else None
            await self._work.send(Post(inbound.chat, text, keys, reply_to), PURPOSE)

    async def send_code(self, written: str) -> None:
        """Only so many wrong codes are looked at: then the right one would not be taken either."""
        work = self._work
        if not written.strip():
            await self.tell("how")
            return
        since = work.at - WITHIN
        if await desk_events.count(work.tx, self._id, WRONG_CODE, since) >= MOST_WRONG:
            await self.tell("wait", minutes=str(WITHIN.seconds // 60))
            return
        code = read_code(written)
        found = await sign_ins.ask(work.tx, code, self._id, work.at) if code else None
        if found is None:
            await staff.seen(work.tx, self._id, self._inbound.name, work.at)
            await desk_events.add(work.tx, self._id, WRONG_CODE, "", work.at)
            await self.tell("wrong_code")
            return
        yes = Key(self._say("yes"), f"{YES} {found.id}")
        no = Key(self._say("no"), f"{NO} {found.id}")
        at = work.office.hours.local(found.created_at)
        await self.tell("question", ((yes,), (no,)), browser=found.browser, at=at)

    async def answer(self, argument: str, *, yes: bool) -> None:
        """The first answer counts, and only in time: a second press is told what came of the first."""
        work = self._work
        is_number = argument.isdecimal() and len(argument) <= LONGEST_NUMBER
        number = int(argument) if is_number else 0
        done = await sign_ins.decide(work.tx, number, self._id, "confirmed" if yes else "refused", work.at)
        if done is not None:
            await staff.seen(work.tx, self._id, self._inbound.name, work.at)
            if not yes:
                await desk_events.add(work.tx, self._id, REFUSED, done.browser, work.at)
        found = done or await sign_ins.asked_of(work.tx, number, self._id)
        if found is None or found.state not in _SAID:
            await self.tell("late")
        else:
            await self.tell(_SAID[found.state], browser=found.browser)

    def _say(self, what: str, **values: str) -> str:
        return self._work.office.say(Say(f"signin.chat.{what}", values), self._language)


def _command(inbound: Inbound) -> Command | None:
    if isinstance(inbound, UserMessage):
        return inbound.message.command
    return inbound.command if isinstance(inbound, StaffAction) else None


def _language(office: Office, inbound: UserMessage) -> Language:
    """As their Telegram is set, else what staff read."""
    client = (inbound.message.client_language or "")[:2].lower()
    return client if client in office.assistant.handbook.languages else office.staff_language
