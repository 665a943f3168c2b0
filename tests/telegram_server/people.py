"""The test's side: people who write and press buttons, and the groups they are in."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack

from .errors import JsonDict
from .media import SHAPES
from .rules import text_content
from .state import Account, Chat, Member, Message, Status, World, now, present


class Where(TypedDict, total=False):
    """Where and how something is written; the user's private chat with the bot if no chat is given."""

    chat: Chat | None
    reply_to: int | None
    forward_origin: JsonDict | None
    media_group_id: str | None


def origin_user(user: Account) -> JsonDict:
    """The forward origin of a message by a user who shows who they are."""
    return {"type": "user", "date": now(), "sender_user": user.to_dict()}


def origin_hidden_user(name: str) -> JsonDict:
    """The forward origin of a message by a user who hides behind a name."""
    return {"type": "hidden_user", "date": now(), "sender_user_name": name}


def origin_chat(chat: Chat, signature: str | None = None) -> JsonDict:
    """The forward origin of a message by an anonymous administrator of a group."""
    signed = present(author_signature=signature)
    return {"type": "chat", "date": now(), "sender_chat": chat.to_dict(), **signed}


def origin_channel(chat: Chat, message_id: int, signature: str | None = None) -> JsonDict:
    """The forward origin of a channel's post."""
    post = {"chat": chat.to_dict(), "message_id": message_id, **present(author_signature=signature)}
    return {"type": "channel", "date": now(), **post}


@dataclass(eq=False)
class User(Account):
    """A person. Every action queues the update the bot would get; writing returns the message id."""

    world: World = field(kw_only=True, repr=False)

    @property
    def private_chat(self) -> Chat:
        return self.world.chats[self.id]

    def says(self, text: str, *, entities: list[JsonDict] | None = None, **where: Unpack[Where]) -> int:
        """Writes a text; commands and mentions are marked unless entities are given."""
        return self.sends(text_content(text, entities), **where)

    def forwards(self, text: str, origin: JsonDict, **where: Unpack[Where]) -> int:
        """Forwards a text that was first written elsewhere, see the origin_... functions."""
        where["forward_origin"] = origin
        return self.says(text, **where)

    def sends(self, content: JsonDict, **where: Unpack[Where]) -> int:
        """Sends any message content, given as its fields of the Bot API's Message.

        Raises ValueError where a person could not: to a blocked bot, in reply to nothing.
        """
        chat = where.get("chat") or self.private_chat
        if chat is self.private_chat:
            self._open_private_chat()
        reply_to = where.get("reply_to")
        if reply_to is not None and chat.message(reply_to) is None:
            raise ValueError(f"chat {chat.id} has no message {reply_to} to reply to")
        marks = present(
            forward_origin=where.get("forward_origin"), media_group_id=where.get("media_group_id")
        )
        return _write(self.world, chat, self, content, reply_to=reply_to, extra=marks).id

    def sends_photo(self, file_id: str = "photo", caption: str | None = None, **where: Unpack[Where]) -> int:
        size = self._file(file_id, "photo.jpg", "Photo") | SHAPES["Photo"]
        return self.sends({"photo": [size], **present(caption=caption)}, **where)

    def sends_document(
        self,
        file_id: str = "document",
        caption: str | None = None,
        file_name: str = "document.pdf",
        mime_type: str | None = None,
        **where: Unpack[Where],
    ) -> int:
        told = {"file_name": file_name, **present(mime_type=mime_type)}
        document = self._file(file_id, file_name, "Document") | told
        return self.sends({"document": document, **present(caption=caption)}, **where)

    def sends_sticker(self, file_id: str = "sticker", emoji: str = "🙂", **where: Unpack[Where]) -> int:
        sticker = self._file(file_id, "sticker.webp", "Sticker") | SHAPES["Sticker"] | {"emoji": emoji}
        return self.sends({"sticker": sticker}, **where)

    def sends_voice(self, file_id: str = "voice", duration: int = 3, **where: Unpack[Where]) -> int:
        sound = {"duration": duration, "mime_type": "audio/ogg"}
        return self.sends({"voice": self._file(file_id, "voice.ogg", "VoiceNote") | sound}, **where)

    def sends_location(self, latitude: float, longitude: float, **where: Unpack[Where]) -> int:
        return self.sends({"location": {"latitude": latitude, "longitude": longitude}}, **where)

    def edits(self, message_id: int, text: str, chat: Chat | None = None) -> None:
        """Changes the text, or the caption of a media message."""
        message = (chat or self.private_chat).message(message_id)
        if message is None or message.sender is not self:
            raise ValueError(f"{self.first_name} wrote no message {message_id}")
        is_text = "text" in message.content
        message.edit(text_content(text) if is_text else message.content | {"caption": text}, message.markup)
        self.world.tell_bot("edited_message", message)

    def presses(self, message: Message, button: str, *, stale: bool = False) -> str:
        """Presses the button with this label or callback data; returns the callback query's id.

        Stale: on a keyboard the client still shows though it was changed, `button` being the data.
        Raises ValueError if the message has no such button.
        """
        data = button if stale else _callback_data(message, button)
        query_id = str(4_000_000_000 + len(self.world.pressed_at))
        self.world.pressed_at[query_id] = time.monotonic()
        query = {
            "id": query_id,
            "from": self.to_dict(),
            "message": _pressed_message(message),
            "chat_instance": str(message.chat.id),
            "data": data,
        }
        self.world.updates.add("callback_query", query)
        return query_id

    def blocks(self) -> None:
        """Blocks the bot, which learns it as being kicked from the private chat."""
        self.blocked = True
        self._change_bot("kicked")

    def unblocks(self) -> None:
        self.blocked = False
        self._change_bot("member")

    def _change_bot(self, status: Status) -> None:
        self.world.change_member(self.private_chat, Member(self.world.bot, status), by=self)

    def _open_private_chat(self) -> None:
        if self.blocked:
            raise ValueError(f"{self.first_name} blocked the bot and cannot write to it")
        self.started = True

    def _file(self, file_id: str, name: str, kind: str) -> JsonDict:
        """A known file of this id, or a new one with its id as content."""
        stored = self.world.files.get(file_id)
        return (stored or self.world.files.put(name, file_id.encode(), file_id, kind=kind)).to_dict()


@dataclass(eq=False)
class Group(Chat):
    """A group, supergroup or channel the test can change."""

    world: World = field(kw_only=True, repr=False)

    def add(self, user: Account, status: Status = "member") -> None:
        """Lets the account in, with the service message about it."""
        self.set_status(user, status)
        self._announce({"new_chat_members": [user.to_dict()]})

    def remove(self, user: Account, status: Literal["left", "kicked"] = "left") -> None:
        """Takes the account out, with the service message about it."""
        self.set_status(user, status)
        self._announce({"left_chat_member": user.to_dict()})

    def kick_bot(self) -> None:
        self.set_status(self.world.bot, "kicked")

    def set_status(self, account: Account, status: Status, *, in_chat: bool = True) -> None:
        """Queues my_chat_member for the bot, chat_member for others if the bot administers the chat."""
        self.world.change_member(self, Member(account, status, in_chat), by=self._owner())

    def migrate(self, new_id: int) -> Group:
        """Turns the group into a supergroup of this id; the old id answers no call any more."""
        grown = Group(new_id, "supergroup", self.title, members=dict(self.members), world=self.world)
        self.world.chats[new_id] = grown
        self._announce({"migrate_to_chat_id": new_id})
        self.migrated_to = new_id
        grown._announce({"migrate_from_chat_id": self.id})
        return grown

    def anonymous_says(self, text: str, reply_to: int | None = None) -> int:
        """An administrator writes in the name of the group."""
        author = self.world.anonymous
        message = _write(self.world, self, author, text_content(text), reply_to=reply_to, sender_chat=self)
        return message.id

    def _owner(self) -> Account:
        owners = (member.account for member in self.members.values() if member.status == "creator")
        return next(owners, self.world.anonymous)

    def _announce(self, content: JsonDict) -> None:
        owner = self._owner()
        speaks_as = self if owner is self.world.anonymous else None
        _write(self.world, self, owner, content, sender_chat=speaks_as)


def _write(
    world: World,
    chat: Chat,
    sender: Account,
    content: JsonDict,
    *,
    reply_to: int | None = None,
    sender_chat: Chat | None = None,
    extra: JsonDict | None = None,
) -> Message:
    message = Message(
        id=next(chat.message_ids),
        chat=chat,
        sender=sender,
        content=content,
        reply_to=reply_to,
        sender_chat=sender_chat,
        extra=extra or {},
    )
    world.post(message)
    world.tell_bot("message", message)
    return message


def _callback_data(message: Message, button: str) -> str:
    for shown in (shown for row in message.keyboard for shown in row):
        data: str | None = shown.get("callback_data")
        if data is not None and button in (shown["text"], data):
            return data
    raise ValueError(f"no button {button!r} to press among {message.buttons}")


def _pressed_message(message: Message) -> JsonDict:
    """The message, or the shape the Bot API gives it once it is deleted."""
    if message.id in message.chat.messages:
        return message.to_dict()
    return {"chat": message.chat.to_dict(), "message_id": message.id, "date": 0}
