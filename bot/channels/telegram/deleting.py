"""Messages of ours taken back, as far as Telegram lets us: it keeps those older than 48 hours."""

from __future__ import annotations

from typing import Final

from telegram import Bot
from telegram.error import BadRequest

from bot.channels.telegram.errors import says
from bot.service.ports import Delete

AT_ONCE: Final = 100
"""The most messages of one call, from https://core.telegram.org/bots/api#deletemessages."""
_STAYS: Final = (
    "to delete not found",
    "can't be deleted",
    "invalid message identifier",
    "message_id_invalid",
    "message_delete_forbidden",
)


async def delete(bot: Bot, wanted: Delete) -> None:
    """Those that are gone, too old or not ours to delete are passed over."""
    for start in range(0, len(wanted.message_ids), AT_ONCE):
        await _delete_chunk(bot, wanted.chat, wanted.message_ids[start : start + AT_ONCE])


async def _delete_chunk(bot: Bot, chat: str, message_ids: tuple[int, ...]) -> None:
    """Telegram passes over what is gone, but deletes none where one must stay: then each goes alone."""
    try:
        await bot.delete_messages(chat, message_ids)
    except BadRequest as refusal:
        if not says(refusal, *_STAYS):
            raise
        for message_id in message_ids:
            await _delete_one(bot, chat, message_id)


async def _delete_one(bot: Bot, chat: str, message_id: int) -> None:
    try:
        await bot.delete_message(chat, message_id)
    except BadRequest as refusal:
        if not says(refusal, *_STAYS):
            raise
