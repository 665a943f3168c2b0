"""Bot API methods on everything but messages, and the table of all methods."""

from __future__ import annotations

import json
from collections.abc import Callable

from . import deleting, media, sending, webhook
from .access import readable_chat
from .errors import OTHER_POLL, ApiError, JsonDict, bad_request, conflict
from .rules import commands_from
from .state import Member, World

MAX_UPDATES = 100
MAX_DOWNLOAD = 20 * 1024 * 1024
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def call(world: World, method: str, params: JsonDict) -> object:
    """The result of a Bot API method.

    Raises ApiError when Telegram would refuse the call.
    """
    if method == "getUpdates":
        return await get_updates(world, params)
    if method not in METHODS:
        raise ApiError(404, "Not Found")
    return METHODS[method](world, params)


async def get_updates(world: World, params: JsonDict) -> list[JsonDict]:
    """Long polling; a newer call or a webhook ends the older call with a conflict."""
    if world.webhook_url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    world.poll_number += 1
    world.changed.fire()
    world.updates.allow(params.get("allowed_updates"))
    world.updates.confirm(params.get("offset", 0))
    mine = world.poll_number
    limit = max(1, min(params.get("limit", MAX_UPDATES), MAX_UPDATES))

    def look() -> list[JsonDict]:
        _check_still_polling(world, mine)
        return world.updates.take(limit)

    return await world.changed.first(look, params.get("timeout", 0))


def _check_still_polling(world: World, poll_number: int) -> None:
    if world.webhook_url:
        raise conflict("terminated by setWebhook request")
    if world.poll_number != poll_number:
        raise conflict(OTHER_POLL)


def get_me(world: World, _params: JsonDict) -> JsonDict:
    return world.bot.to_dict() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: JsonDict) -> bool:
    world.commands[_command_scope(world, params)] = commands_from(params)
    return True


def get_my_commands(world: World, params: JsonDict) -> list[JsonDict]:
    return world.commands.get(_command_scope(world, params), [])


def _command_scope(world: World, params: JsonDict) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        readable_chat(world, scope)
    return json.dumps(scope, sort_keys=True), params.get("language_code") or ""


def get_chat(world: World, params: JsonDict) -> JsonDict:
    return readable_chat(world, params).to_dict() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(world: World, params: JsonDict) -> JsonDict:
    chat = readable_chat(world, params)
    user_id = params.get("user_id", 0)
    if user_id in chat.members:
        return chat.members[user_id].to_dict()
    if user_id in world.users:
        return Member(world.users[user_id], "left").to_dict()
    raise bad_request("PARTICIPANT_ID_INVALID")


def get_chat_administrators(world: World, params: JsonDict) -> list[JsonDict]:
    chat = readable_chat(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [one.to_dict() for one in chat.members.values() if one.status in ("creator", "administrator")]


def leave_chat(world: World, params: JsonDict) -> bool:
    chat = readable_chat(world, params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.change_member(chat, Member(world.bot, "left"), by=world.bot)
    return True


def get_file(world: World, params: JsonDict) -> JsonDict:
    stored = world.files.get(params.get("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.to_dict() | {"file_path": stored.path}


METHODS: dict[str, Callable[[World, JsonDict], object]] = {
    "getMe": get_me,
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "sendMessage": sending.send_message,
    "copyMessage": sending.copy_message,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": sending.answer_callback_query,
    **media.METHODS,
}
