"""Webhook: Telegram brings the updates. One is acknowledged only after it was saved."""

from __future__ import annotations

import hmac
import logging
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.raw_update import RawUpdate, Save
from bot.store.errors import in_words

BODY_LIMIT: Final = 1024 * 1024
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_log = logging.getLogger(__name__)


def webhook_secret(token: str) -> str:
    """What Telegram must show us, made from the token: so every web process knows it without a setting."""
    return hmac.digest(token.encode(), b"madoguchi webhook", "sha256").hex()


def webhook_route(path: str, secret: str, save: Save) -> Route:
    """The route Telegram posts updates to; what is not answered with 200 comes again.

    ValueError for an empty secret, which anybody could show.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")

    async def receive(request: Request) -> Response:
        if not _shows(request, secret):
            return Response(status_code=403)
        try:
            update = RawUpdate.from_json(await request.body())
        except (ValueError, ClientDisconnect):  # who hung up does not read the answer
            return Response(status_code=400)
        return Response(status_code=await _saved(save, update))

    return Route(path, receive, methods=["POST"], max_body_size=BODY_LIMIT)


def _shows(request: Request, secret: str) -> bool:
    shown = request.headers.get(_SECRET_HEADER, "")
    return hmac.compare_digest(shown.encode(), secret.encode())


async def _saved(save: Save, update: RawUpdate) -> int:
    """The status to answer with."""
    try:
        await save([update])
    except Exception as error:
        _log.warning("an update could not be saved (%s); Telegram brings it again", in_words(error))
        return 503
    return 200
