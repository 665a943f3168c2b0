"""What every page of the desk has in common: who may see it, its frame, and what is said when it fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import cookies, holding
from bot.console.desk import Desk, Signed
from bot.console.guard import signed_in
from bot.console.proof import csrf, is_forged
from bot.console.words import Words
from bot.log import place
from bot.store.errors import in_words
from bot.web.forms import Form, read_form
from bot.web.safety import TooMuch

log = logging.getLogger(__name__)

Show = Callable[[Request, Desk, Signed], Awaitable[Response]]
Do = Callable[[Request, Desk, Signed, Form], Awaitable[Response]]

ROOMS = ("queue", "requests", "cases", "letters", "audit", "sessions", "settings")
"""The pages of the menu, in its order; `desk.room.*` in the wording."""
PATHS = {room: f"/desk/{room}" for room in ROOMS} | {"queue": "/desk"}


def shows(path: str, desk: Desk, show: Show) -> Route:
    """A page that changes nothing."""

    async def endpoint(request: Request) -> Response:
        signed = await signed_in(request, desk)
        return signed if isinstance(signed, Response) else await show(request, desk, signed)

    return Route(path, endpoint, methods=["GET"])


def does(path: str, desk: Desk, do: Do, *, most_files: int = 0) -> Route:
    """What a form of the desk does; it then sends the browser on to a page."""

    async def endpoint(request: Request) -> Response:
        form: Form | None = None
        try:
            signed = await signed_in(request, desk)
            if isinstance(signed, Response):
                return signed
            form = await read_form(request, most_files=most_files)
            if is_forged(request, signed, form):
                return holding.out_of_date(request, desk, signed, form)
            return await do(request, desk, signed, form)
        except TooMuch:
            return problem(request, desk, "page.too_large", 413)
        except (ClientDisconnect, HTTPException):
            raise
        except Exception as error:
            log.error("what a form asked for was not done: %s at %s", in_words(error), place(error))
            proof = csrf(cookies.session(request, secure=desk.secure))
            return await holding.not_done(request, desk, form, proof)

    return Route(path, endpoint, methods=["POST"])


def render(
    request: Request,
    desk: Desk,
    signed: Signed,
    template: str,
    *,
    room: str,
    status: int = 200,
    **values: Any,
) -> Response:
    """A page in the desk's frame."""
    name = Words(desk, desk.pages.language(request)).name(signed.staff.id, signed.staff.name)
    rooms = [(one, PATHS[one]) for one in ROOMS]
    frame = {"signed": signed, "signed_name": name, "csrf": signed.csrf, "room": room, "rooms": rooms}
    return desk.pages.render(request, template, status, said=_said(request, desk), **frame, **values)


def problem(request: Request, desk: Desk, what: str, status: int) -> Response:
    """A page that says what is wrong and what to do, in the two sentences `what` and `what`.text."""
    return desk.pages.problem(request, what, status, "/desk", "desk.back")


def go(path: str, said: str = "", values: Sequence[tuple[str, str]] = ()) -> Response:
    """Send the browser on to a page of ours, which says what was done: the sentence `desk.said.` + `said`."""
    query = urlencode([("said", said), *values]) if said else ""
    place, _, anchor = path.partition("#")
    address = f"{place}{'&' if '?' in place else '?'}{query}" if query else place
    return RedirectResponse(address + (f"#{anchor}" if anchor else ""), 303)


def _said(request: Request, desk: Desk) -> str:
    """What was done before this page came: a sentence of ours, for anybody can write an address."""
    said = f"desk.said.{request.query_params.get('said', '')[:40]}"
    return desk.pages.say(desk.pages.language(request), said) if desk.pages.has(said) else ""
