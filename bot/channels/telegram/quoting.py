"""The message that a person answered, where it says something that the bot did not."""

from __future__ import annotations

from telegram import ExternalReplyInfo, Message

from bot.channels.telegram.addressing import BotIdentity, answers
from bot.channels.telegram.content import (
    attachment_of,
    file_of,
    forward_of,
    is_service,
    origin_of,
    reply_of,
    text_of,
)
from bot.core.model import Quoted


def quoted_of(message: Message, bot: BotIdentity) -> Quoted | None:
    """All of it, even if the person marked a part: what matters may stand in the rest."""
    answered = message.reply_to_message
    if message.external_reply is not None:
        return _from_elsewhere(message.external_reply, message, bot)
    if answered is None or reply_of(message) is None or answers(message, bot) or is_service(answered):
        return None
    return Quoted(text_of(answered), forward_of(answered), attachment_of(answered))


def _from_elsewhere(answered: ExternalReplyInfo, message: Message, bot: BotIdentity) -> Quoted | None:
    """Of a message in another chat Telegram tells who wrote it, and of its words those that were marked."""
    origin = origin_of(answered.origin)
    if origin.id == bot.id:
        return None
    is_own = message.from_user is not None and origin.id == message.from_user.id
    words = message.quote.text if message.quote else ""
    return Quoted(words, None if is_own else origin, file_of(answered))
