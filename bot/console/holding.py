"""Pages that come instead of what was asked for; what was written in a form is kept on them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.console.desk import Desk, Signed
from bot.console.proof import is_foreign
from bot.web.forms import Form, read_form
from bot.web.safety import TooMuch

_MOST_FILES = 100
_AT_LENGTH = 20
"""Of the fields those are shown that have so many characters: people wrote them."""


def address(request: Request) -> str:
    """What was asked for, on this site."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


async def cannot_tell(request: Request, desk: Desk, csrf: str) -> Response:
    """Nobody is thrown out because Telegram cannot be asked, and nobody let in for long."""
    if request.method == "POST":
        return await _wait(request, desk, status=503, why="unknown", csrf=csrf)
    response = desk.pages.problem(request, "signin.unknown", 503)
    response.headers["Retry-After"] = "60"
    return response


async def not_done(request: Request, desk: Desk, form: Form | None, csrf: str) -> Response:
    """Something went wrong; the form may not have been read yet."""
    if form is None:
        return await _wait(request, desk, status=503, why="failed", csrf=csrf)
    return _held(request, desk, form, status=503, why="failed", csrf=csrf, sign_in="")


async def signed_out(request: Request, desk: Desk, sign_in: str) -> Response:
    """What was sent by somebody who is not signed in any more waits in their browser until they are."""
    return await _wait(request, desk, status=401, why="out", csrf="", sign_in=sign_in)


def out_of_date(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    """A form without the proof of this session: by another site nothing, else it can be sent again."""
    if is_foreign(request):
        return desk.pages.problem(request, "page.stale", 403, "/desk", "desk.back")
    return _held(request, desk, form, status=403, why="old", csrf=signed.csrf, sign_in="")


async def _wait(
    request: Request, desk: Desk, *, status: int, why: str, csrf: str, sign_in: str = ""
) -> Response:
    if is_foreign(request):
        return desk.pages.problem(request, "page.stale", 403, "/desk", "desk.back")
    try:
        form = await read_form(request, most_files=_MOST_FILES)
    except TooMuch:
        return desk.pages.problem(request, "page.too_large", 413, "/desk", "desk.back")
    return _held(request, desk, form, status=status, why=why, csrf=csrf, sign_in=sign_in)


def _held(
    request: Request, desk: Desk, form: Form, *, status: int, why: str, csrf: str, sign_in: str
) -> Response:
    fields = [(name, one) for name, sent in form.fields.items() if name != "csrf" for one in sent]
    written = [one for _, one in fields if len(one) >= _AT_LENGTH]
    values = {"fields": fields, "written": written, "has_files": bool(form.files), "csrf": csrf}
    action = address(request)
    return desk.pages.render(request, "held.html", status, why=why, action=action, sign_in=sign_in, **values)
