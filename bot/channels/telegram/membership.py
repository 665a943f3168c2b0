"""Who is in the staff chat, and whether the bot may write there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberMember, ChatMemberRestricted
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram.errors import port_error, port_errors
from bot.service.ports import TryLater, Undeliverable

REMEMBERED_SECONDS: Final = 60.0


def is_present(member: ChatMember) -> bool:
    """Whether this status means being in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)


def may_write(member: ChatMember) -> bool:
    """Whether this status lets its holder write, the chat's general permissions aside."""
    return is_present(member) and (not isinstance(member, ChatMemberRestricted) or member.can_send_messages)


class Membership:
    """Asks Telegram who is in a chat, and remembers members for a minute."""

    def __init__(self, bot: Bot, monotonic: Callable[[], float]) -> None:
        self._bot = bot
        self._now = monotonic
        self._seen: dict[tuple[str, int], float] = {}

    async def has(self, chat: str, user_id: int) -> bool:
        """Whether the person is in the chat. TryLater when Telegram cannot tell now."""
        now = self._now()
        self._seen = {key: seen for key, seen in self._seen.items() if now - seen < REMEMBERED_SECONDS}
        if (chat, user_id) in self._seen:
            return True
        present = await self._ask(chat, user_id)
        if present:
            self._seen[chat, user_id] = now
        return present

    async def _ask(self, chat: str, user_id: int) -> bool:
        """What Telegram will never tell is no: waiting for it would hold up everybody."""
        try:
            return is_present(await self._bot.get_chat_member(chat, user_id))
        except ChatMigrated as moved:
            return await self._ask(str(moved.new_chat_id), user_id)
        except (BadRequest, Forbidden):
            return False
        except TelegramError as error:
            raise TryLater(f"membership unknown: {port_error(error, self._bot.token)}") from None


async def obstacle(bot: Bot, chat: str) -> str | None:
    """Why the bot cannot write in this chat, in words for the log; None when it can.

    Raises Moved, and TryLater when Telegram cannot tell now.
    """
    try:
        with port_errors(bot.token):
            there = await bot.get_chat(chat)
            return _obstacle_in(there, await bot.get_chat_member(chat, bot.id))
    except Undeliverable as refusal:
        return str(refusal)


def _obstacle_in(chat: ChatFullInfo, bot: ChatMember) -> str | None:
    if chat.type == ChatType.CHANNEL:
        return "it is a channel, where people cannot reply"
    if not is_present(bot):
        return "the bot is not in it"
    silenced = chat.permissions is not None and chat.permissions.can_send_messages is False
    if not may_write(bot) or (isinstance(bot, ChatMemberMember) and silenced):
        return "the bot may not write there"
    return None
