"""An HTTP server inside the program's own event loop; the program decides when it ends."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config, Server

from bot.errors import SettingsError
from bot.log import place
from bot.web.connection import connection_within
from bot.web.limits import Limits

log = logging.getLogger(__name__)

GRACE = 5
"""Seconds in which the requests under way may still finish."""
KEEP_ALIVE = 75
"""Seconds a quiet connection stays open: whoever calls often should not connect anew each time."""
BACKLOG = 100
"""So many connections are taken at once, before the limits see them; uvicorn would take 2048."""
LIMITS = Limits()


def listen(host: str, port: int) -> socket.socket:
    """Take the port, any free one for 0; connections wait until they are served.

    SettingsError when it cannot be had: uvicorn, asked to listen, would end the process.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = (error.strerror or "").partition(" (")[0]  # in brackets Python repeats the address
        raise SettingsError(
            f"HOST, PORT: cannot listen on {host}:{port} ({why}); free it or write another"
        ) from error


def listen_somewhere(host: str, preferred: int = 8080) -> socket.socket:
    """Take the preferred port, or any free one where somebody else has it."""
    try:
        return listen(host, preferred)
    except SettingsError:
        return listen(host, 0)


async def serve_http(
    routes: Sequence[BaseRoute],
    listener: socket.socket,
    stop: asyncio.Event,
    otherwise: ASGIApp | None = None,
    limits: Limits = LIMITS,
) -> None:
    """Serve the routes until `stop`, then finish what is under way and close the listener.

    What fits none of them is for the application `otherwise`.
    """
    server = _Server(_config(_application(routes, otherwise), limits), stop)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    finally:  # also when we are cancelled: the connections want closing
        server.should_exit = True
        await serving


class _Server(Server):
    def __init__(self, config: Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self._stop.is_set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's."""
        yield


def _config(application: ASGIApp, limits: Limits) -> Config:
    return Config(
        application,
        http=connection_within(limits),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )


def _application(routes: Sequence[BaseRoute], otherwise: ASGIApp | None) -> ASGIApp:
    starlette = Starlette(routes=routes, exception_handlers={ClientDisconnect: hung_up, Exception: _failed})
    starlette.router.redirect_slashes = False  # it would lead to the host that whoever asks has named
    if otherwise is not None:
        starlette.router.default = otherwise

    async def without_tracebacks(scope: Scope, receive: Receive, send: Send) -> None:
        """Starlette raises an error again once it is answered, and uvicorn would log what it quotes."""
        with suppress(Exception, asyncio.CancelledError):
            await starlette(scope, receive, send)

    return without_tracebacks


async def hung_up(_: Request, __: Exception) -> Response:
    """Whoever asked has gone: nobody reads this."""
    return Response(status_code=400)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("a %s request failed: %s at %s", request.method, type(error).__name__, place(error))
    return PlainTextResponse("internal error", 500)
