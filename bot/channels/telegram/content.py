"""What a Telegram message holds: its words, its attachment, where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from telegram import (
    ExternalReplyInfo,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    PhotoSize,
)
from telegram.constants import MessageAttachmentType, MessageType

from bot.channels.telegram import utf16
from bot.core.model import Attachment, ForwardOrigin

Kind = Literal["photo", "document", "voice", "sticker", "other"]

# In this order: an animation also fills `document`, for old clients.
_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("animation", "other"),
    ("document", "document"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("sticker", "sticker"),
    ("video", "other"),
)
_CONTENT: Final = frozenset(MessageAttachmentType) | {"text", "caption", "checklist", "giveaway"}
_METADATA: Final = frozenset(
    (
        "business_connection_id",
        "effect_id",
        "reply_to_story",
        "sender_boost_count",
        "sender_business_bot",
        "suggested_post_info",
    )
)
_SERVICE: Final = frozenset(MessageType) - _CONTENT - _METADATA | {"migrate_from_chat_id"}


def words_of(message: Message) -> str:
    """The text or the caption, exactly as written."""
    return message.text or message.caption or ""


def entities_of(message: Message) -> Sequence[MessageEntity]:
    return message.entities if message.text else message.caption_entities


def text_of(message: Message, cuts: Iterable[tuple[int, int]] = ()) -> str:
    """The words without the `cuts` (in code units), hidden addresses written out beside them."""
    edits = [(start, end, "") for start, end in cuts]
    hiding = (entity for entity in entities_of(message) if _hides_address(message, entity))
    edits += [_written_out(message, entity) for entity in hiding]
    return "\n".join((utf16.edit(words_of(message), edits).strip(), *_links_on_buttons(message))).strip()


def _hides_address(message: Message, entity: MessageEntity) -> bool:
    shown = utf16.part(words_of(message), entity.offset, entity.offset + entity.length)
    return entity.type == MessageEntity.TEXT_LINK and entity.url not in (None, shown)


def _written_out(message: Message, entity: MessageEntity) -> utf16.Edit:
    """Set off by blanks, so that the words around it cannot be taken for a part of the address."""
    end = entity.offset + entity.length
    blank = "" if utf16.part(words_of(message), end, end + 1).strip() == "" else " "
    return end, end, f" ({entity.url}){blank}"


def _links_on_buttons(message: Message) -> list[str]:
    """A forwarded post keeps its buttons, and a button can hide an address as well as words can."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [f"{button.text} ({button.url})" for row in rows for button in row if button.url]


def attachment_of(message: Message) -> Attachment | None:
    """What is there besides words; None for a plain text."""
    file = file_of(message, message.media_group_id)
    if file is None and not words_of(message):
        return Attachment("other", None, message.media_group_id)
    return file


def file_of(holder: Message | ExternalReplyInfo, album: str | None = None) -> Attachment | None:
    """The photo, document, voice ... in a message, or in one that was answered from another chat."""
    if holder.photo:
        return Attachment("photo", _largest(holder.photo).file_id, album)
    for field, kind in _KINDS:
        file: Any = holder[field]
        if file:
            image = field == "document" and (file.mime_type or "").startswith("image/")
            return Attachment(kind, file.file_id, album, image)
    return None


def _largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    return max(sizes, key=lambda size: size.width * size.height)


def forward_of(message: Message) -> ForwardOrigin | None:
    return origin_of(message.forward_origin) if message.forward_origin else None


def origin_of(origin: MessageOrigin) -> ForwardOrigin:
    """Who wrote it first, in one of Telegram's four types."""
    match origin:
        case MessageOriginUser(sender_user=user):
            return ForwardOrigin("user", user.id, user.username, user.full_name)
        case MessageOriginChat(sender_chat=chat):
            return ForwardOrigin("chat", chat.id, chat.username, chat.title)
        case MessageOriginChannel(chat=chat):
            return ForwardOrigin("channel", chat.id, chat.username, chat.title)
        case MessageOriginHiddenUser(sender_user_name=name):
            return ForwardOrigin("hidden_user", title=name)
    return ForwardOrigin("hidden_user")


def is_service(message: Message) -> bool:
    """Whether Telegram wrote it, about the chat. Content too new for the library counts as a person's."""
    return not any(message[field] for field in _CONTENT) and any(message[field] for field in _SERVICE)


def reply_of(message: Message) -> int | None:
    """The message answered to; in a topic every message seems to answer the one that opened it."""
    answered = message.reply_to_message
    return answered.message_id if answered and not answered.forum_topic_created else None
