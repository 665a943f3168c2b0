"""One raw update of the Bot API -> what came in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.channels.telegram.addressing import BotIdentity
from bot.channels.telegram.membership import may_write
from bot.channels.telegram.messages import edited_message, new_message
from bot.core.model import Command, Message
from bot.service.ports import BotPresence, Ignored, Inbound, StaffAction, StaffMember, UserMessage


def translate(payload: bytes, staff_chat: str | None, bot: BotIdentity, received_at: datetime) -> Inbound:
    """Read one update (JSON). ValueError when it is none.

    `received_at` dates the press of a button, for which Telegram gives no time.
    """
    data = _read(payload)
    update = _parse(data)
    if update.callback_query:
        return _press(update.callback_query, staff_chat, received_at)
    if update.message:
        return new_message(update.message, staff_chat, bot)
    if update.edited_message:
        return edited_message(update.edited_message, staff_chat, bot)
    if update.my_chat_member:
        return _presence(update.my_chat_member)
    return Ignored(f"no use for {next((kind for kind in data if kind != 'update_id'), 'an empty update')}")


def _read(payload: bytes) -> dict[str, Any]:
    data = json.loads(payload)
    if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
        raise ValueError("not an update: no update_id")
    return data


def _parse(data: dict[str, Any]) -> Update:
    try:
        return Update.de_json(data)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise ValueError(f"not an update: {type(error).__name__} in its fields") from None


def _press(query: CallbackQuery, staff_chat: str | None, received_at: datetime) -> Inbound:
    if query.message is None or query.data is None:
        return Ignored("a button of an inline message or a game")
    chat, user, message_id = query.message.chat, query.from_user, query.message.message_id
    command = Command.parse(query.data)
    if str(chat.id) == staff_chat:
        staff = StaffMember(str(user.id), user.full_name)
        return StaffAction(staff, staff_chat, message_id, command=command, callback=query.id)
    return UserMessage(
        address=str(user.id),
        chat=str(chat.id),
        message=Message("", received_at, user.language_code, command),
        message_id=message_id,
        group=chat.type != ChatType.PRIVATE,
        callback=query.id,
        name=user.full_name,
    )


def _presence(change: ChatMemberUpdated) -> Inbound:
    if change.chat.type == ChatType.CHANNEL:
        return Ignored("the bot's place in a channel")
    return BotPresence(str(change.chat.id), may_write(change.new_chat_member))
