"""What is shown in the place of a page, or of what a form should have done: in words, with the way back."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.log import place
from bot.web.pages import Pages

log = logging.getLogger(__name__)

_OF_STATUS: Mapping[int, str] = {400: "page.unreadable", 405: "page.wrong_way", 413: "page.too_large"}
"""The sentences of each; whatever else is refused is not there for whoever asks."""


class Problems:
    """Of a whole application; `ways_back` has the sentence of each link by where it leads."""

    def __init__(self, pages: Pages, ways_back: Mapping[str, str]) -> None:
        self._pages = pages
        self._ways_back = ways_back

    def refused(self, request: Request, error: Exception) -> Response:
        """What was asked for is not to be had, or not in this way."""
        status, headers = 404, None
        if isinstance(error, HTTPException):
            status, headers = error.status_code, error.headers
        response = self._page(request, _OF_STATUS.get(status, "page.not_found"), status)
        response.headers.update(headers or {})
        return response

    def failed(self, request: Request, error: Exception) -> Response:
        """Something is broken, or the database is not there."""
        log.error("a %s request failed: %s at %s", request.method, type(error).__name__, place(error))
        return self._page(request, "page.failed", 500)

    def too_large(self, request: Request) -> Response:
        """More was sent than is taken: it is not read to its end."""
        response = self._page(request, "page.too_large", 413)
        response.headers["Connection"] = "close"
        return response

    def _page(self, request: Request, what: str, status: int) -> Response:
        back = next((path for path in self._ways_back if request.url.path.startswith(path)), "")
        return self._pages.problem(request, what, status, back, self._ways_back.get(back, ""))
