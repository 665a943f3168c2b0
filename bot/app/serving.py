"""The bot on Telegram: one process for all, or the web side and the work apart."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from socket import socket

from bot import log as logs
from bot.app.basics import check_settings, now, open_assistant, open_database, read_content, set_up_office
from bot.app.telegram import find_staff_chat, reached, show_commands
from bot.channels.telegram.channel import LIMITS, TelegramChannel
from bot.channels.telegram.intake import poll
from bot.channels.telegram.log_filter import TokenFilter, quiet_http_logs
from bot.channels.telegram.webhook import webhook_route, webhook_secret
from bot.web.health import health_routes
from bot.web.server import listen, serve_http
from bot.core.assistant import Assistant
from bot.core.handbook import Handbook
from bot.errors import SettingsError
from bot.service.intake import Intake
from bot.service.leading import lead
from bot.service.ports import Limits
from bot.service.readiness import why_not_ready
from bot.service.running import Runner
from bot.service.waiting import together
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.figures import Figures, gather
from bot.store.opening import version

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram"


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of the bot a process runs: answering HTTP, and doing the work."""

    web: bool = True
    work: bool = True


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    ready: Callable[[str], None],
    *,
    parts: Parts | None = None,
    assistant: Assistant | None = None,
    limits: Limits = LIMITS,
) -> None:
    """Run on Telegram until `stop`; an assistant prepared before spares reading the content again.

    `ready` is told what is ready, a line each. Raises SettingsError without a token, a staff group or access
    to it.
    """
    parts = parts or Parts()
    token = _check(settings, parts)
    logs.set_up(settings.log_level, TokenFilter(token))
    quiet_http_logs()
    handbook = assistant.handbook if assistant else _read_handbook(settings)
    async with AsyncExitStack() as at_end:
        listener = None
        if parts.web and settings.port is not None:
            listener = at_end.enter_context(listen(settings.host, settings.port))
        store = await open_database(settings)
        at_end.push_async_callback(store.close)
        log.info("%s, content %s", await version(store), handbook.version)
        channel = TelegramChannel(token, now, base_url=settings.telegram_api_url, limits=limits)
        at_end.push_async_callback(channel.stop)
        process = _Process(settings, token, store, channel, stop, ready)
        web = [process.answer_http(listener)] if listener else []
        work = [process.work(assistant, handbook)] if parts.work else []
        await together(stop, *web, *work)


def _check(settings: Settings, parts: Parts) -> str:
    """The token, once the settings are known to fit each other."""
    if settings.telegram_bot_token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN: not set; get one from @BotFather, or run `python -m bot chat`"
        )
    check_settings(settings)
    if settings.port is None and (not parts.work or (parts.web and settings.webhook_url)):
        raise SettingsError("PORT: not set; write the port to listen on, such as 8080")
    return settings.telegram_bot_token.get_secret_value()


def _read_handbook(settings: Settings) -> Handbook:
    """The handbook; what an operator should still see to is logged."""
    content = read_content(settings)
    for finding in content.findings:
        log.warning("%s: %s", finding.where, finding.what)
    return content.handbook


class _Process:
    """The parts of the bot in one process, and what they share."""

    def __init__(
        self,
        settings: Settings,
        token: str,
        store: Store,
        channel: TelegramChannel,
        stop: asyncio.Event,
        ready: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._token = token
        self._store = store
        self._channel = channel
        self._stop = stop
        self._ready = ready
        self._runner: Runner | None = None
        self._intake = Intake(store, channel.name, now, self._wake)
        self._polls = settings.webhook_url is None

    async def answer_http(self, listener: socket) -> None:
        """The webhook, if updates come that way, the health checks and the metrics, until `stop`."""
        routes = health_routes(self._why_not_ready, self._figures)
        if not self._polls:
            secret = webhook_secret(self._token)
            routes.append(webhook_route(WEBHOOK_PATH, secret, self._intake.save))
        self._ready(f"Madoguchi listens on port {listener.getsockname()[1]}")
        serving = serve_http(routes, listener, self._stop)
        await together(self._stop, serving, *(() if self._polls else (self._bring_updates(),)))

    async def work(self, assistant: Assistant | None, handbook: Handbook) -> None:
        """Handle updates and send messages, and poll for updates if they come that way, until `stop`."""
        if assistant is None:
            assistant = await asyncio.to_thread(open_assistant, self._settings, handbook)
        if not await reached(self._channel.start, self._stop):
            return
        named = assistant.known_as(self._channel.identity.username)
        office = set_up_office(
            self._settings, self._store, named, self._settings.staff_chat_id, self._channel
        )
        if not await reached(lambda: find_staff_chat(office, self._channel), self._stop):
            return
        await show_commands(office, self._channel)
        self._runner = Runner(office)
        gc.freeze()  # what is there by now stays: to look through it for garbage is work for nothing
        self._ready(f"Madoguchi is ready: @{self._channel.identity.username} answers on Telegram")
        polling = [lead(self._store.locks, "poller", self._stop, self._poll)] if self._polls else []
        await together(self._stop, self._runner.run(self._stop), *polling)

    async def _poll(self, stop: asyncio.Event) -> None:
        if await reached(self._channel.use_polling, stop):
            await poll(self._channel, self._intake.save, stop)

    async def _bring_updates(self) -> None:
        await reached(self._set_webhook, self._stop)

    async def _set_webhook(self) -> None:
        address = f"{self._settings.webhook_url}{WEBHOOK_PATH}"
        await self._channel.start()
        await self._channel.use_webhook(address, webhook_secret(self._token))
        log.info("Telegram brings updates to %s", address)

    def _wake(self) -> None:
        """What was saved may be handled by this very process."""
        if self._runner is not None:
            self._runner.wake()

    async def _why_not_ready(self) -> str | None:
        return await why_not_ready(self._store, now())

    async def _figures(self) -> Figures:
        async with self._store.transaction() as tx:
            return await gather(tx, now())
