"""How delivery departs from the order of events: updates come twice, or not in their order."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from .errors import JsonDict

One = TypeVar("One")

LONGEST_DETOUR = 0.02
"""Seconds a shuffled push may come late."""


def chat_of(update: JsonDict) -> int:
    """The id of the chat an update belongs to, 0 if it belongs to none."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("chat") or content.get("message", {}).get("chat")
            if chat:
                chat_id: int = chat["id"]
                return chat_id
    return 0


@dataclass(slots=True)
class Distortion:
    """None by default. `chance` shuffles the chats; `swaps` shuffles neighbours within a chat, too."""

    repeats: int = 0
    chance: Random | None = None
    swaps: bool = False

    def copies(self) -> int:
        """How often to deliver the next update; twice uses up one of the repeats."""
        if not self.repeats:
            return 1
        self.repeats -= 1
        return 2

    def detour(self) -> float:
        """Seconds by which the next push comes late, so that other chats overtake it."""
        return self.chance.uniform(0, LONGEST_DETOUR) if self.chance else 0

    def turn(self, lane: deque[One]) -> list[One]:
        """Takes from a chat's updates the next to deliver: one, or two that change places."""
        first = lane.popleft()
        if lane and self.swaps and self.chance and self.chance.random() < 0.5:
            return [lane.popleft(), first]
        return [first]

    def reorder(self, updates: list[JsonDict]) -> list[JsonDict]:
        """The same updates as they might come in one batch."""
        if self.chance is None:
            return updates
        lanes: defaultdict[int, deque[JsonDict]] = defaultdict(deque)
        for update in updates:
            lanes[chat_of(update)].append(update)
        within = {chat: deque(self._pass_on(lane)) for chat, lane in lanes.items()}
        turns = [chat_of(update) for update in updates]
        self.chance.shuffle(turns)
        return [within[chat].popleft() for chat in turns]

    def _pass_on(self, lane: deque[JsonDict]) -> list[JsonDict]:
        passed: list[JsonDict] = []
        while lane:
            passed += self.turn(lane)
        return passed
