"""A real server on a free port, asked by a real client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.web.limits import Limits
from bot.web.server import LIMITS, listen, serve_http

HOST = "127.0.0.1"


class Site:
    """A server that runs until `stop`; `done` ends with it."""

    def __init__(
        self, routes: Sequence[BaseRoute], otherwise: ASGIApp | None = None, limits: Limits = LIMITS
    ) -> None:
        self.stop = asyncio.Event()
        listener = listen(HOST, 0)
        self.port: int = listener.getsockname()[1]
        serving = serve_http(routes, listener, self.stop, otherwise, limits=limits)
        self.done = asyncio.create_task(serving)


@asynccontextmanager
async def open_site(
    *routes: BaseRoute, otherwise: ASGIApp | None = None, limits: Limits = LIMITS
) -> AsyncIterator[tuple[Site, ClientSession]]:
    site = Site(routes, otherwise, limits)
    async with ClientSession(f"http://{HOST}:{site.port}") as client:
        yield site, client
        site.stop.set()
        await site.done
