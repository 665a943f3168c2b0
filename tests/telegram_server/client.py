"""The real client library, pointed at the loopback server."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden
from telegram.request import HTTPXRequest

from .server import TelegramServer


def new_client(server: TelegramServer, token: str = "") -> Bot:
    """A client of the server, by default with its token; enter it with `async with`."""
    polling, calling = _request(), _request()
    urls = f"{server.url}/bot", f"{server.url}/file/bot"
    return Bot(token or server.token, *urls, request=calling, get_updates_request=polling)


def _request() -> HTTPXRequest:
    """Loopback needs no certificates, and loading them is slow."""
    return HTTPXRequest(httpx_kwargs={"verify": False})


async def refusal(call: Awaitable[object]) -> str:
    """Telegram's words for refusing the call, without "Bad Request" and as the library capitalises them."""
    with pytest.raises((BadRequest, Forbidden, Conflict)) as caught:
        await call
    return caught.value.message
