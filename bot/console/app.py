"""The desk as routes: every page, its files, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.routing import Route

from bot.console import (
    audit,
    cases,
    closing,
    export,
    letters,
    queue,
    reply,
    requests,
    sessions,
    settings,
    sign_in,
    ticket,
    ticket_files,
    warnings,
)
from bot.console.desk import Desk

TEMPLATES = Path(__file__).parent / "templates"
_ROOMS: tuple[Callable[[Desk], list[Route]], ...] = (
    sign_in.routes,
    sessions.routes,
    queue.routes,
    closing.routes,
    export.routes,
    ticket.routes,
    ticket_files.routes,
    reply.routes,
    requests.routes,
    cases.routes,
    warnings.routes,
    letters.routes,
    audit.routes,
    settings.routes,
)
"""Each room of the desk gives its own routes."""


def desk_routes(desk: Desk) -> list[Route]:
    """All pages under /desk."""
    return [route for room in _ROOMS for route in room(desk)]
