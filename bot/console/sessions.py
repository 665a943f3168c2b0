"""The browsers that are signed in, and an end to each."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import cookies
from bot.console.desk import Desk, Signed
from bot.console.page import PATHS, does, go, render, shows
from bot.console.sign_in import SIGNED_OUT
from bot.console.words import Words
from bot.service.sign_in import signing_in
from bot.store import sessions
from bot.web.forms import Form

ROOM = "sessions"


def routes(desk: Desk) -> list[Route]:
    return [shows(PATHS[ROOM], desk, _show), does(f"{PATHS[ROOM]}/end", desk, _end)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    """One's own; those who lead see everybody's."""
    async with desk.work() as work:
        found = await sessions.listed(work.tx, work.at, _whose(signed))
    words, local = Words(desk, desk.pages.language(request)), desk.office.hours.local
    rows = [
        {
            "id": one.id,
            "name": words.name(one.staff_id, one.name),
            "browser": one.browser,
            "since": local(one.created_at),
            "seen": local(one.seen_at),
            "until": local(one.expires_at),
            "is_this": one.id == signed.session_id,
        }
        for one in found
    ]
    return render(request, desk, signed, "sessions.html", room=ROOM, rows=rows)


async def _end(_: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    number = form.number("id") or 0
    async with desk.work() as work:
        by, whose = signed.staff.id, _whose(signed)
        ended = await signing_in.end_session(work.tx, number, by, work.at, only_of=whose)
    if ended and number == signed.session_id:
        response = RedirectResponse(SIGNED_OUT, 303)
        cookies.drop_session(response, secure=desk.secure)
        return response
    return go(PATHS[ROOM], "session_ended" if ended else "session_gone")


def _whose(signed: Signed) -> str | None:
    return None if signed.is_lead else signed.staff.id
