"""Our values -> the parameters Telegram's send methods share."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from bot.service.ports import Key


def keyboard(keys: tuple[tuple[Key, ...], ...]) -> InlineKeyboardMarkup | None:
    """None without keys, which on an edit takes the old ones away."""
    rows = [[_button(key) for key in row] for row in keys if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(key: Key) -> InlineKeyboardButton:
    if key.command.startswith("https://"):
        return InlineKeyboardButton(key.label, url=key.command)
    return InlineKeyboardButton(key.label, callback_data=key.command)


def reply_to(message_id: int | None) -> ReplyParameters | None:
    """What is answered may be deleted meanwhile: then the answer goes without it."""
    return None if message_id is None else ReplyParameters(message_id, allow_sending_without_reply=True)
