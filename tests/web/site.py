"""A real server on a free port, asked by a real client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.web.server import listen, serve_http

HOST = "127.0.0.1"


class Site:
    """A server that runs until `stop`; `done` ends with it."""

    def __init__(self, routes: Sequence[BaseRoute], otherwise: ASGIApp | None = None) -> None:
        self.stop = asyncio.Event()
        listener = listen(HOST, 0)
        self.port: int = listener.getsockname()[1]
        self.done = asyncio.create_task(serve_http(routes, listener, self.stop, otherwise))


@asynccontextmanager
async def open_site(
    *routes: BaseRoute, otherwise: ASGIApp | None = None
) -> AsyncIterator[tuple[Site, ClientSession]]:
    site = Site(routes, otherwise)
    async with ClientSession(f"http://{HOST}:{site.port}") as client:
        yield site, client
        site.stop.set()
        await site.done
