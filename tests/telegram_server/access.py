"""Whether the bot may read or write a chat, with Telegram's words when it may not."""

from __future__ import annotations

from .errors import JsonDict, bad_request, forbidden
from .state import Account, Chat, World


def readable_chat(world: World, params: JsonDict, field: str = "chat_id") -> Chat:
    """The chat a method names, if the bot may look at it."""
    chat = _find(world, params.get(field))
    if chat.migrated_to is not None:
        migration = {"migrate_to_chat_id": chat.migrated_to}
        raise bad_request("group chat was upgraded to a supergroup chat", migration)
    if chat.type in ("supergroup", "channel"):
        _check_membership(world, chat)
    return chat


def writable_chat(world: World, params: JsonDict) -> Chat:
    """The chat a method names, if the bot may write in it."""
    chat = readable_chat(world, params)
    if chat.person is not None:
        _check_person(chat.person)
        return chat
    _check_membership(world, chat)
    if chat.type == "channel" and chat.member(world.bot).status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def _find(world: World, chat_id: object) -> Chat:
    if chat_id in (None, ""):
        raise bad_request("chat_id is empty")
    if isinstance(chat_id, int) and chat_id in world.chats:
        return world.chats[chat_id]
    for chat in world.chats.values():
        if chat.person is None and chat.username and chat_id == f"@{chat.username}":
            return chat
    raise bad_request("chat not found")


def _check_person(person: Account) -> None:
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_membership(world: World, chat: Chat) -> None:
    member = chat.member(world.bot)
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not member.is_present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
