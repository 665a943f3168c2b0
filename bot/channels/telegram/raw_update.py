"""One update as it came, with what the inbox must know of it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

_LARGEST_ID: Final = 2**63 - 1
"""What a column of the inbox holds."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came; `chat` is "" when it belongs to none."""

    update_id: int
    chat: str
    payload: bytes

    @classmethod
    def from_json(cls, payload: bytes) -> RawUpdate:
        """Of any kind, known or not. ValueError when it is no update."""
        try:
            return cls._of(json.loads(payload), payload)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    @classmethod
    def from_dict(cls, update: dict[str, Any]) -> RawUpdate:
        """Of any kind, known or not. ValueError when it is no update."""
        return cls._of(update, json.dumps(update).encode())

    @classmethod
    def _of(cls, update: object, payload: bytes) -> RawUpdate:
        if not isinstance(update, dict):
            raise ValueError("not an object")
        update_id = update.get("update_id")
        if type(update_id) is not int or abs(update_id) > _LARGEST_ID:  # True is an int, too
            raise ValueError("no update_id")
        return cls(update_id, _chat_of(update), payload)


Save = Callable[[Sequence[RawUpdate]], Awaitable[None]]
"""Keeps updates, those it has already only once; what it does not return from comes again."""


def _chat_of(update: dict[str, Any]) -> str:
    content = next((value for value in update.values() if isinstance(value, dict)), {})
    for holder in (content.get("message"), content):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return str(chat["id"])
    return ""
