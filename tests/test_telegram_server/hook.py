"""A webhook a test can look into: it keeps what comes and answers as told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.telegram_server.errors import JsonDict


@dataclass
class Hook:
    url: str = ""
    statuses: list[int] = field(default_factory=list)
    """What to answer the next posts; 200 when none is left."""
    updates: list[JsonDict] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    meanwhile: Callable[[JsonDict], Awaitable[None]] | None = None
    """Awaited before the answer."""

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]

    def texts_of(self, chat_id: int) -> list[str]:
        return [one["message"]["text"] for one in self.updates if one["message"]["chat"]["id"] == chat_id]

    async def _receive(self, request: web.Request) -> web.Response:
        update: JsonDict = await request.json()
        self.updates.append(update)
        self.headers.append(dict(request.headers))
        if self.meanwhile:
            await self.meanwhile(update)
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def serving(hook: Hook, port: int = 0) -> AsyncIterator[Hook]:
    """The hook on loopback, at hook.url."""
    application = web.Application()
    application.router.add_post("/hook", hook._receive)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()
