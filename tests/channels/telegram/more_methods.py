"""Bot API methods on further kinds of files, for the loopback server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.telegram_server import sending
from tests.telegram_server.errors import bad_request
from tests.telegram_server.rules import caption_from, markup_from
from tests.telegram_server.state import World

JsonDict = dict[str, Any]
Method = Callable[[World, JsonDict], JsonDict]

TYPES = {
    "sendAnimation": ("animation", "Animation"),
    "sendAudio": ("audio", "Audio"),
    "sendDocument": ("document", "Document"),
    "sendSticker": ("sticker", "Sticker"),
    "sendVideo": ("video", "Video"),
    "sendVideoNote": ("video_note", "VideoNote"),
    "sendVoice": ("voice", "VoiceNote"),
}


def _sender(field: str, type_name: str) -> Method:
    """Refuses a file kept as another type; a test names the type as the file's name."""

    def send(world: World, params: JsonDict) -> JsonDict:
        stored = world.files.get(params[field])
        kept_as = stored.path.rpartition("/")[2] if stored else type_name
        if kept_as != type_name:
            raise bad_request(f"can't use file of type {kept_as} as {type_name}")
        return sending.send_document(world, {**params, "document": params[field]})

    return send


def edit_message_caption(world: World, params: JsonDict) -> JsonDict:
    message = world.chats[params["chat_id"]].message(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    content, markup = message.content | caption_from(params), markup_from(params)
    if (content, markup) == (message.content, message.markup):
        raise bad_request("message is not modified")
    message.edit(content, markup)
    return message.to_dict()


MORE_METHODS: dict[str, Method] = {
    "editMessageCaption": edit_message_caption,
    **{method: _sender(*field_and_type) for method, field_and_type in TYPES.items()},
}
