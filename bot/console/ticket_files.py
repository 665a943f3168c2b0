"""The files that came with enquiries, as they were sent."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.desk import Desk, Signed
from bot.console.filters import PAGE
from bot.console.page import problem, shows
from bot.console.ticket import missing, number_of
from bot.service.files.uploads import recognised
from bot.store import files, finding, tickets

_ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
"""Whatever is in a file, nothing of it runs."""


def routes(desk: Desk) -> list[Route]:
    return [shows(f"{PAGE}/files/{{number}}", desk, _show)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    """A picture to look at, anything else to be saved; that somebody had it is recorded."""
    number = number_of(request)
    async with desk.work() as work:
        ticket = await files.ticket_of(work.tx, number)
        if ticket is None or not await finding.one(work.tx, ticket, confidential=signed.is_lead):
            return missing(request, desk)
        content = await files.content(work.tx, number)
        if content is None:
            return problem(request, desk, "enquiry.file.gone", 404)
        await tickets.add_event(work.tx, ticket, "opened_file", signed.staff.id, work.at)
    kind = await recognised(content)
    extension = kind.extension if kind else "bin"
    shown = "inline" if kind and kind.is_picture else "attachment"
    return Response(
        content,
        media_type=kind.media_type if kind else "application/octet-stream",
        headers={
            "Content-Disposition": f'{shown}; filename="{ticket}-{number}.{extension}"',
            "Content-Security-Policy": _ALONE,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
