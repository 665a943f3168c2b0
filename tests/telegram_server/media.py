"""Bot API methods that send files, by id or uploaded."""

from __future__ import annotations

from collections.abc import Callable

from .errors import JsonDict
from .rules import caption_from
from .sending import send
from .state import World

PICTURE = {"width": 800, "height": 600}
STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
SHAPES: dict[str, JsonDict] = {
    "Animation": {**PICTURE, "duration": 3},
    "Audio": {"duration": 3},
    "Document": {},
    "Photo": PICTURE,
    "Sticker": STICKER,
    "Video": {**PICTURE, "duration": 3},
    "VideoNote": {"length": 240, "duration": 3},
    "VoiceNote": {"duration": 3},
}
"""By Telegram's name of a type of file, what the Bot API tells of one besides its id and size."""
WITHOUT_CAPTION = ("Sticker", "VideoNote")

Method = Callable[[World, JsonDict], JsonDict]


def sender(field: str, kind: str) -> Method:
    """The method that sends the file in `field` as this type."""

    def send_file(world: World, params: JsonDict) -> JsonDict:
        stored, name = world.files.from_request(params, field, kind)
        file = stored.to_dict() | SHAPES[kind] | ({"file_name": name} if kind == "Document" else {})
        caption = {} if kind in WITHOUT_CAPTION else caption_from(params)
        content = {field: [file] if kind == "Photo" else file, **caption}
        return send(world, params, content).to_dict()

    return send_file


METHODS: dict[str, Method] = {
    "sendAnimation": sender("animation", "Animation"),
    "sendAudio": sender("audio", "Audio"),
    "sendDocument": sender("document", "Document"),
    "sendPhoto": sender("photo", "Photo"),
    "sendSticker": sender("sticker", "Sticker"),
    "sendVideo": sender("video", "Video"),
    "sendVideoNote": sender("video_note", "VideoNote"),
    "sendVoice": sender("voice", "VoiceNote"),
}
