"""The menu of commands Telegram shows beside the input field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.channels.telegram.errors import port_errors

STAFF_COMMAND: Final = "queue"


async def register(
    bot: Bot,
    texts: Mapping[str, Mapping[str, str]],
    default: str,
    *,
    staff_chat: str | None = None,
    queue: str = "",
) -> None:
    """Show the commands in private chats in the person's language, else in the `default` one.

    `texts`: language -> command -> description, in the order of the menu. `queue` describes the staff
    chat's only command. Raises like deliver.
    """
    private = BotCommandScopeAllPrivateChats()
    with port_errors(bot.token):
        await bot.set_my_commands(_menu(texts[default]), scope=private)
        for language in _known_to_telegram(texts):
            await bot.set_my_commands(_menu(texts[language]), scope=private, language_code=language)
        if staff_chat is not None:
            await bot.set_my_commands(
                [BotCommand(STAFF_COMMAND, queue)], scope=BotCommandScopeChat(staff_chat)
            )


def _menu(descriptions: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(name, description) for name, description in descriptions.items()]


def _known_to_telegram(languages: Iterable[str]) -> list[str]:
    """Telegram takes two-letter codes only; a regional form shows the default."""
    return [language for language in languages if len(language) == 2]
