"""Long polling. An update is acknowledged to Telegram only after it was saved."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.errors import TOKEN_REFUSED, port_error, seconds_of
from bot.errors import SettingsError

Result = TypeVar("Result")
LONGEST_PAUSE: Final = 30.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came; `chat` is "" when it belongs to none."""

    update_id: int
    chat: str
    payload: bytes


Save = Callable[[Sequence[RawUpdate]], Awaitable[None]]


async def poll(
    channel: TelegramChannel, save: Save, offset: int | None, stop: asyncio.Event, *, hold_seconds: int = 30
) -> None:
    """Fetch and save updates until `stop`, from `offset` on (one above the last update saved).

    What `save` does not return from comes again. SettingsError when the token is refused.
    """
    failures = 0
    while not stop.is_set():
        try:
            updates = await _unless(stop, _fetch(channel, offset, hold_seconds))
            if updates:
                await save(updates)
                offset = max(update.update_id for update in updates) + 1
            failures = 0
        except InvalidToken:
            raise SettingsError(TOKEN_REFUSED) from None
        except Exception as error:
            pause = _pause(error, failures)
            failures += 1
            _log.warning("%s; polling again in %g s", _in_words(error, channel.client.token), pause)
            await _unless(stop, asyncio.sleep(pause))


async def _fetch(channel: TelegramChannel, offset: int | None, hold_seconds: int) -> list[RawUpdate]:
    return [_raw(update) for update in await channel.client.raw_updates(offset, hold_seconds)]


def _raw(update: dict[str, Any]) -> RawUpdate:
    return RawUpdate(update["update_id"], _chat_of(update), json.dumps(update).encode())


def _chat_of(update: dict[str, Any]) -> str:
    content = next((value for value in update.values() if isinstance(value, dict)), {})
    for holder in (content.get("message"), content):
        if isinstance(holder, dict) and isinstance(holder.get("chat"), dict):
            return str(holder["chat"].get("id", ""))
    return ""


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
    """Only the kind of an error that is not Telegram's: the store's can quote what it could not save."""
    if isinstance(error, Conflict):
        return "Another process polls with this token"
    if isinstance(error, TelegramError):
        return f"No updates from Telegram ({port_error(error, token)})"
    return f"The updates could not be saved ({type(error).__name__})"
