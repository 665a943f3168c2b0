"""What the fake Telegram remembers: accounts, chats, members, messages and callback queries."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from .errors import JsonDict
from .push import Push
from .updates import Signal, UpdateQueue
from .uploads import FileStore

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

PERSON_NAMES = ("first_name", "last_name", "username")
ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
RESTRICTED_RIGHTS = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
    "can_react_to_messages",
)


def now() -> int:
    return int(time.time())


def present(**fields: object) -> JsonDict:
    """The fields that have a value: the Bot API leaves out what is not there."""
    return {name: value for name, value in fields.items() if value is not None}


@dataclass(eq=False)
class Account:
    """Anyone who can write: a person, the bot, or Telegram's anonymous administrator."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    last_name: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    def to_dict(self) -> JsonDict:
        return present(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )


@dataclass(frozen=True, slots=True)
class Member:
    """`in_chat` matters for restricted members only: they may be restricted and gone."""

    account: Account
    status: Status
    in_chat: bool = True

    @property
    def is_present(self) -> bool:
        return self.in_chat if self.status == "restricted" else self.status not in ("left", "kicked")

    def to_dict(self) -> JsonDict:
        return {"user": self.account.to_dict(), "status": self.status} | self._rights()

    def _rights(self) -> JsonDict:
        match self.status:
            case "creator":
                return {"is_anonymous": False}
            case "administrator":
                rights = dict.fromkeys(ADMINISTRATOR_RIGHTS, True)
                return {"can_be_edited": False, "is_anonymous": False, **rights}
            case "restricted":
                rights = dict.fromkeys(RESTRICTED_RIGHTS, False)
                return {"is_member": self.in_chat, "until_date": 0, **rights}
            case "kicked":
                return {"until_date": 0}
            case _:
                return {}


@dataclass(eq=False)
class Chat:
    """`person` is the other side of a private chat; its id is the chat's id."""

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    person: Account | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    message_ids: count[int] = field(default_factory=lambda: count(1), repr=False)

    def to_dict(self) -> JsonDict:
        if self.person is not None:
            names = {name: value for name, value in self.person.to_dict().items() if name in PERSON_NAMES}
            return {"id": self.id, "type": self.type} | names
        return present(id=self.id, type=self.type, title=self.title, username=self.username)

    def message(self, message_id: object) -> Message | None:
        return self.messages.get(message_id) if isinstance(message_id, int) else None

    def member(self, account: Account) -> Member:
        return self.members.get(account.id, Member(account, "left"))


@dataclass(eq=False, kw_only=True, slots=True)
class Message:
    """`content` is what a copy carries along (text or media); `extra` (forward origin, album) is not.

    `edits` are the texts the message had before each of its edits.
    """

    id: int
    chat: Chat
    sender: Account
    content: JsonDict
    from_bot: bool = False
    sender_chat: Chat | None = None
    reply_to: int | None = None
    markup: JsonDict | None = None
    extra: JsonDict = field(default_factory=dict)
    silent: bool = False
    date: int = field(default_factory=now)
    edit_date: int | None = None
    edits: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, or the caption of a media message."""
        text: str = self.content.get("text") or self.content.get("caption") or ""
        return text

    @property
    def buttons(self) -> list[list[tuple[str, str]]]:
        """Rows of (label, callback data or URL) of the inline keyboard."""
        return [
            [(button["text"], button.get("callback_data") or button.get("url", "")) for button in row]
            for row in self.keyboard
        ]

    @property
    def keyboard(self) -> list[list[JsonDict]]:
        """The inline keyboard as the bot sent it."""
        rows: list[list[JsonDict]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    def grow_old(self, hours: float) -> None:
        """As if so much time had passed since it was written."""
        self.date -= int(hours * 3600)

    def edit(self, content: JsonDict, markup: JsonDict | None) -> None:
        self.edits.append(self.text)
        self.content, self.markup, self.edit_date = content, markup, now()

    def to_dict(self, *, with_reply: bool = True) -> JsonDict:
        answered = self.chat.message(self.reply_to) if with_reply else None
        inline = self.markup if self.markup and "inline_keyboard" in self.markup else None
        fields = present(
            message_id=self.id,
            date=self.date,
            chat=self.chat.to_dict(),
            sender_chat=self.sender_chat.to_dict() if self.sender_chat else None,
            edit_date=self.edit_date,
            reply_to_message=answered.to_dict(with_reply=False) if answered else None,
            reply_markup=inline,
        )
        written_by = {} if self.chat.type == "channel" else {"from": self.sender.to_dict()}
        return fields | written_by | self.content | self.extra


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered callback query."""

    id: str
    text: str | None
    show_alert: bool


class World:
    """Everything both sides, the bot and the test, act upon; `on_message`, if set, sees every message."""

    def __init__(self, bot: Account) -> None:
        self.bot = bot
        self.anonymous = Account(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
        self.users: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.changed = Signal()
        self.updates = UpdateQueue(self.changed)
        self.push = Push(self.updates, self.changed)
        self.files = FileStore()
        self.pressed_at: dict[str, float] = {}
        self.query_lifetime = 600.0
        self.answers: list[Answer] = []
        self.commands: dict[tuple[str, str], list[JsonDict]] = {}
        self.webhook_url = ""
        self.allow_http_webhook = False
        self.poll_number = 0
        self.on_message: Callable[[Message], None] | None = None

    def post(self, message: Message) -> Message:
        message.chat.messages[message.id] = message
        if self.on_message:
            self.on_message(message)
        self.changed.fire()
        return message

    def bot_is_in(self, chat: Chat) -> bool:
        return chat.migrated_to is None and chat.member(self.bot).is_present

    def tell_bot(self, kind: str, message: Message) -> None:
        """Queues an update carrying the message, if the bot sees the chat."""
        if self.bot_is_in(message.chat):
            self.updates.add(kind, message.to_dict())

    def change_member(self, chat: Chat, changed: Member, by: Account) -> None:
        """Gives the account its new status in the chat, with the update Telegram sends about it."""
        before = chat.member(changed.account)
        chat.members[changed.account.id] = changed
        update = {
            "chat": chat.to_dict(),
            "from": by.to_dict(),
            "date": now(),
            "old_chat_member": before.to_dict(),
            "new_chat_member": changed.to_dict(),
        }
        if changed.account is self.bot:
            self.updates.add("my_chat_member", update)
        elif chat.member(self.bot).status == "administrator":
            self.updates.add("chat_member", update)
