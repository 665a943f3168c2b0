"""The composition root: from settings to running parts."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot import log as logs
from bot.channels.jsonl import Dialogues, JsonlChannel
from bot.channels.telegram import commands as telegram_commands
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.intake import RawUpdate, poll
from bot.channels.telegram.log_filter import TokenFilter, quiet_http_logs
from bot.channels.terminal import STAFF_CHAT, Side, TerminalChannel
from bot.content.loader import Loaded, load
from bot.core.assistant import Assistant, prepare
from bot.core.commands import NAMES
from bot.core.handbook import Handbook
from bot.errors import SettingsError
from bot.service.intake import Intake
from bot.service.moving import chat_moved
from bot.service.office import Hours, Office
from bot.service.ports import Channel, Moved, TryLater, Undeliverable
from bot.service.readiness import staff_chat_found
from bot.service.running import Runner
from bot.service.work import Work
from bot.settings import Settings
from bot.store.encryption import Vault, new_key
from bot.store.engine import MEMORY, Store, check_url, copy_in_memory, open_store, sqlite_version

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


def now() -> datetime:
    return datetime.now(UTC)


def read_content(settings: Settings) -> Loaded:
    """The organisation's content; ContentError when it is wrong."""
    return load(settings.knowledge_dir, settings.intents_file, today=now().astimezone(settings.zone).date())


def check_settings(settings: Settings) -> None:
    """What can be told of the settings without going out: SettingsError when they cannot work together."""
    if settings.telegram_bot_token is not None and settings.staff_chat_id is None:
        raise SettingsError(
            "STAFF_CHAT_ID: not set; add the bot to the staff's Telegram group and write the group's id"
        )
    check_url(settings.database)
    Vault(settings.keys or (new_key(),))


async def open_database(settings: Settings) -> Store:
    """The database of the settings, made and migrated when needed."""
    if settings.database_url is None:
        _make_data_folder(settings.madoguchi_data_dir)
    return await open_store(settings.database, settings.keys)


def _make_data_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError(
            f"MADOGUCHI_DATA_DIR: the folder {folder} cannot be made: {error.strerror}"
        ) from None


def set_up_office(
    settings: Settings, store: Store, assistant: Assistant, channel: Channel, staff_chat: str | None
) -> Office:
    """Everything the use cases need."""
    hours = Hours(settings.zone, settings.days, *settings.hours)
    return Office(store, assistant, channel, now, hours, staff_chat, settings.request_due_days)


# --- Telegram ------------------------------------------------------------------------------------


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    ready: Callable[[str], None],
    assistant: Assistant | None = None,
) -> None:
    """Run on Telegram until `stop`; an assistant prepared before spares reading the content again.

    Raises SettingsError without a token, a staff group or access to it.
    """
    if settings.telegram_bot_token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN: not set; get one from @BotFather, or run `python -m bot chat`"
        )
    check_settings(settings)
    token = settings.telegram_bot_token.get_secret_value()
    logs.set_up(settings.log_level, TokenFilter(token))
    quiet_http_logs()
    handbook = assistant.handbook if assistant else _read_handbook(settings)
    store = await open_database(settings)
    log.info("SQLite %s, content %s", sqlite_version(), handbook.version)
    channel = TelegramChannel(token, now, base_url=settings.telegram_api_url)
    try:
        if await _reached(channel.start, stop):
            prepared = assistant or prepare(handbook)
            named = prepared.known_as(channel.identity.username)
            office = set_up_office(settings, store, named, channel, settings.staff_chat_id)
            await _run_telegram(office, channel, stop, ready)
    finally:
        await channel.stop()
        await store.close()


def _read_handbook(settings: Settings) -> Handbook:
    """The handbook; what an operator should still see to is logged."""
    content = read_content(settings)
    for finding in content.findings:
        log.warning("%s: %s", finding.where, finding.what)
    return content.handbook


async def _reached(step: Callable[[], Awaitable[None]], stop: asyncio.Event) -> bool:
    """Take a step, waiting for Telegram when it cannot be reached; False when stopped meanwhile."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await step()
        except TryLater as later:
            log.warning("Telegram cannot be reached (%s); trying again in %g s", later, pause)
            await _sleep(stop, pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return True
    return False


async def _find_staff_chat(office: Office, channel: TelegramChannel) -> None:
    """Make sure of the staff chat, following it to a new id. SettingsError when the bot cannot use it."""
    async with office.store.transaction() as tx:
        chat = await office.staff_chat(tx) or ""
    try:
        obstacle = await channel.can_reach(chat)
    except Moved as moved:
        async with office.store.transaction() as tx:
            await chat_moved(Work(tx, office, now(), f"moved:{chat}:{moved.new}"), chat, moved.new)
        await _find_staff_chat(office, channel)
        return
    if obstacle:
        raise SettingsError(f"STAFF_CHAT_ID: the bot cannot use the staff group: {obstacle}")
    async with office.store.transaction() as tx:
        await staff_chat_found(tx, chat)


async def _run_telegram(
    office: Office, channel: TelegramChannel, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    if not await _reached(lambda: _find_staff_chat(office, channel), stop):
        return
    await _register(office, channel)
    intake, runner = Intake(office.store, channel.name, now), Runner(office)

    async def save(updates: Sequence[RawUpdate]) -> None:
        await intake.save(updates)
        runner.wake()

    ready(f"Madoguchi is ready: @{channel.identity.username} answers on Telegram")
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(runner.run(stop))
            tasks.create_task(poll(channel, save, await intake.offset(), stop))
    except* SettingsError as group:
        raise group.exceptions[0] from None


async def _register(office: Office, channel: TelegramChannel) -> None:
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


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and SIGINT end the work in good order."""
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


# --- the terminal --------------------------------------------------------------------------------


class TerminalChat:
    """The whole round trip in a terminal, on a real database."""

    def __init__(self, office: Office, channel: TerminalChannel) -> None:
        self._channel = channel
        self._intake = Intake(office.store, channel.name, now)
        self._runner = Runner(office)

    async def say(self, side: Side, text: str) -> None:
        """One line from one side, handled and delivered before this returns."""
        await self._intake.save([self._channel.line(side, text)])
        await self._runner.drain()


async def open_terminal_chat(
    settings: Settings, show: Callable[[Side, str], None], language: str
) -> tuple[TerminalChat, Office]:
    """A terminal chat and its office, whose store the caller closes."""
    logs.set_up("WARNING")
    handbook = read_content(settings).handbook
    store = await open_database(settings)
    channel = TerminalChannel(show, now, language)
    office = set_up_office(settings, store, prepare(handbook), channel, STAFF_CHAT)
    return TerminalChat(office, channel), office


# --- JSON lines ----------------------------------------------------------------------------------


async def open_dialogues(settings: Settings, knowledge: Path, intents: Path) -> Dialogues:
    """Dialogues on databases in memory: no file is left behind, no network is needed."""
    handbook = load(knowledge, intents).handbook
    assistant = prepare(handbook)
    empty = await open_store(MEMORY)

    async def new_office() -> Office:
        return set_up_office(settings, await copy_in_memory(empty), assistant, JsonlChannel(), None)

    return Dialogues(new_office, then_close=empty)
