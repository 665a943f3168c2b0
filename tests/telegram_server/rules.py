"""What Telegram accepts: texts, inline keyboards and command lists."""

from __future__ import annotations

import re

from .errors import ApiError, JsonDict, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CALLBACK_BYTES = 64
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
ENTITIES = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w))"
)
BUTTON_ACTIONS = frozenset(
    (
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    )
)


def utf16_length(text: str) -> int:
    """Telegram's measure of texts and of entity offsets."""
    return len(text.encode("utf-16-le")) // 2


def find_entities(text: str) -> list[JsonDict]:
    """The commands and mentions Telegram marks by itself."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in ENTITIES.finditer(text)
    ]


def text_content(text: str, entities: list[JsonDict] | None = None) -> JsonDict:
    """The content of a text message, exactly as written."""
    marked = find_entities(text) if entities is None else entities
    return {"text": text} | ({"entities": marked} if marked else {})


def text_from(params: JsonDict) -> JsonDict:
    """The content of the text message the bot asks for."""
    text = str(params.get("text", "")).strip()
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text_content(text, params.get("entities"))


def caption_from(params: JsonDict) -> JsonDict:
    """The caption fields the bot asks for; none if the caption is empty."""
    caption = str(params.get("caption", "")).strip()
    if utf16_length(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    marked = params.get("caption_entities") or find_entities(caption)
    return ({"caption": caption} if caption else {}) | ({"caption_entities": marked} if marked else {})


def markup_from(params: JsonDict) -> JsonDict | None:
    """The reply markup; an inline keyboard without buttons is none at all."""
    markup = params.get("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup
    rows = [row for row in markup["inline_keyboard"] if row]
    for button in (button for row in rows for button in row):
        _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def inline_markup_from(params: JsonDict) -> JsonDict | None:
    """The markup of an edit, which can only be an inline keyboard."""
    markup = markup_from(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _check_button(button: JsonDict) -> None:
    actions = BUTTON_ACTIONS & button.keys()
    if not actions:
        raise _bad_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _bad_button("exactly one action must be used")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _bad_button(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def commands_from(params: JsonDict) -> list[JsonDict]:
    commands: list[JsonDict] = params.get("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND_NAME.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands
