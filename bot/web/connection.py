"""A connection that is closed when a request does not come whole in time, or when there are too many."""

from __future__ import annotations

import asyncio
import logging
from typing import Literal

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.addresses import whose
from bot.web.limits import Limits
from bot.web.rates import Rates

log = logging.getLogger(__name__)


def connection_within(limits: Limits) -> type[Connection]:
    """The connections of one server; uvicorn makes them itself, and tells them nothing but its own."""

    class Within(Connection):
        _limits = limits
        _lines = Rates(1, 60)

    return Within


class Connection(HttpToolsProtocol):
    """uvicorn's, which by itself waits for ever for a request, and for the rest of one.

    After a whole request everything is uvicorn's: the answer, and how long the connection is kept then.
    """

    _limits: Limits
    _lines: Rates
    """How often the log may say that there are too many."""

    _sender: str | None = None
    """Whose it is, where that counts."""
    _awaited: Literal["headers", "body"] | None = None
    """What has to come in time."""
    _began = 0.0
    """When the wait for it began."""
    _heard = 0.0
    """When the last byte of anything came."""
    _held_up: Literal["answer", "body"] | None = None
    """What of ours they had to wait for when it was last looked."""
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        self._sender = None if self._limits.spares(host) else whose(host)
        self._await("headers")
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._await(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._heard = self.loop.time()
        if self._awaited is None:  # even if it is an empty line: uvicorn's own timer ends with any byte
            self._await("headers")
        super().data_received(data)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._await("body")

    def on_message_complete(self) -> None:
        super().on_message_complete()
        # uvicorn's timer began with the answer; if that was before the request was whole, it is over
        self._await("headers" if self.cycle.response_complete else None)

    # --- in time ----------------------------------------------------------------------------------

    def _await(self, what: Literal["headers", "body"] | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._awaited = what
        if what is not None:
            self._began = self._heard = self.loop.time()
            self._timer = self.loop.call_at(self._due(), self._look)

    def _due(self) -> float:
        if self._awaited == "headers":
            return self._began + self._limits.headers
        return min(self._began + self._limits.body, self._heard + self._limits.silence)

    def _look(self) -> None:
        now = self.loop.time()
        before, self._held_up = self._held_up, self._holds_up()
        if "answer" in (before, self._held_up):  # before: it may have ended this moment
            self._began = self._heard = now
        elif "body" in (before, self._held_up):
            self._heard = now
        if self._due() > now:
            self._timer = self.loop.call_at(self._due(), self._look)
        else:
            self.transport.close()

    def _holds_up(self) -> Literal["answer", "body"] | None:
        if self._is_answering():
            return "answer"
        return "body" if self._keeps_them_waiting() else None

    def _is_answering(self) -> bool:
        """Whether an answer is under way; the next request may begin to come meanwhile."""
        cycle = self.cycle
        asked = cycle is not None and not cycle.more_body and not cycle.response_complete
        return asked or bool(self.pipeline) or self.transport.get_write_buffer_size() > 0

    def _keeps_them_waiting(self) -> bool:
        """Whether it is we who take no more for now, or have not yet told them to go on."""
        return self.flow.read_paused or (self._awaited == "body" and self.cycle.waiting_for_100_continue)

    # --- not too many -----------------------------------------------------------------------------

    def _make_room(self) -> None:
        extra = self._one_too_many()
        if extra is None:
            return
        extra.transport.close()
        if self._lines.allows(""):
            log.warning("too many connections (%d open): some are closed", len(self.connections))

    def _one_too_many(self) -> Connection | None:
        open_now = [each for each in self.connections if isinstance(each, Connection)]
        if self._sender is not None:
            theirs = sum(each._sender == self._sender for each in open_now)
            if theirs > self._limits.from_one:
                return self
        if len(open_now) <= self._limits.connections:
            return None
        open_now.sort(key=lambda each: each._heard)
        return next((each for each in open_now if each._is_idle()), None)

    def _is_idle(self) -> bool:
        """Whether nothing is asked, as with one that was just opened."""
        return self._awaited != "body" and not self._is_answering() and not self.transport.is_closing()
