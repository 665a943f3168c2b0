"""Attachments, sent on by the id under which Telegram keeps them, and files of our own making."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest

from bot.channels.telegram import utf16
from bot.channels.telegram.content import Kind
from bot.channels.telegram.parameters import keyboard, reply_to
from bot.service.ports import Document, Post, Upload

CAPTION_LIMIT: Final = 1024
_log = logging.getLogger(__name__)

_FIELD_OF_KIND: Final[Mapping[Kind, str]] = {
    "photo": "photo",
    "document": "document",
    "voice": "voice",
    "sticker": "sticker",
    "other": "video",
}
_FIELD_OF_TYPE: Final[Mapping[str, str]] = {
    "animation": "animation",
    "audio": "audio",
    "document": "document",
    "photo": "photo",
    "sticker": "sticker",
    "video": "video",
    "videonote": "video_note",
    "voicenote": "voice",
}
_WITHOUT_CAPTION: Final = ("sticker", "video_note")


@dataclass(frozen=True, slots=True)
class SentFile:
    """`message_id` is None when no file was sent; `rest` is the text still to be sent."""

    message_id: int | None
    rest: str


async def send_file(bot: Bot, post: Post, kind: Kind, file_id: str) -> SentFile:
    """Send the file with as much of the text as its caption holds; the keys go with the last of the text.

    A file that Telegram refuses must not keep its text from arriving.
    """
    field = _FIELD_OF_KIND[kind]
    try:
        return await _send_as(field, bot, post, file_id)
    except BadRequest as refusal:
        real = _real_field(refusal)
    if real is not None:
        return await _send_as(real, bot, post, file_id)
    _log.warning("Telegram refused an attachment (%s); its text goes alone", field)
    return SentFile(None, post.text)


async def send_document(bot: Bot, post: Post, document: Document) -> SentFile:
    """Upload the file, with as much of the text as its caption holds; the keys go with the last of the text.

    Its text says what is in it, so that it does not go without it: a refusal is raised.
    """
    return await _send_as("document", bot, post, InputFile(document.text.encode(), filename=document.name))


async def send_upload(bot: Bot, post: Post, upload: Upload) -> SentFile:
    """Upload a file as a picture or as a document; a picture that Telegram cannot show goes as a file.

    The text may say nothing without it: a refusal of that is raised.
    """
    file = InputFile(upload.content, filename=upload.name)
    if upload.kind == "photo":
        with suppress(BadRequest):  # too long and narrow, say; any other reason will be given again
            return await _send_as("photo", bot, post, file)
    return await _send_as("document", bot, post, file)


def _real_field(refusal: BadRequest) -> str | None:
    """What the file should be sent as: an audio file, say, is kept under voice in our model."""
    told = re.search(r"can't use file of type (\w+) as", refusal.message, re.IGNORECASE)
    return _FIELD_OF_TYPE.get(told[1].lower()) if told else None


async def _send_as(field: str, bot: Bot, post: Post, file: str | InputFile) -> SentFile:
    caption, rest = ("", post.text) if field in _WITHOUT_CAPTION else utf16.split(post.text, CAPTION_LIMIT)
    send = getattr(bot, f"send_{field}")
    message: Message = await send(
        post.chat,
        file,
        **({"caption": caption} if caption else {}),
        reply_parameters=reply_to(post.reply_to),
        disable_notification=post.silent,
        reply_markup=None if rest else keyboard(post.keys),
    )
    return SentFile(message.message_id, rest)
