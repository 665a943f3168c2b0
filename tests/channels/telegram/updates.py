"""Updates as the Bot API words them, for tests of translation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.addressing import BotIdentity
from bot.channels.telegram.translate import translate
from bot.channels.telegram.utf16 import length
from bot.core.model import Message
from bot.service.ports import Inbound, StaffAction, UserMessage

Json = dict[str, Any]

BOT = BotIdentity(42, "madoguchi_bot")
BOT_USER: Json = {"id": 42, "is_bot": True, "first_name": "Madoguchi", "username": "madoguchi_bot"}
HANAKO: Json = {"id": 7, "is_bot": False, "first_name": "花子", "last_name": "山田", "language_code": "ja"}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

PRIVATE: Json = {"id": 7, "type": "private", "first_name": "花子"}
STAFF: Json = {"id": -100500, "type": "supergroup", "title": "事務局"}
GROUP: Json = {"id": -100900, "type": "supergroup", "title": "研究会"}
CHANNEL: Json = {"id": -100700, "type": "channel", "title": "お知らせ", "username": "news_channel"}

WRITTEN = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
EDITED = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 4, 1, 5, 0, tzinfo=UTC)


def message(text: str | None = None, *, chat: Json = PRIVATE, **fields: Any) -> Json:
    """A message by Hanako unless `from` says otherwise (give it in a dict, it is a keyword)."""
    base: Json = {"message_id": 11, "date": int(WRITTEN.timestamp()), "chat": chat, "from": HANAKO}
    return base | ({} if text is None else {"text": text}) | fields


def entity(kind: str, text: str, part: str, **fields: Any) -> Json:
    """An entity over the first `part` in the text, measured as Telegram does."""
    before = text[: text.index(part)]
    return {"type": kind, "offset": length(before), "length": length(part), **fields}


def reply(to: Json) -> Json:
    return {"reply_to_message": {key: value for key, value in to.items() if key != "reply_to_message"}}


def read(kind: str, content: Json) -> Inbound:
    payload = json.dumps({"update_id": 1, kind: content}).encode()
    return translate(payload, str(STAFF["id"]), BOT, RECEIVED)


def user_message(content: Json, kind: str = "message") -> UserMessage:
    inbound = read(kind, content)
    assert isinstance(inbound, UserMessage)
    return inbound


def said(content: Json) -> Message:
    """What the assistant gets to see of a message by a user."""
    return user_message(content).message


def staff_action(content: Json, kind: str = "message") -> StaffAction:
    inbound = read(kind, content)
    assert isinstance(inbound, StaffAction)
    return inbound
