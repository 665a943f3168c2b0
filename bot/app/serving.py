"""The bot at work: on the web, and with a token on Telegram; in one process, or in two kinds of them."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from socket import socket

from starlette.routing import BaseRoute

from bot import log as logs
from bot.app.basics import check_settings, now, open_assistant, open_database, read_content, set_up_office
from bot.app.pages import Entrances, pages_app
from bot.app.telegram import find_staff_chat, reached, show_commands
from bot.channels.telegram.channel import LIMITS, TelegramChannel
from bot.channels.telegram.intake import poll
from bot.channels.telegram.log_filter import TokenFilter, quiet_http_logs
from bot.channels.telegram.webhook import webhook_route, webhook_secret
from bot.channels.web.channel import WebChannel
from bot.core.assistant import Assistant
from bot.core.handbook import Handbook
from bot.errors import SettingsError
from bot.service.inbox.intake import Intake
from bot.service.leading import lead
from bot.service.office import Office
from bot.service.ports import Limits
from bot.service.readiness import why_not_ready
from bot.service.running import Runner
from bot.service.sign_in.start_link import StartLink
from bot.service.waiting import together
from bot.settings import Settings, doubts, unguarded
from bot.store.engine import Store
from bot.store.figures import Figures, gather
from bot.store.opening import version
from bot.web.health import health_routes
from bot.web.later import Later
from bot.web.server import listen, listen_somewhere, serve_http

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
    at_terminal: bool = False,
) -> None:
    """Run until `stop`; an assistant prepared before spares reading the content again.

    `ready` is told what is ready, a line each; `at_terminal` somebody reads that there, and nobody else.
    Raises SettingsError for settings that do not fit each other, or that Telegram refuses.
    """
    parts = parts or Parts()
    token = settings.telegram_bot_token.get_secret_value() if settings.telegram_bot_token else None
    logs.set_up(settings.log_level, *([TokenFilter(token)] if token else []))
    quiet_http_logs()
    _warn(doubts(settings))  # before the check: a mistyped name may be why one is missing
    _check(settings, parts)
    _warn(unguarded(settings) if parts.web else ())
    handbook = assistant.handbook if assistant else _read_handbook(settings, going_live=token is not None)
    async with AsyncExitStack() as at_end:
        listener = at_end.enter_context(_listen(settings)) if parts.web else None
        store = await open_database(settings)
        at_end.push_async_callback(store.close)
        log.info("%s, content %s", await version(store), handbook.version)
        telegram = None
        if token:
            telegram = TelegramChannel(token, now, base_url=settings.telegram_api_url, limits=limits)
            at_end.push_async_callback(telegram.stop)
        process = _Process(settings, store, telegram, stop, ready)
        web = [process.answer_http(listener, at_terminal)] if listener else []
        await together(stop, *web, process.work(assistant, handbook, parts))


def _check(settings: Settings, parts: Parts) -> None:
    check_settings(settings)
    if settings.port is None and (not parts.work or (parts.web and settings.webhook_url)):
        raise SettingsError("PORT: not set; write the port to listen on, such as 8080")


def _warn(lines: Iterable[str]) -> None:
    for line in lines:
        log.warning("%s", line)


def _listen(settings: Settings) -> socket:
    """On the port of the settings; without one only this machine is listened to."""
    if settings.port is None:
        return listen_somewhere("127.0.0.1")
    return listen(settings.host, settings.port)


def _read_handbook(settings: Settings, *, going_live: bool) -> Handbook:
    """The handbook; what an operator should still see to before going live is logged."""
    content = read_content(settings)
    for finding in content.findings if going_live else ():
        log.warning("%s: %s", finding.where, finding.what)
    return content.handbook


class _Process:
    """The parts of the bot in one process, and what they share."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        telegram: TelegramChannel | None,
        stop: asyncio.Event,
        ready: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._store = store
        self._telegram = telegram
        self._web = WebChannel(store, now) if settings.offers_web_chat else None
        self._stop = stop
        self._ready = ready
        self._runner: Runner | None = None
        self._polls = telegram is not None and settings.webhook_url is None
        self._pages = Later()
        self._entrances = Entrances()

    async def answer_http(self, listener: socket, at_terminal: bool) -> None:
        """The pages, the webhook, the health checks and the metrics, until `stop`."""
        host, port = listener.getsockname()[:2]
        start_link = StartLink() if at_terminal and host in {"127.0.0.1", "::1"} else None
        self._entrances = Entrances(host, port, self._web is not None, self._telegram is not None, start_link)
        routes: list[BaseRoute] = [*health_routes(self._why_not_ready, self._figures)]
        bringing = []
        if self._telegram is not None and not self._polls:
            routes.append(webhook_route(WEBHOOK_PATH, self._secret, self._intake(self._telegram).save))
            bringing.append(self._bring_updates(self._telegram))
        self._ready(f"Madoguchi listens on port {port}")
        await together(self._stop, serve_http(routes, listener, self._stop, self._pages), *bringing)

    async def work(self, assistant: Assistant | None, handbook: Handbook, parts: Parts) -> None:
        """Show the pages, handle what comes in and send messages, as far as they are this process's parts."""
        if assistant is None:
            assistant = await asyncio.to_thread(open_assistant, self._settings, handbook)
        if parts.web:
            office = self._office(assistant)
            self._pages.app = pages_app(self._settings, office, self._entrances, self._wake)
        if self._telegram is not None:
            if not await reached(self._telegram.start, self._stop):
                return
            assistant = assistant.known_as(self._telegram.identity.username)
        if parts.work:
            await self._answer(self._office(assistant))
        else:
            await self._stop.wait()

    def _office(self, assistant: Assistant) -> Office:
        channels = [channel for channel in (self._telegram, self._web) if channel is not None]
        channels = channels or [WebChannel(self._store, now)]
        staff_chat = self._settings.staff_chat_id if self._telegram else None
        return set_up_office(self._settings, self._store, assistant, staff_chat, *channels)

    async def _answer(self, office: Office) -> None:
        telegram = self._telegram
        if telegram is not None:
            if not await reached(lambda: find_staff_chat(office, telegram), self._stop):
                return
            await show_commands(office, telegram)
            if not office.lead_ids:
                log.warning("LEAD_IDS: not set; what is confidential goes to the whole staff group")
        self._runner = Runner(office)
        gc.freeze()  # what is there by now stays: to look through it for garbage is work for nothing
        where = f": @{telegram.identity.username} answers on Telegram" if telegram else ""
        self._ready("\n".join([f"Madoguchi is ready{where}", *self._entrances.told()]))
        polling = []
        if telegram is not None and self._polls:
            polling = [lead(self._store.locks, "poller", self._stop, lambda stop: self._poll(telegram, stop))]
        await together(self._stop, self._runner.run(self._stop), *polling)

    async def _poll(self, telegram: TelegramChannel, stop: asyncio.Event) -> None:
        if await reached(telegram.use_polling, stop):
            await poll(telegram, self._intake(telegram).save, stop)

    async def _bring_updates(self, telegram: TelegramChannel) -> None:
        async def set_webhook() -> None:
            address = f"{self._settings.webhook_url}{WEBHOOK_PATH}"
            await telegram.start()
            await telegram.use_webhook(address, self._secret)
            log.info("Telegram brings updates to %s", address)

        await reached(set_webhook, self._stop)

    @property
    def _secret(self) -> str:
        token = self._settings.telegram_bot_token
        return webhook_secret(token.get_secret_value()) if token else ""

    def _intake(self, telegram: TelegramChannel) -> Intake:
        return Intake(self._store, telegram.name, now, self._wake)

    def _wake(self) -> None:
        """What was saved may be handled by this very process."""
        if self._runner is not None:
            self._runner.wake()

    async def _why_not_ready(self) -> str | None:
        return await why_not_ready(self._store, now())

    async def _figures(self) -> Figures:
        async with self._store.transaction() as tx:
            return await gather(tx, now())
