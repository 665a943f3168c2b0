"""Long polling. An update is acknowledged to Telegram only after it was saved."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.errors import TOKEN_REFUSED, port_error, seconds_of
from bot.channels.telegram.raw_update import RawUpdate, Save
from bot.errors import SettingsError
from bot.store.errors import in_words

Result = TypeVar("Result")
LONGEST_PAUSE: Final = 30.0
_log = logging.getLogger(__name__)


async def poll(channel: TelegramChannel, save: Save, stop: asyncio.Event, *, hold_seconds: int = 30) -> None:
    """Fetch and save updates until `stop`. SettingsError when the token is refused.

    The offset only acknowledges the batch before and is forgotten then: after a week without updates
    Telegram numbers them anew, perhaps from below, and an offset above them would throw them away.
    """
    offset: int | None = None
    failures = 0
    while not stop.is_set():
        try:
            updates = await _unless(stop, _fetch(channel, offset, hold_seconds))
            if updates:
                await save(updates)
            offset = _behind(updates)
            failures = 0
        except InvalidToken:
            raise SettingsError(TOKEN_REFUSED) from None
        except Exception as error:
            pause = _pause(error, failures)
            failures += 1
            _log.warning("%s; polling again in %g s", _in_words(error, channel.client.token), pause)
            await _unless(stop, asyncio.sleep(pause))


async def _fetch(channel: TelegramChannel, offset: int | None, hold_seconds: int) -> list[RawUpdate]:
    return [RawUpdate.from_dict(update) for update in await channel.client.raw_updates(offset, hold_seconds)]


def _behind(updates: list[RawUpdate] | None) -> int | None:
    return max(update.update_id for update in updates) + 1 if updates else None


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """The result of the work, or None when `stop` came first; then the work is cancelled."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return min(2.0**failures, LONGEST_PAUSE)


def _in_words(error: Exception, token: str) -> str:
    if isinstance(error, TelegramError):
        return f"no updates from Telegram ({port_error(error, token)})"
    return f"the updates could not be saved ({in_words(error)})"
