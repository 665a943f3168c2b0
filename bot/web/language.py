"""The language of a page: chosen by its reader, else that of their browser."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from bot.core.model import Language

COOKIE = "madoguchi_language"
_YEAR = 365 * 24 * 3600


def language(request: Request, languages: Sequence[Language]) -> Language:
    """By "?lang=", else by the cookie that remembers the choice, else as the browser wishes."""
    wishes = (
        request.query_params.get("lang"),
        request.cookies.get(COOKIE),
        *(
            wish.partition(";")[0].strip()[:2]
            for wish in request.headers.get("accept-language", "").split(",")
        ),
    )
    return next((wish for wish in wishes if wish is not None and wish in languages), languages[0])


def remember(request: Request, response: Response, languages: Sequence[Language], *, secure: bool) -> None:
    """Keep a choice that was made just now."""
    chosen = request.query_params.get("lang")
    if chosen is not None and chosen in languages:
        response.set_cookie(COOKIE, chosen, max_age=_YEAR, secure=secure, httponly=True, samesite="lax")
