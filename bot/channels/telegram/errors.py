"""Telegram's errors -> the few that a channel may raise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.log_filter import hide
from bot.service.ports import Moved, TryLater, Undeliverable, Unreachable

TOKEN_REFUSED = "Telegram does not accept the bot token: check TELEGRAM_BOT_TOKEN against BotFather's"  # noqa: S105 - words about it
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
_REASON_LENGTH = 200
_CHAT_CLOSED = ("chat not found", "not enough rights", "have no rights to send", "chat_write_forbidden")


@contextmanager
def port_errors(token: str) -> Iterator[None]:
    """Raise TryLater, Undeliverable, Unreachable or Moved instead of the library's errors."""
    try:
        yield
    except TelegramError as error:
        raise port_error(error, token) from None  # the library's message can carry the address
    except _UNREADABLE as error:  # it was done, so a second try would do it twice
        raise Undeliverable(f"Telegram's answer could not be read ({type(error).__name__})") from None


def port_error(error: TelegramError, token: str) -> TryLater | Undeliverable | Moved:
    """The error to raise instead. BadRequest comes before NetworkError, its superclass."""
    match error:
        case RetryAfter():
            return TryLater("Telegram asks to wait", seconds_of(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(_description(error, token))
        case InvalidToken():
            return TryLater(TOKEN_REFUSED)  # nothing is wrong with the message: polling ends over this
        case BadRequest():
            refusal = Unreachable if says(error, *_CHAT_CLOSED) else Undeliverable
            return refusal(_description(error, token))
        case Conflict():
            return TryLater("another process polls with this token")
        case TimedOut():
            return TryLater("Telegram did not answer in time")
    return TryLater(f"Telegram could not be reached: {_cause(error, token)}")


def seconds_of(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def says(error: TelegramError, *words: str) -> bool:
    """Whether Telegram's description holds one of these phrases (lower case)."""
    return any(phrase in error.message.lower() for phrase in words)


def _description(error: TelegramError, token: str) -> str:
    return hide(error.message, token)[:_REASON_LENGTH]


def _cause(error: TelegramError, token: str) -> str:
    """The first clause: what follows can be an address or a whole page of a proxy."""
    return hide(re.split(r"[:.] ", error.message)[0], token)[:_REASON_LENGTH]
