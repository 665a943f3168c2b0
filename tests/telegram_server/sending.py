"""Bot API methods on messages: send, copy, edit, and answer a pressed button."""

from __future__ import annotations

import time
from copy import deepcopy

from .access import readable_chat, writable_chat
from .errors import JsonDict, bad_request
from .rules import caption_from, inline_markup_from, markup_from, text_from
from .state import Answer, Chat, Message, World

MAX_ANSWER_TEXT = 200
SERVICE_CONTENT = frozenset(
    {"new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"}
)


def send_message(world: World, params: JsonDict) -> JsonDict:
    return send(world, params, text_from(params)).to_dict()


def copy_message(world: World, params: JsonDict) -> JsonDict:
    source = readable_chat(world, params, "from_chat_id").message(params.get("message_id"))
    if source is None:
        raise bad_request("message to copy not found")
    if SERVICE_CONTENT & source.content.keys():
        raise bad_request("the message can't be copied")
    content = deepcopy(source.content)
    if "caption" in params and "text" not in content:
        kept = {name: value for name, value in content.items() if not name.startswith("caption")}
        content = kept | caption_from(params)
    return {"message_id": send(world, params, content).id}


def edit_message_text(world: World, params: JsonDict) -> JsonDict:
    content, markup = text_from(params), inline_markup_from(params)
    message = _editable(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, content, markup)


def edit_message_caption(world: World, params: JsonDict) -> JsonDict:
    caption, markup = caption_from(params), inline_markup_from(params)
    message = _editable(world, params)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return _edit(world, message, kept | caption, markup)


def edit_message_reply_markup(world: World, params: JsonDict) -> JsonDict:
    markup = inline_markup_from(params)
    message = _editable(world, params)
    return _edit(world, message, message.content, markup)


def answer_callback_query(world: World, params: JsonDict) -> bool:
    query_id = str(params.get("callback_query_id", ""))
    pressed_at = world.pressed_at.get(query_id)
    if pressed_at is None or time.monotonic() - pressed_at >= world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.get("text")
    if text and len(text) > MAX_ANSWER_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answers.append(Answer(query_id, text, bool(params.get("show_alert"))))
    return True


def send(world: World, params: JsonDict, content: JsonDict) -> Message:
    """Post a message of the bot with this content."""
    markup = markup_from(params)
    chat = writable_chat(world, params)
    reply_to = _reply_target(chat, params.get("reply_parameters"))
    message = Message(
        id=next(chat.message_ids),
        chat=chat,
        sender=world.bot,
        from_bot=True,
        sender_chat=chat if chat.type == "channel" else None,
        content=content,
        reply_to=reply_to,
        markup=markup,
        silent=bool(params.get("disable_notification")),
    )
    return world.post(message)


def _reply_target(chat: Chat, wanted: JsonDict | None) -> int | None:
    if not wanted:
        return None
    message_id: int = wanted["message_id"]
    if chat.message(message_id):
        return message_id
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _editable(world: World, params: JsonDict) -> Message:
    message = writable_chat(world, params).message(params.get("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, content: JsonDict, markup: JsonDict | None) -> JsonDict:
    if (content, markup) == (message.content, message.markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.edit(content, markup)
    world.changed.fire()
    return message.to_dict()
