"""A loopback Telegram Bot API for end-to-end tests: real HTTP, a small fake Telegram behind it."""

from .front import Call
from .people import Group, User, origin_channel, origin_chat, origin_hidden_user, origin_user
from .server import TelegramServer
from .state import Answer, Chat, Message
from .uploads import Upload

__all__ = [
    "Answer",
    "Call",
    "Chat",
    "Group",
    "Message",
    "TelegramServer",
    "Upload",
    "User",
    "origin_channel",
    "origin_chat",
    "origin_hidden_user",
    "origin_user",
]
