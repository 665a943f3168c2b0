"""The application as a test drives it: started, stopped, written to, looked at from outside."""

from __future__ import annotations

import asyncio
import io
import re
import socket
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app.serving import Parts, serve
from bot.core.assistant import Assistant
from bot.service.ports import Limits
from bot.settings import Settings
from tests.telegram_server import Answer, Message, TelegramServer, User
from tests.telegram_server.updates import Signal

TOKEN = "123456:AAH-secret_part_of_the_token"
STAFF_CHAT = -1001234567890
DEADLINE = 20.0
"""Seconds for anything to happen: far more than it takes, so that a busy machine fails no test."""
ALWAYS: dict[str, Any] = {
    "business_hours": "00:00-23:59:59.999999",
    "business_days": "mon-sun",
    "holidays": "none",
}

TALK_JA = "担当者と話したいです"
TALK_EN = "I want to speak to a human."
"""What people write when only staff will do."""
MORE_JA = "補足ですが、会員番号は申込書に書いてあります"
MORE_EN = "Also, my registration number is on the form."
"""What people add to it."""


class Written(io.StringIO):
    """What is written, calling out each time to those who wait for it."""

    def __init__(self, changed: Signal) -> None:
        super().__init__()
        self._changed = changed

    def write(self, text: str) -> int:
        self._changed.fire()
        return super().write(text)


FAST = Limits(a_second=1000, seconds_between=0.0, group_a_minute=1000)
"""So that tests about other things need not wait."""


class Madoguchi:
    """One installation: its settings and its database last from one start to the next."""

    def __init__(self, telegram: TelegramServer, assistant: Assistant, folder: Path) -> None:
        self.telegram = telegram
        self.staff_chat = STAFF_CHAT
        self.limits = FAST
        self.parts = Parts()
        self.assistant = assistant
        self._folder = folder
        self._stop, self._ready = asyncio.Event(), asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._written = Written(telegram.world.changed)

    @property
    def log(self) -> str:
        """What it wrote to its standard output and error, in all its runs."""
        return self._written.getvalue()

    async def logs(self, *words: str) -> None:
        """Wait until its log holds all the words."""
        await self.telegram.wait_until(lambda: all(w in self.log for w in words), timeout=DEADLINE)

    def settings(self, **chosen: Any) -> Settings:
        values: dict[str, Any] = {
            "telegram_bot_token": SecretStr(TOKEN),
            "telegram_api_url": self.telegram.url,
            "staff_chat_id": str(STAFF_CHAT),
            "madoguchi_data_dir": self._folder / "data",
            "log_level": "DEBUG",
            "timezone": far_from_the_hour(),
        }
        return Settings(**(values | ALWAYS | chosen))

    def begin(self, **chosen: Any) -> asyncio.Task[None]:
        """Start it, and do not wait."""
        self._stop, self._ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(self._serve(self.settings(**chosen), self._stop, self._ready))
        running.add_done_callback(lambda _: self._ready.set())
        self._running = running
        return running

    async def start(self, **chosen: Any) -> None:
        """Start it, and wait until it is ready. Raises what it ended with instead."""
        running = self.begin(**chosen)
        async with asyncio.timeout(DEADLINE):
            await self._ready.wait()
        if running.done():
            await self.ended()

    async def _serve(self, settings: Settings, stop: asyncio.Event, ready: asyncio.Event) -> None:
        def report(text: str) -> None:
            if "is ready" in text or not self.parts.work:
                ready.set()

        with redirect_stdout(self._written), redirect_stderr(self._written):
            await serve(
                settings, stop, report, parts=self.parts, assistant=self.assistant, limits=self.limits
            )

    async def stop(self) -> None:
        """Stop in good order, as on SIGTERM. Raises what it failed with."""
        self._stop.set()
        await self.ended()

    async def ended(self) -> None:
        """Wait until it ends by itself. Raises what it ended with."""
        running, self._running = self._running, None
        if running is not None:
            async with asyncio.timeout(DEADLINE):
                await running

    # --- its words -------------------------------------------------------------------------------

    def ja(self, wording_id: str, **values: object) -> str:
        """A sentence of its own, as it says it in Japanese."""
        return self._say("ja", wording_id, values)

    def en(self, wording_id: str, **values: object) -> str:
        """A sentence of its own, as it says it in English."""
        return self._say("en", wording_id, values)

    def _say(self, language: str, wording_id: str, values: dict[str, object]) -> str:
        """Up to the first value that is not given."""
        template = self.assistant.handbook.wording[language][wording_id]
        end = next((m.start() for m in re.finditer(r"{(\w+)}", template) if m[1] not in values), None)
        return template[:end].format_map(values).strip("\n")

    # --- people ----------------------------------------------------------------------------------

    async def reply(self, user: User, *words: str, after: int = 0) -> Message:
        """The bot's first message to a person that holds all the words."""
        return await self._message(user.id, words, after)

    async def ask(self, user: User, text: str, *words: str) -> Message:
        """A person writes; the bot's reply."""
        return await self.reply(user, *words, after=user.says(text))

    async def press(self, user: User, message: Message, button: str, *, stale: bool = False) -> Answer:
        """Somebody presses a button; what the bot says to it at once."""
        query = user.presses(message, button, stale=stale)
        return await self.telegram.wait_for_answer(query, timeout=DEADLINE)

    # --- staff -----------------------------------------------------------------------------------

    async def hand_over(self, user: User, text: str = TALK_JA) -> tuple[Message, Message]:
        """A person writes what only staff can answer; what they are told, and the card in the staff group."""
        told = await self.ask(user, text)
        number = re.search(r"受付番号(\d+)|no\. (\d+)", told.text)
        assert number, told.text
        return told, await self.card(int(number[1] or number[2]))

    async def card(self, number: int, *words: str, after: int = 0) -> Message:
        """The card of a ticket, once it holds the words."""
        return await self.in_office(self.ja("staff.card", number=number), *words, after=after)

    async def in_office(self, *words: str, after: int = 0) -> Message:
        """The bot's first message in the staff group that holds all the words."""
        return await self._message(self.staff_chat, words, after)

    async def draft(self, staff: User, card: Message, text: str) -> Message:
        """Staff reply to a card; the preview."""
        number = re.search(r"受付番号(\d+)", card.text)
        assert number, card.text
        preview = self.ja("staff.preview", number=number[1])
        reply = staff.says(text, chat=card.chat, reply_to=card.id)
        return await self.in_office(preview, after=reply)

    async def answer(self, staff: User, card: Message, text: str) -> Answer:
        """Staff reply to a card and send the draft."""
        return await self.press(staff, await self.draft(staff, card, text), self.ja("button.staff.send"))

    async def _message(self, chat: int, words: tuple[str, ...], after: int) -> Message:
        return await self.telegram.wait_for_message(
            chat, lambda message: all(w in message.text for w in words), after=after, timeout=DEADLINE
        )


def far_from_the_hour() -> str:
    """A time zone where no hour of the office begins soon: nobody goes the rounds during a test."""
    return "Asia/Tokyo" if 15 <= datetime.now(UTC).minute < 45 else "Asia/Kolkata"


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def by_webhook(port: int) -> dict[str, Any]:
    """The settings with which Telegram brings the updates."""
    return {"host": "127.0.0.1", "port": port, "webhook_url": f"http://127.0.0.1:{port}"}


def from_bot(telegram: TelegramServer, chat: int, containing: str = "") -> list[Message]:
    """All that the bot wrote in a chat, and not deleted."""
    return [m for m in telegram.messages(chat) if m.from_bot and containing in m.text]


def labels(message: Message) -> list[str]:
    """What stands on the buttons under a message."""
    return [label for row in message.buttons for label, _ in row]
