"""The page for people as a channel: what is delivered stands in the database until they look."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.channels.web.content import WebContent, WebFile, WebUpdate, dump, language_of, read, read_update
from bot.core.model import Command, Message
from bot.service.files.uploads import recognised
from bot.service.ports import (
    Clock,
    Delete,
    Edit,
    Inbound,
    Outgoing,
    Post,
    StaffMember,
    Toast,
    Undeliverable,
    UserMessage,
)
from bot.store import web_messages
from bot.store.engine import Store, Transaction
from bot.store.tables import LONGEST_NUMBER

_PAGE: Final = "text/html"
_UNKNOWN: Final = "application/octet-stream"


class WebChannel:
    """People by their chats: the address of one is that of the other."""

    name = web_messages.CHANNEL
    limits = None

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:  # noqa: ARG002  # the port's signature
        """Read one raw update. ValueError when it is none of ours."""
        update = read_update(payload)
        if update.pressed:
            command = Command.parse(update.pressed)
            message = Message("", update.at, update.language, command)
            return UserMessage(update.chat, update.chat, message, update.on, callback=str(update.id))
        return UserMessage(update.chat, update.chat, _written(update), update.id)

    async def deliver(self, outgoing: Outgoing) -> int | None:
        """Put it into the chat; gives the number of a new message."""
        async with self._store.transaction() as tx:
            match outgoing:
                case Post():
                    return await self._post(tx, outgoing)
                case Edit():
                    await self._edit(tx, outgoing)
                case Toast(text=text) if text:
                    await self._put(tx, outgoing.chat, WebContent(text, is_status=True))
                case Delete():
                    await web_messages.remove(tx, outgoing.chat, "bot", outgoing.message_ids)
        return None

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:
        """The file of the message of this number; None when it is gone, or has more than `at_most` bytes."""
        if not (file_id.isascii() and file_id.isdecimal() and len(file_id) <= LONGEST_NUMBER):
            return None
        async with self._store.transaction() as tx:
            content = await web_messages.file(tx, int(file_id))
        return content if content is not None and len(content) <= at_most else None

    def is_private(self, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        return True

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:  # noqa: ARG002  # the port's signature
        """Staff have the desk."""
        return False

    async def _post(self, tx: Transaction, post: Post) -> int:
        said = WebContent(post.text, post.keys)
        if post.document is not None:
            file = WebFile(post.document.name, _PAGE if post.document.name.endswith(".html") else _UNKNOWN)
            return await self._put(tx, post.chat, replace(said, file=file), post.document.text.encode())
        if post.upload is not None:
            kind = await recognised(post.upload.content)
            file = WebFile(post.upload.name, kind.media_type if kind else _UNKNOWN)
            return await self._put(tx, post.chat, replace(said, file=file), post.upload.content)
        return await self._put(tx, post.chat, said)

    async def _put(self, tx: Transaction, chat: str, content: WebContent, file: bytes | None = None) -> int:
        content = replace(content, language=language_of(content.text))
        return await web_messages.add(tx, chat, "bot", dump(content), self._clock(), file)

    async def _edit(self, tx: Transaction, edit: Edit) -> None:
        found = await web_messages.find(tx, edit.chat, edit.message_id)
        if found is None:
            raise Undeliverable("the message to change is gone")
        content = replace(read(found), text=edit.text, keys=edit.keys, language=language_of(edit.text))
        await web_messages.change(tx, edit.chat, edit.message_id, dump(content), self._clock())


def _written(update: WebUpdate) -> Message:
    """A command needs no more than its slash, as in a messenger."""
    if update.text.startswith("/"):
        command = Command.parse(re.sub(r"\s+", " ", update.text, count=1))
        return Message("", update.at, update.language, command, attachment=update.attachment)
    return Message(update.text, update.at, update.language, attachment=update.attachment)
