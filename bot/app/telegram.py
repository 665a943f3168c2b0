"""Getting to work on Telegram: reaching it, finding the staff group, showing the commands."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.app.basics import now
from bot.channels.telegram import commands as telegram_commands
from bot.channels.telegram.channel import TelegramChannel
from bot.core.commands import NAMES
from bot.errors import SettingsError
from bot.service.desk.moving import chat_moved
from bot.service.office import Office
from bot.service.ports import Moved, TryLater, Undeliverable
from bot.service.readiness import staff_chat_found
from bot.service.waiting import wait
from bot.service.work import Work

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


async def reached(step: Callable[[], Awaitable[None]], stop: asyncio.Event) -> bool:
    """Take a step, waiting for Telegram when it cannot be reached; False when stopped meanwhile."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await step()
        except TryLater as later:
            log.warning("Telegram cannot be reached (%s); trying again in %g s", later, pause)
            await wait(stop, pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return True
    return False


async def find_staff_chat(office: Office, channel: TelegramChannel) -> None:
    """Make sure of the staff chat, following it to a new id. SettingsError when the bot cannot use it."""
    async with office.store.transaction() as tx:
        chat = await office.staff_chat(tx) or ""
    try:
        obstacle = await channel.can_reach(chat)
    except Moved as moved:
        async with office.store.transaction() as tx:
            await chat_moved(Work(tx, office, now(), f"moved:{chat}:{moved.new}"), chat, moved.new)
        await find_staff_chat(office, channel)
        return
    if obstacle:
        raise SettingsError(f"STAFF_CHAT_ID: the bot cannot use the staff group: {obstacle}")
    async with office.store.transaction() as tx:
        await staff_chat_found(tx, chat)


async def show_commands(office: Office, channel: TelegramChannel) -> None:
    """The command menus; without them everything works all the same."""
    async with office.store.transaction() as tx:
        staff_chat = await office.staff_chat(tx)
    handbook = office.assistant.handbook
    texts = {
        language: {name: handbook.wording[language][f"command.{name}"] for name in NAMES}
        for language in handbook.languages
    }
    queue = handbook.wording[office.staff_language]["command.queue"]
    try:
        await telegram_commands.register(
            channel.client, texts, handbook.languages[0], staff_chat=staff_chat, queue=queue
        )
    except (TryLater, Undeliverable, Moved) as error:
        log.warning("the command menus could not be set: %s", error)
