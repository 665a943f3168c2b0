"""What anybody can ask of the bot over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import IO, NamedTuple

import aiohttp

from bot.app.serving import WEBHOOK_PATH

Body = bytes | IO[bytes] | AsyncIterator[bytes]


class Page(NamedTuple):
    """What was answered."""

    status: int
    text: str


async def ask(method: str, port: int, path: str, body: Body = b"", secret: str = "") -> Page:
    """A request to the bot on loopback; with a secret, one as Telegram makes it."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    url = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.request(method, url, data=body or None, headers=headers) as answer:
        return Page(answer.status, await answer.text())


async def look(port: int, path: str) -> Page:
    """A page of the bot."""
    return await ask("GET", port, path)


async def bring(port: int, body: Body, secret: str) -> int:
    """An update as Telegram would bring it; the status it is answered with."""
    return (await ask("POST", port, WEBHOOK_PATH, body, secret)).status
