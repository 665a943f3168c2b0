"""Who writes on the page: whoever holds the secret in the cookie, of which only the hash is known here."""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.store.web_messages import CHANNEL

_COOKIE: Final = "madoguchi_chat"
_YEAR: Final = 365 * 24 * 3600
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Whether this has the form of ours; what is shorter could be guessed."""
    return _SECRET.fullmatch(text) is not None


def secret_of(request: Request, *, secure: bool) -> str | None:
    """The secret that the browser holds, if any."""
    found = request.cookies.get(_name(secure), "")
    return found if is_secret(found) else None


def keep(response: Response, secret: str, *, secure: bool) -> None:
    """Have the browser hold the secret for a year from now."""
    response.set_cookie(_name(secure), secret, _YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def chat_of(secret: str) -> str:
    """The chat, which is the person's address as well."""
    return f"{CHANNEL}:{sha256(secret.encode()).hexdigest()[:32]}"


def proof(secret: str) -> str:
    """What stands in every form of this person, and in no other site's."""
    return hmac.digest(secret.encode(), b"form", "sha256").hex()[:32]


def _name(secure: bool) -> str:
    """With the prefix no other host of the domain can set it."""
    return f"__Host-{_COOKIE}" if secure else _COOKIE
