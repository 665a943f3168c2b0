"""Messages by where they were written: a private chat, the staff chat, another group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Message as TelegramMessage
from telegram import User
from telegram.constants import ChatID, ChatType

from bot.channels.telegram.addressing import (
    BotIdentity,
    Span,
    TypedCommand,
    answers,
    for_another_bot,
    mentions,
    typed_command,
)
from bot.channels.telegram.content import attachment_of, forward_of, is_service, reply_of, text_of
from bot.channels.telegram.quoting import quoted_of
from bot.core.model import Command, Message
from bot.service.ports import ChatMoved, Ignored, Inbound, StaffAction, StaffMember, UserMessage


def new_message(message: TelegramMessage, staff_chat: str | None, bot: BotIdentity) -> Inbound:
    """What was written, or why it is nothing for us."""
    chat = str(message.chat.id)
    if message.migrate_to_chat_id:
        return ChatMoved(old=chat, new=str(message.migrate_to_chat_id))
    if is_service(message):
        return Ignored("a service message")
    user, command = message.from_user, typed_command(message)
    if user is None or user.id == bot.id:
        return Ignored("a message of our own, or of nobody")
    if for_another_bot(command, bot):
        return Ignored("a command for another bot")
    if chat == staff_chat:
        return _from_staff(message, user, command)
    if message.chat.type == ChatType.PRIVATE:
        return _from_user(message, user, command, bot)
    return _from_group(message, user, command, bot)


def edited_message(message: TelegramMessage, staff_chat: str | None, bot: BotIdentity) -> Inbound:
    """An edit in a private chat, dated by the edit."""
    if str(message.chat.id) == staff_chat:
        return Ignored("an edit in the staff chat")
    if message.chat.type != ChatType.PRIVATE:
        return Ignored("an edit in a group")
    if message.location:
        return Ignored("a live location that moved")
    read = new_message(message, staff_chat, bot)
    if not isinstance(read, UserMessage):
        return read
    return replace(read, message=replace(read.message, at=message.edit_date or message.date, edited=True))


def _from_staff(message: TelegramMessage, user: User, command: TypedCommand | None) -> Inbound:
    as_the_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    anonymous = as_the_group or user.id == ChatID.ANONYMOUS_ADMIN
    if not anonymous and (message.sender_chat or user.is_bot):
        return Ignored("a channel or a bot speaking in the staff chat")
    name = message.author_signature or "" if anonymous else user.full_name
    text = _text(message, command)
    return StaffAction(
        staff=StaffMember(str(user.id), name, anonymous),
        chat=str(message.chat.id),
        message_id=message.message_id,
        text=text,
        reply_to=reply_of(message),
        command=command.read(text) if command else None,
        replied=_first_button(message.reply_to_message),
    )


def _first_button(message: TelegramMessage | None) -> Command | None:
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    presses = (button.callback_data for row in rows for button in row)
    data = next((data for data in presses if isinstance(data, str)), None)
    return Command.parse(data) if data else None


def _from_group(
    message: TelegramMessage, user: User, command: TypedCommand | None, bot: BotIdentity
) -> Inbound:
    if message.sender_chat or user.is_bot:
        return Ignored("an anonymous or automatic sender")
    named = mentions(message, bot)
    if not (named or answers(message, bot) or (command and command.bot)):
        return Ignored("talk in a group that is not about us")
    return _from_user(message, user, command, bot, named)


def _from_user(
    message: TelegramMessage,
    user: User,
    command: TypedCommand | None,
    bot: BotIdentity,
    cuts: Sequence[Span] = (),
) -> UserMessage:
    text = _text(message, command, cuts)
    return UserMessage(
        address=str(user.id),
        chat=str(message.chat.id),
        message=Message(
            text=text,
            at=message.date,
            client_language=user.language_code,
            command=command.read(text) if command else None,
            forward=forward_of(message),
            attachment=attachment_of(message),
            quoted=quoted_of(message, bot),
        ),
        message_id=message.message_id,
        reply_to=reply_of(message),
        group=message.chat.type != ChatType.PRIVATE,
        name=user.full_name,
    )


def _text(message: TelegramMessage, command: TypedCommand | None, cuts: Sequence[Span] = ()) -> str:
    return text_of(message, [*cuts, command.name_span] if command else cuts)
