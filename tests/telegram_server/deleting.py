"""Bot API methods that take messages back."""

from __future__ import annotations

from .access import writable_chat
from .errors import JsonDict, bad_request
from .state import Chat, Message, World, now

MAX_AT_ONCE = 100
LIFETIME = 48 * 3600
"""Seconds in which a message can be deleted."""


def delete_message(world: World, params: JsonDict) -> bool:
    chat = writable_chat(world, params)
    message = chat.message(params.get("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check(world, message)
    _remove(world, chat, message)
    return True


def delete_messages(world: World, params: JsonDict) -> bool:
    """Unknown ones are passed over; none is deleted where one cannot be."""
    message_ids = _message_ids(params)
    chat = writable_chat(world, params)
    found = [message for one in message_ids if (message := chat.message(one))]
    for message in found:
        _check(world, message)
    for message in found:
        _remove(world, chat, message)
    return True


def _message_ids(params: JsonDict) -> set[int]:
    message_ids = params.get("message_ids")
    if not isinstance(message_ids, list):
        raise bad_request("message identifiers are not specified")
    if len(message_ids) > MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(one, int) and one > 0 for one in message_ids):
        raise bad_request("invalid message identifier specified")
    return set(message_ids)


def _check(world: World, message: Message) -> None:
    chat = message.chat
    is_administrator = chat.member(world.bot).status == "administrator"
    if not (message.from_bot or chat.type == "private" or is_administrator):
        raise bad_request("message can't be deleted")
    if now() - message.date > LIFETIME:
        raise bad_request("message can't be deleted for everyone")


def _remove(world: World, chat: Chat, message: Message) -> None:
    del chat.messages[message.id]
    world.changed.fire()
