"""The terminal as a channel: one person plays both the user and the staff."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.channels import saving
from bot.core.model import Command, Message, Say
from bot.service.ports import (
    Clock,
    Delete,
    Edit,
    Ignored,
    Inbound,
    Outgoing,
    Post,
    StaffAction,
    StaffMember,
    Toast,
    UserMessage,
)

Side = Literal["user", "staff"]
USER_CHAT, STAFF_CHAT = "user", "staff"
_STAFF = StaffMember("terminal", "you")
_PRESSES = frozenset({"claim", "close", "decline", "show", "send", "discard"}) | {
    "not_ours",
    "ours",
    "sure_not_ours",
    "sure_ours",
}
_NUMBER = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line typed on one side, as a raw update."""

    update_id: int
    chat: str
    payload: bytes


class TerminalChannel:
    """Shows what is sent to either side, and reads lines as messages, commands and presses.

    `say` puts the terminal's own sentences; files of ours go into the folder `files`.
    """

    def __init__(
        self,
        show: Callable[[Side, str], None],
        clock: Clock,
        language: str,
        *,
        say: Callable[[Say], str],
        files: Path,
    ) -> None:
        self.name = "terminal"
        self.limits = None
        self._show = show
        self._say = say
        self._files = files
        self._clock = clock
        self._language = language
        # Ids must not come back after a restart, when older messages are still known by theirs.
        self._last_id = int(clock().timestamp() * 1000)
        self._offered: dict[str, int] = {}
        self._last_card: int | None = None

    def line(self, side: Side, text: str) -> Line:
        """A typed line as a raw update."""
        number = self._next_id()
        return Line(number, side, json.dumps({"side": side, "text": text, "id": number}).encode())

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:  # noqa: ARG002  # the port's signature
        update = json.loads(payload)
        text, number = str(update["text"]), int(update["id"])
        command = Command.parse(text) if text.startswith("/") else None
        if update["side"] == "staff":
            return self._staff(text, number, command)
        message = Message("" if command else text, self._clock(), self._language, command)
        return UserMessage(USER_CHAT, USER_CHAT, message, number)

    async def deliver(self, outgoing: Outgoing) -> int | None:
        side: Side = "staff" if outgoing.chat == STAFF_CHAT else "user"
        if isinstance(outgoing, Toast):
            if outgoing.text:
                self._show(side, outgoing.text)
            return None
        if isinstance(outgoing, Delete):
            await self._take_back(side, outgoing.message_ids)
            return None
        number = outgoing.message_id if isinstance(outgoing, Edit) else self._next_id()
        file_line = await self._file_line(outgoing, number)
        for key in (key for row in outgoing.keys for key in row):
            self._offered[key.command] = number
            if key.command.startswith("close "):
                self._last_card = number
        lines = [outgoing.text, file_line, _keys(outgoing)]
        self._show(side, "\n".join(line for line in lines if line is not None))
        return number

    async def _file_line(self, outgoing: Post | Edit, number: int) -> str | None:
        file = None if isinstance(outgoing, Edit) else _file(outgoing)
        if file is None:
            return None
        path = await asyncio.to_thread(saving.save, self._files, number, *file)
        return self._say(Say("terminal.file", {"path": str(path)}))

    async def _take_back(self, side: Side, message_ids: tuple[int, ...]) -> None:
        """What was shown cannot be unshown; its buttons and its file go."""
        self._offered = {c: number for c, number in self._offered.items() if number not in message_ids}
        if self._last_card in message_ids:
            self._last_card = None
        await asyncio.to_thread(saving.remove, self._files, message_ids)
        self._show(side, self._say(Say("terminal.deleted", {"count": str(len(message_ids))})))

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:  # noqa: ARG002  # the port's signature
        return None

    def is_private(self, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        return True

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        return True

    def _staff(self, text: str, number: int, command: Command | None) -> Inbound:
        if command is None:
            return StaffAction(_STAFF, STAFF_CHAT, number, text, reply_to=self._last_card)
        if not _is_action(command):
            return Ignored("no command of staff")
        if command.name == "queue":
            return StaffAction(_STAFF, STAFF_CHAT, number, command=command)
        if command.name == "reply":
            ticket, _, answer = command.argument.partition(" ")
            card, button = self._offered.get(f"close {ticket}", number), Command("close", ticket)
            return StaffAction(_STAFF, STAFF_CHAT, number, answer, card, replied=button)
        pressed = self._offered.get(str(command))
        if pressed is None:  # before a restart, perhaps: the desk knows whether it can be done
            return StaffAction(_STAFF, STAFF_CHAT, number, command=command)
        return StaffAction(_STAFF, STAFF_CHAT, pressed, command=command, callback=str(number))

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id


def is_staff_line(text: str) -> bool:
    """Whether staff can write this: their talk, or a command that they have."""
    return not text.startswith("/") or _is_action(Command.parse(text))


def _is_action(command: Command) -> bool:
    number, _, answer = command.argument.partition(" ")
    if command.name == "queue":
        return True
    if not _NUMBER.fullmatch(number):
        return False
    return bool(answer.strip()) if command.name == "reply" else command.name in _PRESSES and not answer


def _file(post: Post) -> tuple[str, bytes] | None:
    if post.document is not None:
        return post.document.name, post.document.text.encode()
    return (post.upload.name, post.upload.content) if post.upload is not None else None


def _keys(outgoing: Post | Edit) -> str | None:
    keys = [f"[{key.label}: /{key.command}]" for row in outgoing.keys for key in row]
    return " ".join(keys) if keys else None
