"""Failures a test orders for coming calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .errors import ApiError, JsonDict

FaultKind = Literal["fail", "fail_after", "refuse", "drop"]


@dataclass
class Fault:
    """Fail: answer an error. Refuse: hang up. Both before acting; fail_after and drop do so after it."""

    kind: FaultKind
    method: str
    times: int = 1
    chat_id: int | None = None
    error: ApiError | None = None

    def hits(self, method: str, params: JsonDict) -> bool:
        return self.method == method and self.chat_id in (None, params.get("chat_id"))


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def take(self, method: str, params: JsonDict) -> Fault | None:
        """The first fault ordered for such a call, used up by one."""
        fault = next((fault for fault in self._ordered if fault.hits(method, params)), None)
        if fault is not None:
            fault.times -= 1
            self._ordered = [fault for fault in self._ordered if fault.times > 0]
        return fault
