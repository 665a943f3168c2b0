"""Pages that are served once the program has what they need; until then they say that it is starting."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Later:
    """An application that is put in its place later."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app or PlainTextResponse("starting ...", 503, {"Retry-After": "2", "Refresh": "2"})
        await app(scope, receive, send)
