"""The Bot API client: python-telegram-bot's, with raw updates and plain answers."""

from __future__ import annotations

from typing import Any, Final, cast

from telegram import Bot

from bot.channels.telegram.request import Request

TELEGRAM_URL: Final = "https://api.telegram.org"
UPDATE_KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
_BEYOND_HOLD_SECONDS: Final = 10.0


class Client(Bot):
    """The library's bot, able to hand out updates exactly as they came."""

    __slots__ = ()

    async def raw_updates(self, offset: int | None, hold_seconds: int) -> list[dict[str, Any]]:
        """One long poll. Unlike get_updates it cannot stumble over an update the library does not know."""
        data = {"offset": offset, "timeout": hold_seconds, "allowed_updates": list(UPDATE_KINDS)}
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", data, read_timeout=hold_seconds + _BEYOND_HOLD_SECONDS
        )
        return updates

    async def post_message(self, **parameters: object) -> int:
        """sendMessage for its new message's id: to read the whole answer costs as much as to send it."""
        message: dict[str, Any] = await self._post("sendMessage", parameters)
        return int(message["message_id"])

    async def download(self, url: str, at_most: int) -> bytes | None:
        """A file of the Bot API; None when it has more than `at_most` bytes."""
        request = cast(Request, self.request)  # make_client gave it
        return await request.download(url, at_most)


def make_client(token: str, base_url: str = TELEGRAM_URL) -> Client:
    """A client for the Bot API at `base_url`."""
    root = base_url.rstrip("/")
    request = Request(root)
    return Client(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request,
        get_updates_request=request,
    )
