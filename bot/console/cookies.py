"""The cookies of the desk: who is signed in, and which browser shows a code."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.service.sign_in.signing_in import CODE_LASTS, SESSION_LASTS

_SESSION, _SIGN_IN = "madoguchi_desk", "madoguchi_sign_in"


def session(request: Request, *, secure: bool) -> str:
    """The token of the session, "" without one."""
    return request.cookies.get(_name(_SESSION, secure), "")


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    _set(response, _name(_SESSION, secure), token, int(SESSION_LASTS.total_seconds()), secure)


def drop_session(response: Response, *, secure: bool) -> None:
    _set(response, _name(_SESSION, secure), "", 0, secure)


def sign_in(request: Request, *, secure: bool) -> str:
    """The token of the browser that shows a code, "" without one."""
    return request.cookies.get(_name(_SIGN_IN, secure), "")


def keep_sign_in(response: Response, token: str, *, secure: bool) -> None:
    _set(response, _name(_SIGN_IN, secure), token, int(CODE_LASTS.total_seconds()), secure)


def drop_sign_in(response: Response, *, secure: bool) -> None:
    _set(response, _name(_SIGN_IN, secure), "", 0, secure)


def _name(name: str, secure: bool) -> str:
    """With the prefix no other host of the domain can set it."""
    return f"__Host-{name}" if secure else name


def _set(response: Response, name: str, value: str, seconds: int, secure: bool) -> None:
    response.set_cookie(name, value, seconds, path="/", secure=secure, httponly=True, samesite="lax")
