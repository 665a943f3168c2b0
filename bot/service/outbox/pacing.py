"""How fast messages may go out, so that the channel never has to refuse one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from bot.service.ports import Limits

SECOND, MINUTE = 1.0, 60.0


class Pace:
    """Remembers what was sent lately; times are seconds of a monotonic clock.

    A message counts from when its sending ended: however long it was under way, the channel saw it by then.
    """

    def __init__(self, limits: Limits | None, is_group: Callable[[str], bool]) -> None:
        self._limits = limits
        self._minute = limits.minute if limits else MINUTE
        self._is_group = is_group
        self._lately: deque[tuple[float, str]] = deque()
        self._groups: dict[str, deque[float]] = {}

    def note(self, chat: str, at: float) -> None:
        """A message was sent into a chat, or may have been."""
        if self._limits is None:
            return
        self._lately.append((at, chat))
        if self._is_group(chat):
            self._groups.setdefault(chat, deque()).append(at)

    def room(self, now: float, under_way: int) -> int:
        """How many messages may begin now, whatever their chats."""
        if self._limits is None:
            return _ANY
        self._forget(now)
        in_last_second = sum(at > now - SECOND for at, _ in self._lately)
        return max(0, self._limits.a_second - in_last_second - under_way)

    def closed(self, now: float) -> set[str]:
        """The chats that must wait."""
        if self._limits is None:
            return set()
        self._forget(now)
        since = now - self._limits.seconds_between
        full = {group for group in self._groups if self.group_room(group, now) == 0}
        return full | {chat for at, chat in self._lately if at > since}

    def group_room(self, group: str, now: float) -> int:
        """How many messages the group takes now."""
        if self._limits is None:
            return _ANY
        self._forget(now)
        return max(0, self._limits.group_a_minute - len(self._groups.get(group, ())))

    def _forget(self, now: float) -> None:
        horizon = now - max(SECOND, self._limits.seconds_between if self._limits else 0.0)
        while self._lately and self._lately[0][0] <= horizon:
            self._lately.popleft()
        for group, times in list(self._groups.items()):
            while times and times[0] <= now - self._minute:
                times.popleft()
            if not times:
                del self._groups[group]


_ANY = 1_000_000
