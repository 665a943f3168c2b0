"""The parameters of a Bot API call, from whichever of Telegram's encodings they come in."""

from __future__ import annotations

import json

from aiohttp import web
from aiohttp.web_request import FileField

from .errors import JsonDict
from .uploads import Upload

JSON_PARAMETERS = frozenset(
    (
        "allow_paid_broadcast",
        "allowed_updates",
        "cache_time",
        "caption_entities",
        "chat_id",
        "commands",
        "disable_content_type_detection",
        "disable_notification",
        "drop_pending_updates",
        "entities",
        "from_chat_id",
        "has_spoiler",
        "limit",
        "link_preview_options",
        "max_connections",
        "message_id",
        "message_ids",
        "message_thread_id",
        "offset",
        "protect_content",
        "reply_markup",
        "reply_parameters",
        "scope",
        "show_alert",
        "show_caption_above_media",
        "timeout",
        "user_id",
    )
)


async def read_params(request: web.Request) -> JsonDict:
    """Query, JSON body or form fields, with numbers, booleans and objects decoded."""
    if request.content_type == "application/json":
        body: JsonDict = await request.json()
    else:
        body = dict(await request.post())
    return {name: _decode(name, value) for name, value in {**request.query, **body}.items()}


def _decode(name: str, value: object) -> object:
    if isinstance(value, FileField):
        return Upload(value.filename, value.file.read())
    if name not in JSON_PARAMETERS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
