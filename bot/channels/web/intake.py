"""What people send on the page: into their chat and into the inbox, both or neither, and once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.channels.web.content import (
    WebContent,
    WebFile,
    WebUpdate,
    dump,
    dump_update,
    language_of,
    read,
)
from bot.core.model import Attachment
from bot.service.files.uploads import FileKind
from bot.service.ports import Key
from bot.store import inbox, web_messages
from bot.store.engine import Transaction

_REMEMBERED: Final = 50
"""Of so many messages it is known with which form they came."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a person chose, once it is known what it is."""

    name: str
    kind: FileKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Sending:
    """What a form brought: words, a file, or the button of a menu, which says `text` and does `pressed`.

    `language` is that of the page, `once` the mark of the form.
    """

    language: str
    once: str
    text: str = ""
    file: SentFile | None = None
    pressed: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """An update as the inbox takes it: it has the number of its message."""

    update_id: int
    chat: str
    payload: bytes


async def send(tx: Transaction, chat: str, sending: Sending, at: datetime) -> int:
    """Take in what was sent; gives the number of the message, that of the first when it came twice."""
    await web_messages.alone_in(tx, chat)
    before = await _sent_before(tx, chat, sending)
    if before is not None:
        return before
    file = sending.file
    shown = WebContent(
        sending.text,
        file=WebFile(file.name, file.kind.media_type) if file else None,
        language=language_of(sending.text),
        once=sending.once,
    )
    number = await web_messages.add(tx, chat, "user", dump(shown), at, file.content if file else None)
    update = WebUpdate(number, chat, at, sending.language, pressed=sending.pressed)
    if not sending.pressed:
        update = replace(update, text=sending.text, attachment=_attachment(number, file))
    await _take_in(tx, update)
    return number


async def press(
    tx: Transaction, chat: str, message: int, command: str, language: str, at: datetime
) -> int | None:
    """Press a button under a message, which takes it away; None when it is not there, or not any more."""
    await web_messages.alone_in(tx, chat)
    found = await web_messages.find(tx, chat, message)
    content = read(found) if found is not None and found.author == "bot" else None
    key = _key(content.keys, command) if content else None
    if content is None or key is None:
        return None
    await web_messages.change(tx, chat, message, dump(replace(content, keys=_without(content, key))), at)
    label = WebContent(key.label, language=language_of(key.label))
    number = await web_messages.add(tx, chat, "user", dump(label), at)
    await _take_in(tx, WebUpdate(number, chat, at, language, pressed=key.command, on=message))
    return number


async def _sent_before(tx: Transaction, chat: str, sending: Sending) -> int | None:
    """The same again; a form that comes back with other words is another message."""
    for message in await web_messages.newest(tx, chat, _REMEMBERED):
        if message.author != "user" or not sending.once:
            continue
        shown = read(message)
        is_same = (shown.once, shown.text) == (sending.once, sending.text)
        if is_same and await _same_file(tx, message.id, sending):
            return message.id
    return None


async def _same_file(tx: Transaction, message: int, sending: Sending) -> bool:
    return await web_messages.file(tx, message) == (sending.file.content if sending.file else None)


async def _take_in(tx: Transaction, update: WebUpdate) -> None:
    row = _Row(update.id, update.chat, dump_update(update))
    await inbox.add(tx, web_messages.CHANNEL, [row], update.at)


def _attachment(number: int, file: SentFile | None) -> Attachment | None:
    if file is None:
        return None
    is_image_file = file.kind.is_picture and file.kind.kind == "document"
    return Attachment(file.kind.kind, str(number), image=is_image_file)


def _key(rows: Sequence[Sequence[Key]], command: str) -> Key | None:
    return next((key for row in rows for key in row if key.command == command), None)


def _without(content: WebContent, used: Key) -> tuple[tuple[Key, ...], ...]:
    """The others stay: a question about personal data may stand among them."""
    rows = (tuple(key for key in row if key != used) for row in content.keys)
    return tuple(row for row in rows if row)
