"""A channel without a network: what comes in is kept as real updates, what goes out is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.core.model import Attachment, Command, ForwardOrigin, Message, Quoted
from bot.service.ports import (
    BotPresence,
    ChatMoved,
    Delete,
    Document,
    Edit,
    Ignored,
    Inbound,
    Key,
    Limits,
    Outgoing,
    Post,
    StaffAction,
    StaffMember,
    Toast,
    Unreachable,
    UserMessage,
)

KINDS: dict[str, type[Inbound]] = {
    kind.__name__: kind for kind in (UserMessage, StaffAction, ChatMoved, BotPresence, Ignored)
}


_IDS = count(1_000_000)
"""Of messages and updates; none comes back after a restart, as behind Telegram."""
MEMBERSHIP = "membership"
"""The name under which `faults` wait for the question whether somebody is staff."""
FILES = "files"
"""The name under which `faults` wait for a file to be fetched."""


@dataclass(frozen=True, slots=True)
class Update:
    """A raw update, as a channel hands it to the intake."""

    update_id: int
    chat: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it stands in a chat."""

    message_id: int
    text: str
    keys: tuple[tuple[Key, ...], ...]
    document: Document | None = None

    @property
    def buttons(self) -> tuple[Key, ...]:
        return tuple(key for row in self.keys for key in row)


class Clock:
    """A clock that only the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        self.at += by


@dataclass
class RecordingChannel:
    """Keeps what was delivered; `faults` are raised by the next deliveries to a chat."""

    name: str = "test"
    limits: Limits | None = None
    members: set[str] = field(default_factory=lambda: {"sato", "tanaka"})
    blocked_by: set[str] = field(default_factory=set)
    delivered: list[Outgoing] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    screens: dict[str, dict[int, Shown]] = field(default_factory=dict)
    once_shown: list[tuple[str, Shown]] = field(default_factory=list)

    def new_id(self) -> int:
        """The next number of a message or an update, whoever made it."""
        return next(_IDS)

    def update(self, inbound: Inbound, chat: str) -> Update:
        """What the service behind this channel would send for it."""
        body = {"kind": type(inbound).__name__, "is": asdict(inbound)}
        return Update(self.new_id(), chat, json.dumps(body, default=datetime.isoformat).encode())

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:
        update = json.loads(payload)
        kind, values = KINDS[update["kind"]], update["is"]
        if kind is UserMessage:
            values["message"] = _message(values["message"])
        if kind is StaffAction:
            values["staff"] = StaffMember(**values["staff"])
            values["command"] = _command(values["command"])
        return kind(**values)

    async def deliver(self, outgoing: Outgoing) -> int | None:
        faults = self.faults.get(outgoing.chat)
        if faults:
            raise faults.pop(0)
        if outgoing.chat in self.blocked_by:
            raise Unreachable("bot was blocked by the user")
        self.delivered.append(outgoing)
        if isinstance(outgoing, Toast):
            return None
        if isinstance(outgoing, Delete):
            for message_id in outgoing.message_ids:
                self.screens.get(outgoing.chat, {}).pop(message_id, None)
            return None
        return self._show(outgoing)

    def _show(self, outgoing: Post | Edit) -> int:
        screen = self.screens.setdefault(outgoing.chat, {})
        if isinstance(outgoing, Post):
            shown = Shown(self.new_id(), outgoing.text, outgoing.keys, outgoing.document)
        else:
            before = screen.get(outgoing.message_id)
            kept = before.document if before else None
            shown = Shown(outgoing.message_id, outgoing.text, outgoing.keys, kept)
        screen[shown.message_id] = shown
        self.once_shown.append((outgoing.chat, shown))
        return shown.message_id

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:
        if self.faults.get(FILES):
            raise self.faults[FILES].pop(0)
        content = self.files.get(file_id)
        return None if content is None or len(content) > at_most else content

    def is_private(self, chat: str) -> bool:
        return not chat.startswith("-")

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:
        if self.faults.get(MEMBERSHIP):
            raise self.faults[MEMBERSHIP].pop(0)
        return staff.id in self.members

    def posts(self, chat: str) -> list[Post]:
        """The new messages delivered to a chat, in order."""
        return [sent for sent in self.delivered if isinstance(sent, Post) and sent.chat == chat]

    def texts(self, chat: str) -> list[str]:
        """Everything a chat was shown, in order: messages, edits and the answers to presses."""
        return texts(self.delivered, chat)


def texts(sent: Iterable[Outgoing], chat: str | None = None) -> list[str]:
    """What is read of all this, in one chat if one is named; a deletion says nothing."""
    said = [one for one in sent if not isinstance(one, Delete) and chat in (None, one.chat)]
    return [one.text for one in said if one.text]


def _message(values: dict[str, Any]) -> Message:
    values["at"] = datetime.fromisoformat(values["at"])
    values["command"] = _command(values["command"])
    values["quoted"] = Quoted(**_shown(values["quoted"])) if values["quoted"] else None
    return Message(**_shown(values))


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    """What a message and the one it answers have in common; nobody has looked at a picture yet."""
    values["forward"] = ForwardOrigin(**values["forward"]) if values["forward"] else None
    values["attachment"] = Attachment(**values["attachment"]) if values["attachment"] else None
    return values


def _command(values: dict[str, str] | None) -> Command | None:
    return Command(**values) if values else None
