"""What comes in from a channel, what goes out to one, and what a channel must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.core.model import Attachment, Command, Message

MESSAGE_LIMIT = 4096
"""The longest text of one message, in UTF-16 code units: Telegram's limit, the tightest of our channels."""


# --- in ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UserMessage:
    """A person wrote, or pressed a button (then `callback` names the press, to be answered).

    `address` is the person's address in the channel, `chat` where the reply goes; they differ in a group.
    `name` is how they call themselves there: kept only of those who turn out to be staff.
    """

    address: str
    chat: str
    message: Message
    message_id: int | None = None
    reply_to: int | None = None
    group: bool = False
    callback: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who acts in the staff chat; an anonymous administrator cannot be told apart from the others."""

    id: str
    name: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class StaffAction:
    """A message in the staff chat, or a press (`callback`) on a message of ours there (`message_id`).

    `replied` is what the first button under the message replied to does.
    """

    staff: StaffMember
    chat: str
    message_id: int
    text: str = ""
    reply_to: int | None = None
    command: Command | None = None
    callback: str | None = None
    replied: Command | None = None


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A group became a supergroup and has a new id."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class BotPresence:
    """The bot was blocked by a person or removed from a chat (`present` False), or let in again."""

    chat: str
    present: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us: another group's talk, a channel post, an update type we do not know."""

    reason: str


Inbound = UserMessage | StaffAction | ChatMoved | BotPresence | Ignored


# --- out -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """A button as shown: its label, and the command that pressing it sends back."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file of our own making, as text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or a document out of the store, by its number; `content` is filled in as it is delivered."""

    number: int
    name: str
    kind: Literal["photo", "document"]
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A new message; an attachment, a document or an upload is sent with the text as its caption."""

    chat: str
    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    reply_to: int | None = None
    silent: bool = False
    attachment: Attachment | None = None
    document: Document | None = None
    upload: Upload | None = None
    type: Literal["post"] = "post"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text and the buttons of a message of ours."""

    chat: str
    message_id: int
    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    type: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a press of a button; an alert must be closed by the person."""

    chat: str
    callback: str
    text: str = ""
    alert: bool = False
    type: Literal["toast"] = "toast"


@dataclass(frozen=True, slots=True)
class Delete:
    """Take messages of ours back, as far as the channel still allows it."""

    chat: str
    message_ids: tuple[int, ...]
    type: Literal["delete"] = "delete"


Outgoing = Post | Edit | Toast | Delete


# --- channels ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a channel takes messages: in all, into one chat, into one group."""

    a_second: int
    seconds_between: float
    """Between two messages into the same chat."""
    group_a_minute: int
    minute: float = 60.0
    """In seconds; shorter for tests in a hurry."""


class TryLater(Exception):
    """Not delivered this time; try again, after `seconds` when the channel says how long.

    `unsure` when the message may have arrived all the same: the answer was lost, not the call.
    """

    def __init__(self, reason: str, seconds: float | None = None, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.unsure = unsure


class Undeliverable(Exception):
    """The channel refuses this message for good."""


class Unreachable(Undeliverable):
    """The person blocked the bot, or the bot was removed from the chat."""


class Moved(Exception):
    """The chat has a new id."""

    def __init__(self, new: str) -> None:
        super().__init__(f"moved to {new}")
        self.new = new


class Channel(Protocol):
    """A way to people and staff. Its own library's types stop behind it."""

    name: str

    @property
    def limits(self) -> Limits | None:
        """None where nothing limits us."""

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:
        """Read one raw update. ValueError when it is no update at all."""

    async def deliver(self, outgoing: Outgoing) -> int | None:
        """Send, and give the id of the new message. Raises TryLater, Undeliverable, Unreachable or Moved."""

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:
        """The file under this id of an attachment; None when it is gone, or has more than `at_most` bytes.

        Raises TryLater when it cannot be had now.
        """

    def is_private(self, chat: str) -> bool:
        """Whether nobody but one person reads this chat."""

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:
        """Whether this is a present member of the staff chat. Raises TryLater when it cannot be told now."""


class Channels:
    """The channels of one running bot: the main one, which has the staff chat, and perhaps others.

    A chat of another channel says so at its beginning ("web:1f3a"); all other chats are the main one's.
    """

    def __init__(self, main: Channel, *others: Channel) -> None:
        self.main = main
        self._by_name = {channel.name: channel for channel in (main, *others)}

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._by_name.values())

    def named(self, name: str) -> Channel:
        """KeyError when there is none by this name."""
        return self._by_name[name]

    def of(self, chat: str) -> Channel:
        """The channel that a chat belongs to."""
        name, colon, _ = chat.partition(":")
        return self._by_name.get(name, self.main) if colon else self.main


class Mailer(Protocol):
    """Mail to staff, to the addresses of the settings."""

    async def send(self, subject: str, text: str) -> None:
        """Send a mail. TryLater, with a reason that may be logged, when it could not be sent."""


class Clock(Protocol):
    """The one source of time."""

    def __call__(self) -> datetime: ...
