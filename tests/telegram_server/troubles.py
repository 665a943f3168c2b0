"""Failures at random, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from random import Random

from .errors import OTHER_POLL, ApiError, conflict, too_many_requests
from .faults import Fault

BAD_GATEWAY = ApiError(502, "Bad Gateway")

Maker = Callable[[str, float], Fault]
KINDS: dict[str, Maker] = {
    "429": lambda method, second: Fault("fail", method, error=too_many_requests(second)),
    "502": lambda method, _: Fault("fail", method, error=BAD_GATEWAY),
    "502_after": lambda method, _: Fault("fail_after", method, error=BAD_GATEWAY),
    "refuse": lambda method, _: Fault("refuse", method),
    "drop": lambda method, _: Fault("drop", method),
    "409": lambda method, _: Fault("fail", method, error=conflict(OTHER_POLL)),
}


class Troubles:
    """Each method has its own dice: how calls of several methods interleave changes nothing for any one.

    `second` is how long a 429 tells to wait.
    """

    def __init__(self, second: float) -> None:
        self.happened: Counter[str] = Counter()
        self._second = second
        self.stop()

    def start(self, seed: int, rates: Mapping[str, float], methods: Collection[str] | None) -> None:
        """Raises ValueError for an unknown kind of trouble, or rates that add up to more than 1."""
        if unknown := rates.keys() - KINDS.keys():
            raise ValueError(f"no such trouble: {sorted(unknown)}")
        if sum(rates.values()) > 1:
            raise ValueError("the rates of trouble add up to more than 1")
        self._seed, self._rates, self._methods = seed, dict(rates), methods
        self._dice: dict[str, Random] = {}

    def stop(self) -> None:
        self.start(0, {}, ())

    def take(self, method: str) -> Fault | None:
        """What befalls this call, if anything."""
        if self._methods is not None and method not in self._methods:
            return None
        if method not in self._dice:
            self._dice[method] = Random(f"{self._seed} {method}")  # noqa: S311 - keeps no secret
        kind = self._draw(self._dice[method].random())
        if kind is None or (kind == "409" and method != "getUpdates"):
            return None
        self.happened[kind] += 1
        return KINDS[kind](method, self._second)

    def _draw(self, number: float) -> str | None:
        for kind, rate in self._rates.items():
            number -= rate
            if number < 0:
                return kind
        return None
