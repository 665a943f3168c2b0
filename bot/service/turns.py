"""The last turn of a conversation, as it is kept."""

from __future__ import annotations

from pydantic import TypeAdapter

from bot.core.model import Turn

TURN = TypeAdapter(Turn)
