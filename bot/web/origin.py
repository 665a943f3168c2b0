"""Whether a page of ours sent a form, as far as the browser says so."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request


def comes_from_here(request: Request) -> bool | None:
    """False when another site sent it; None for a browser that tells nothing."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return None if origin is None else urlsplit(origin).netloc == request.headers.get("host")
