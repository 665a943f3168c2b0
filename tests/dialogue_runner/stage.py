"""Where a dialogue is played: the real office on a real database file, and what everybody sees of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.assistant import Assistant
from bot.core.model import Attachment, Command, Conversation, Decision, ForwardOrigin, Message, Quoted
from bot.service.ports import (
    BotPresence,
    Delete,
    Document,
    Edit,
    Inbound,
    Key,
    Outgoing,
    Post,
    StaffAction,
    StaffMember,
)
from tests.dialogue_runner.reading import DialogueError, Turn
from tests.service.channel import Shown, texts
from tests.service.pictures import as_file, damaged
from tests.service.pictures import code as drawn
from tests.service.scene import STAFF_CHAT, Scene

PERSON, GROUP = "hanako", "-900"
STAFF = {
    "佐藤": StaffMember("sato", "佐藤"),
    "田中": StaffMember("tanaka", "田中"),
    "a stranger": StaffMember("mallory", "Mallory"),
    "an anonymous admin": StaffMember("group", "", anonymous=True),
}
ORIGINS = {"channel": "channel", "person": "user", "hidden person": "hidden_user", "group": "chat"}
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


class NotingAssistant(Assistant):
    """The real assistant, noting what it decided."""

    def __init__(self, real: Assistant) -> None:
        self.__dict__.update(real.__dict__)
        self.noted: list[Decision] = []

    def decide(self, message: Message, conversation: Conversation) -> Decision:
        decision = super().decide(message, conversation)
        self.noted.append(decision)
        return decision


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a turn: on the person's screen, on the staff's, in the tickets, in the bot's head."""

    person: Sequence[Outgoing]
    staff: Sequence[Outgoing]
    events: Sequence[str]
    decision: Decision | None


@dataclass
class Stage:
    """Plays turns one after the other."""

    scene: Scene
    assistant: NotingAssistant
    client: str | None
    _written: list[tuple[str, int]] = field(default_factory=list)
    _own: dict[int, Quoted] = field(default_factory=dict)
    _events: int = 0

    async def play(self, turn: Turn) -> Seen:
        """Do what the turn says; gives what everybody saw of it."""
        self.assistant.noted.clear()
        self.scene.clock.forward(timedelta(seconds=5))
        sent: list[Outgoing] = []
        if turn.step == "later":
            self.scene.clock.forward(_span(turn))
        else:
            inbound, chat = await self._inbound(turn)
            sent = await self.scene.receive(inbound, chat)
        return Seen(
            [outgoing for outgoing in sent if outgoing.chat != STAFF_CHAT],
            [outgoing for outgoing in sent if outgoing.chat == STAFF_CHAT],
            await self._new_events(),
            self.assistant.noted[-1] if self.assistant.noted else None,
        )

    async def _inbound(self, turn: Turn) -> tuple[Inbound, str]:
        if turn.step == "event":
            return self._presence(turn), PERSON
        if turn.step.startswith("staff"):
            return await self._staff(turn), STAFF_CHAT
        if turn.step == "press":
            return self._press(turn), PERSON
        return self._written_by_person(turn), PERSON

    # --- the person ---------------------------------------------------------------------------

    def _written_by_person(self, turn: Turn) -> Inbound:
        text = turn.value * int(turn.details.get("times", "1"))
        message_id = self._of(turn) if turn.step == "edit" else self.scene.channel.new_id()
        attachment, forward = self._attachment(turn, message_id), _origin(turn)
        if turn.step != "edit":
            self._written.append((text, message_id))
            self._own[message_id] = Quoted(text, forward, attachment)
        reply_to = self._replied_to(turn)
        written = self.scene.written(
            "" if turn.step == "command" else text,
            client=self.client,
            command=Command.parse(text) if turn.step == "command" else None,
            attachment=attachment,
            forward=forward,
            edit_of=message_id if turn.step == "edit" else None,
            reply_to=reply_to,
            group=GROUP if turn.step == "group" else None,
            message_id=message_id,
        )
        return replace(written, message=replace(written.message, quoted=self._own.get(reply_to or 0)))

    def _attachment(self, turn: Turn, message_id: int) -> Attachment | None:
        """What was sent; the QR code in a picture is a real one, in a file that the channel has."""
        match turn.step:
            case "photo" | "document" | "voice" | "sticker" as kind:
                file_id, code = f"file-{message_id}", turn.details.get("qr")
                if code is not None:
                    self.scene.channel.files[file_id] = as_file(
                        damaged() if code == "unreadable" else drawn(code)
                    )
                return Attachment(kind, file_id, turn.details.get("album"))
        return None

    def _of(self, turn: Turn) -> int:
        """The message that is edited: the last one, or the last that contains what `of:` says."""
        for text, message_id in reversed(self._written):
            if turn.details.get("of", "") in text:
                return message_id
        raise DialogueError(f"line {turn.line}: the person wrote nothing with {turn.details.get('of')!r}")

    def _replied_to(self, turn: Turn) -> int | None:
        wanted = turn.details.get("replying to")
        if wanted is None:
            return None
        for shown in self._screen(PERSON):
            if wanted in shown.text:
                return shown.message_id
        own = next((number for text, number in reversed(self._written) if wanted in text), None)
        if own is None:
            raise DialogueError(f"line {turn.line}: nobody wrote anything with {wanted!r}")
        return own

    def _press(self, turn: Turn) -> Inbound:
        where, key = _find(turn, self._screen(PERSON))
        pressed = self.scene.written(client=self.client, command=Command.parse(key.command))
        return type(pressed)(
            PERSON, PERSON, pressed.message, where.message_id, callback=f"press-{self.scene.channel.new_id()}"
        )

    def _presence(self, turn: Turn) -> Inbound:
        present = {"the person blocks the bot": False, "the person unblocks the bot": True}.get(turn.value)
        if present is None:
            raise DialogueError(f"line {turn.line}: the event {turn.value!r} is not known")
        if present:
            self.scene.channel.blocked_by.discard(PERSON)
        else:
            self.scene.channel.blocked_by.add(PERSON)
        return BotPresence(PERSON, present)

    # --- staff --------------------------------------------------------------------------------

    async def _staff(self, turn: Turn) -> Inbound:
        who = STAFF.get(turn.details.get("as", "佐藤"))
        if who is None:
            raise DialogueError(f"line {turn.line}: `as:` is one of {', '.join(STAFF)}")
        if turn.step == "staff press":
            old = turn.details.get("old button") == "yes"
            screen = [s for chat, s in reversed(self.scene.channel.once_shown) if chat == STAFF_CHAT]
            return self.scene.pressed(*_find(turn, screen if old else self._screen(STAFF_CHAT)), who)
        number = self.scene.channel.new_id()
        if turn.step == "staff command":
            return StaffAction(who, STAFF_CHAT, number, command=Command.parse(turn.value))
        return StaffAction(who, STAFF_CHAT, number, turn.value, reply_to=await self._card(turn))

    async def _card(self, turn: Turn) -> int | None:
        """The card staff reply to: the newest, or the one of the ticket that `to:` names."""
        to = turn.details.get("to", "newest")
        if to == "nobody":
            return None
        number = int(to) if to.isdecimal() else await self.scene.newest_card()
        return (await self.scene.card(number)).message_id

    # --- what is there to see -----------------------------------------------------------------

    def _screen(self, chat: str) -> list[Shown]:
        """The messages of the bot in a chat as they stand now, newest first."""
        return list(reversed(self.scene.channel.screens.get(chat, {}).values()))

    async def _new_events(self) -> list[str]:
        """What happened to tickets in this turn: "new 1", "added 1" ..."""
        rows = await self.scene.rows("SELECT type, ticket_number FROM ticket_events ORDER BY id")
        new = rows[self._events :]
        self._events = len(rows)
        return [f"{'new' if kind == 'opened' else kind} {number}" for kind, number in new]


def buttons(outgoing: Sequence[Outgoing]) -> list[Key]:
    return [k for sent in outgoing if isinstance(sent, Post | Edit) for row in sent.keys for k in row]


def files(outgoing: Sequence[Outgoing]) -> list[Document]:
    return [sent.document for sent in outgoing if isinstance(sent, Post) and sent.document]


def deleted(outgoing: Sequence[Outgoing]) -> set[int]:
    """The messages that the bot took back."""
    return {number for sent in outgoing if isinstance(sent, Delete) for number in sent.message_ids}


def lines(outgoing: Sequence[Outgoing]) -> list[str]:
    """All of this as a report shows it."""
    taken_back = deleted(outgoing)
    shown = [
        *texts(outgoing),
        *(f"[file {file.name}]\n{file.text}" for file in files(outgoing)),
        *([f"[{len(taken_back)} messages deleted]"] if taken_back else []),
        *(f"[{key.label}]" for key in buttons(outgoing)),
    ]
    return [line for text in shown for line in text.split("\n")]


def _find(turn: Turn, screen: Sequence[Shown]) -> tuple[Shown, Key]:
    """The newest button with this label, else the newest whose label contains it."""
    offered = [(shown, key) for shown in screen for key in shown.buttons]
    for exact in (True, False):
        for shown, key in offered:
            if key.label == turn.value or (not exact and turn.value in key.label):
                return shown, key
    labels = ", ".join(dict.fromkeys(key.label for _, key in offered)) or "none"
    raise DialogueError(f"line {turn.line}: no button {turn.value!r} is there to press; there are: {labels}")


def _origin(turn: Turn) -> ForwardOrigin | None:
    if turn.step != "forward":
        return None
    origin = ORIGINS.get(turn.details.get("from", "channel"))
    match origin:
        case "channel" | "user" | "hidden_user" | "chat":
            known = None if origin == "hidden_user" else 4242
            return ForwardOrigin(origin, known, turn.details.get("username"), turn.details.get("name"))
    raise DialogueError(f"line {turn.line}: `from:` is one of {', '.join(ORIGINS)}")


def _span(turn: Turn) -> timedelta:
    found = re.fullmatch(r"(\d+) (minute|hour|day)s?", turn.value)
    if not found:
        raise DialogueError(f"line {turn.line}: write `later:` as `10 minutes`, `2 hours` or `3 days`")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
