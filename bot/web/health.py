"""What machines ask a process: whether it lives, whether it can work, and how the work goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import MadoguchiError
from bot.log import place
from bot.metrics import CONTENT_TYPE, Gauge, exposition
from bot.store.errors import in_words
from bot.store.figures import Durations, Figures, Queue

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds until a database that does not answer is given up; its driver may take a little to let go."""

Reason = Callable[[], Awaitable[str | None]]


def health_routes(
    why_not_ready: Reason, figures: Callable[[], Awaitable[Figures]], patience: float = PATIENCE
) -> list[Route]:
    """Routes for probes and Prometheus; where something is amiss they answer 503 and why, in one line."""

    async def alive() -> Response:
        return PlainTextResponse("ok")

    async def ready() -> Response:
        reason = await why_not_ready()
        return _unavailable(reason) if reason else PlainTextResponse("ready")

    async def metrics() -> Response:
        return Response(exposition(_gauges(await figures())), media_type=CONTENT_TYPE)

    pages = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}
    return [Route(path, _guarded(page, patience)) for path, page in pages.items()]


def _guarded(
    page: Callable[[], Awaitable[Response]], patience: float
) -> Callable[[Request], Awaitable[Response]]:
    """Of an error that is not ours only its kind is told: its text may hold a password or a query."""

    async def endpoint(_: Request) -> Response:
        try:
            async with asyncio.timeout(patience):
                return await page()
        except MadoguchiError as error:
            return _unavailable(str(error))
        except Exception as error:
            log.warning("a check failed: %s at %s", in_words(error), place(error))
            return _unavailable(f"the check failed: {type(error).__name__}")

    return endpoint


def _unavailable(reason: str) -> Response:
    return PlainTextResponse(" ".join(reason.split()), 503)


def _gauges(figures: Figures) -> Iterator[Gauge]:
    yield from _queue("inbox", "updates", figures.inbox)
    yield from _queue("outbox", "messages", figures.outbox)
    yield Gauge(
        "outbox_possible_duplicates", "Messages that may have been sent twice", figures.possible_duplicates
    )
    yield from _durations("handle", "handled", "updates", figures.handling)
    yield from _durations("send", "sent", "messages", figures.sending)
    yield Gauge("open_tickets", "Tickets that are not closed", figures.open_tickets)
    yield Gauge(
        "oldest_open_ticket_seconds", "Age of the oldest open ticket", figures.oldest_open_ticket_seconds
    )
    yield Gauge("undecided_reports", "Reported accounts without staff's verdict", figures.undecided_reports)


def _queue(name: str, what: str, queue: Queue) -> Iterator[Gauge]:
    yield Gauge(f"{name}_pending", f"{what.capitalize()} that wait", queue.pending)
    yield Gauge(f"{name}_oldest_seconds", f"Age of the oldest of the {what} that wait", queue.oldest_seconds)
    yield Gauge(f"{name}_retrying", f"{what.capitalize()} that wait and were tried before", queue.retrying)
    yield Gauge(f"{name}_dead_letters", f"{what.capitalize()} given up", queue.dead_letters)


def _durations(name: str, done: str, what: str, durations: Durations) -> Iterator[Gauge]:
    yield Gauge(f"recently_{done}", f"{what.capitalize()} {done} in the last five minutes", durations.count)
    quantiles = {0.5: durations.p50, 0.99: durations.p99} if durations.count else {}
    yield Gauge(
        f"{name}_seconds", f"From when they came in, of {what} {done} in the last five minutes", quantiles
    )
