"""The Bot API client: python-telegram-bot's, with raw updates and quiet failures."""

from __future__ import annotations

import json
from typing import Any, Final

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

TELEGRAM_URL: Final = "https://api.telegram.org"
UPDATE_KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
_CONNECT_SECONDS: Final = 10.0
_ANSWER_SECONDS: Final = 20.0
_POLL_SECONDS: Final = 40.0
_CONNECTIONS: Final = 16


class Request(HTTPXRequest):
    """The library logs an answer it cannot read in full, and answers hold what people wrote."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON object. TelegramError when it is none, or lacks what it promises."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise TelegramError("the answer was not one of the Bot API")
        return answer


class Client(Bot):
    """The library's bot, able to hand out updates exactly as they came."""

    __slots__ = ()

    async def raw_updates(self, offset: int | None, hold_seconds: int) -> list[dict[str, Any]]:
        """One long poll. Unlike get_updates it cannot stumble over an update the library does not know."""
        data = {"offset": offset, "timeout": hold_seconds, "allowed_updates": list(UPDATE_KINDS)}
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", data, read_timeout=hold_seconds + _CONNECT_SECONDS
        )
        return updates


def make_client(token: str, base_url: str = TELEGRAM_URL) -> Client:
    """A client for the Bot API at `base_url`, long polls on connections of their own."""
    root = base_url.rstrip("/")
    return Client(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=_request(_ANSWER_SECONDS, _CONNECTIONS),
        get_updates_request=_request(_POLL_SECONDS, 2),
    )


def _request(read_seconds: float, connections: int) -> Request:
    return Request(
        connection_pool_size=connections,
        read_timeout=read_seconds,
        write_timeout=_ANSWER_SECONDS,
        connect_timeout=_CONNECT_SECONDS,
        pool_timeout=_CONNECT_SECONDS,
    )
