"""Telegram as a channel."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from bot.channels.telegram.addressing import BotIdentity
from bot.channels.telegram.client import TELEGRAM_URL, UPDATE_KINDS, make_client
from bot.channels.telegram.downloading import download
from bot.channels.telegram.errors import login_errors
from bot.channels.telegram.membership import Membership, obstacle
from bot.channels.telegram.send import deliver
from bot.channels.telegram.translate import translate
from bot.service.ports import Clock, Inbound, Limits, Outgoing, StaffMember, TryLater

LIMITS: Final = Limits(a_second=30, seconds_between=1.0, group_a_minute=20)
"""Telegram's own, from https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

WEBHOOK_CONNECTIONS: Final = 40
"""How many updates Telegram brings at a time: its default."""


class TelegramChannel:
    """Start it before anything else; `client` is for the other modules of this package."""

    def __init__(
        self,
        token: str,
        clock: Clock,
        *,
        base_url: str = TELEGRAM_URL,
        monotonic: Callable[[], float] = time.monotonic,
        limits: Limits = LIMITS,
    ) -> None:
        self.name = "telegram"
        self.limits = limits
        self.client = make_client(token, base_url)
        self._clock = clock
        self._members = Membership(self.client, monotonic)
        self._identity: BotIdentity | None = None

    @property
    def identity(self) -> BotIdentity:
        """Who we are; RuntimeError before start()."""
        if self._identity is None:
            raise RuntimeError("the Telegram channel was not started")
        return self._identity

    async def start(self) -> None:
        """Log in. SettingsError when Telegram refuses the token, TryLater when it cannot be reached now.

        May be called again then; use_polling and use_webhook likewise.
        """
        with login_errors(self.client.token):
            await self.client.initialize()
        self._identity = BotIdentity(self.client.id, self.client.username)

    async def use_polling(self) -> None:
        """End a webhook, so that updates can be polled; those waiting stay."""
        with login_errors(self.client.token):
            await self.client.delete_webhook(drop_pending_updates=False)

    async def use_webhook(self, url: str, secret: str) -> None:
        """Have Telegram bring the updates to `url` and show the secret; those waiting come there.

        SettingsError also when Telegram refuses the address.
        """
        with login_errors(self.client.token):
            await self.client.set_webhook(
                url,
                secret_token=secret,
                allowed_updates=UPDATE_KINDS,
                max_connections=WEBHOOK_CONNECTIONS,
                drop_pending_updates=False,
            )

    async def stop(self) -> None:
        await self.client.shutdown()

    def translate(self, payload: bytes, staff_chat: str | None) -> Inbound:
        """Read one raw update. ValueError when it is no update at all."""
        return translate(payload, staff_chat, self.identity, self._clock())

    async def deliver(self, outgoing: Outgoing) -> int | None:
        """Send, and give the id of the new message. Raises TryLater, Undeliverable, Unreachable or Moved."""
        return await deliver(self.client, outgoing)

    async def fetch(self, file_id: str, at_most: int) -> bytes | None:
        """The file; None when it is gone, or has more than `at_most` bytes. May raise TryLater."""
        return await download(self.client, file_id, at_most)

    def is_private(self, chat: str) -> bool:
        """Groups and channels have negative ids."""
        return not chat.startswith("-")

    async def is_staff(self, staff: StaffMember, chat: str) -> bool:
        """Whether this is a present member of the staff chat; up to a minute old. May raise TryLater."""
        if staff.anonymous or not staff.id.isdecimal():
            return False
        if self._identity is None:
            raise TryLater("Telegram was not reached yet")
        return await self._members.has(chat, int(staff.id))

    async def can_reach(self, chat: str) -> str | None:
        """None when the bot is in the chat and may write, otherwise the reason in words for a log line.

        Raises Moved, and TryLater when Telegram cannot tell now.
        """
        return await obstacle(self.client, chat)
