"""Whether a form comes from a page of ours: it has the session's proof in it, and no other site sent it."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from bot.console.desk import Signed
from bot.web.forms import Form
from bot.web.origin import comes_from_here


def csrf(token: str) -> str:
    """What proves that a form comes from a page of this session; it does not tell the session."""
    return hmac.digest(token.encode("utf-8", "surrogatepass"), b"form", "sha256").hex()


def is_forged(request: Request, signed: Signed, form: Form) -> bool:
    """Whether a form does not come from a page of this session."""
    return is_foreign(request) or not hmac.compare_digest(form.text("csrf").encode(), signed.csrf.encode())


def is_foreign(request: Request) -> bool:
    """Whether the browser says that another site sent this."""
    return comes_from_here(request) is False
