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
from bot.channels.telegram.request import NotSent
from bot.errors import SettingsError
from bot.service.ports import Moved, TryLater, Undeliverable, Unreachable

TOKEN_REFUSED = "Telegram does not accept the bot token: check TELEGRAM_BOT_TOKEN against BotFather's"  # noqa: S105 - words about it
_POLLED_TWICE = "another process polls with this token"
_WEBHOOK_SET = (
    "a webhook was set for this bot, so it cannot be polled: give all processes the same settings and start"
    " this one again; if it removed the webhook by itself, two processes could fight over it for ever"
)
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


@contextmanager
def login_errors(token: str) -> Iterator[None]:
    """Like port_errors, but SettingsError for what Telegram refuses: the token, a webhook's address."""
    try:
        yield
    except InvalidToken:
        raise SettingsError(TOKEN_REFUSED) from None  # the library's message names the token
    except BadRequest as refusal:
        raise SettingsError(f"Telegram refuses the settings: {_description(refusal, token)}") from None
    except TelegramError as error:
        raise port_error(error, token) from None


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
            return TryLater(_WEBHOOK_SET if says(error, "webhook") else _POLLED_TWICE)
        case TimedOut():
            return TryLater("Telegram did not answer in time", unsure=True)
    # Unsure also after a server's own failure: a proxy on the way may have lost the answer, not the call.
    unsure = not isinstance(error, NotSent)
    return TryLater(f"the call to Telegram failed: {_cause(error, token)}", unsure=unsure)


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
