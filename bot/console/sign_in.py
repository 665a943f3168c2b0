"""Signing in: the page with the code, the link of the start, and signing out."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.console import cookies
from bot.console.desk import Desk, Signed
from bot.console.guard import SIGN_IN, CannotTell, who
from bot.console.page import does
from bot.console.proof import is_foreign
from bot.service.sign_in import signing_in
from bot.service.sign_in.signing_in import Standing
from bot.web import client
from bot.web.forms import Form
from bot.web.rates import Rates

START, SIGN_OUT, SIGNED_OUT = "/desk/start", "/desk/sign-out", "/desk/signed-out"
_OURS = re.compile(r"/desk(?:[/?][!-~]*)?", re.ASCII)
_CODES, _LOOKS = (20, 600.0), (120, 60.0)
"""New codes, and looks at how one stands: so many in so many seconds, from one address."""


def routes(desk: Desk) -> list[Route]:
    """What can be seen without being signed in, and the way out."""
    door = _Door(desk)
    return [
        Route(SIGN_IN, door.show, methods=["GET"]),
        Route(f"{SIGN_IN}/state", door.state, methods=["GET"]),
        Route(f"{START}/{{token}}", door.show_start, methods=["GET"]),
        Route(f"{START}/{{token}}", door.start, methods=["POST"]),
        Route(SIGNED_OUT, door.signed_out, methods=["GET"]),
        does(SIGN_OUT, desk, _sign_out),
    ]


class _Door:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._codes = Rates(*_CODES)
        self._looks = Rates(*_LOOKS)

    async def show(self, request: Request) -> Response:
        """The code; once it is confirmed, the desk."""
        desk, onward = self._desk, _next(request)
        if await self._is_in(request):
            return RedirectResponse(onward, 303)
        if not desk.has_telegram:
            return desk.pages.problem(request, "signin.at_machine", 403)
        token = cookies.sign_in(request, secure=desk.secure)
        language = desk.pages.language(request)
        async with desk.work() as work:
            standing = await signing_in.standing(work.tx, token, work.at)
            done = standing == "confirmed"
            session = await signing_in.redeem(work.tx, token, language, work.at) if done else None
        if session is not None:
            return self._let_in(session, onward)
        if standing == "over" or (standing == "refused" and "again" in request.query_params):
            return await self._new_code(request, onward)
        return self._page(request, token, standing, onward)

    async def state(self, request: Request) -> Response:
        """How it stands, as a piece of the page, which is left as soon as the desk can be opened."""
        desk, onward = self._desk, _next(request)
        if not self._looks.allows(self._address(request)):
            return Response(status_code=429)
        if await self._is_in(request):
            return Response(status_code=204, headers={"X-Go-To": onward})
        token = cookies.sign_in(request, secure=desk.secure)
        async with desk.work() as work:
            standing = await signing_in.standing(work.tx, token, work.at)
        if standing == "confirmed":
            return Response(status_code=204, headers={"X-Go-To": _here(onward)})
        return HTMLResponse(self._piece(request, standing, onward))

    async def show_start(self, request: Request) -> Response:
        """A button: whatever looks at a link before it is opened must not use it up."""
        link, token = self._desk.start_link, request.path_params["token"]
        if link is None or not link.opens(token):
            return self._no_start(request)
        return self._desk.pages.render(request, "start.html")

    async def start(self, request: Request) -> Response:
        desk, link = self._desk, self._desk.start_link
        if link is None or is_foreign(request) or not link.opens(request.path_params["token"]):
            return self._no_start(request)
        language = desk.pages.language(request)
        name = desk.pages.say(desk.office.staff_language, "signin.local")
        async with desk.work() as work:
            browser = client.browser(request)
            session = await signing_in.start_local(work.tx, browser, name, language, work.at)
        if not link.spend(request.path_params["token"]):  # somebody was quicker
            return self._no_start(request)
        return self._let_in(session, "/desk")

    async def signed_out(self, request: Request) -> Response:
        return self._desk.pages.problem(request, "signin.out", 200, SIGN_IN, "signin.out.again")

    async def _is_in(self, request: Request) -> bool:
        """Whether they have a session; where nobody can tell if it is good still, the desk says so."""
        try:
            return await who(request, self._desk) is not None
        except CannotTell:
            return True

    async def _new_code(self, request: Request, onward: str) -> Response:
        desk, token = self._desk, signing_in.new_token()
        if not self._codes.allows(self._address(request)):
            return desk.pages.problem(request, "signin.often", 429)
        async with desk.work() as work:
            await signing_in.begin(work.tx, client.browser(request), token, work.at)
        response = self._page(request, token, "waiting", onward)
        cookies.keep_sign_in(response, token, secure=desk.secure)
        return response

    def _page(self, request: Request, token: str, standing: Standing, onward: str) -> Response:
        return self._desk.pages.render(
            request,
            "sign_in.html",
            code=signing_in.code_of(token),
            browser=client.browser(request),
            piece=self._piece(request, standing, onward),
            poll=f"{SIGN_IN}/state?{urlencode({'next': onward})}",
        )

    def _piece(self, request: Request, standing: Standing, onward: str) -> str:
        here = _here(onward)
        return self._desk.pages.text(request, "sign_in_state.html", standing=standing, here=here)

    def _let_in(self, session: str, onward: str) -> Response:
        response = RedirectResponse(onward, 303)
        cookies.keep_session(response, session, secure=self._desk.secure)
        cookies.drop_sign_in(response, secure=self._desk.secure)
        return response

    def _no_start(self, request: Request) -> Response:
        return self._desk.pages.problem(request, "signin.start.gone", 404, SIGN_IN, "signin.out.again")

    def _address(self, request: Request) -> str:
        return client.address(request, behind_proxy=self._desk.behind_proxy)


async def _sign_out(_: Request, desk: Desk, signed: Signed, __: Form) -> Response:
    async with desk.work() as work:
        await signing_in.sign_out(work.tx, signed.session_id, signed.staff.id, work.at)
    response = RedirectResponse(SIGNED_OUT, 303)
    cookies.drop_session(response, secure=desk.secure)
    return response


def _next(request: Request) -> str:
    """Where to go afterwards: a page of the desk, whatever the address says."""
    wanted = request.query_params.get("next", "")
    return wanted if _OURS.fullmatch(wanted) and not wanted.startswith(SIGN_IN) else "/desk"


def _here(onward: str) -> str:
    return f"{SIGN_IN}?{urlencode({'next': onward})}"
