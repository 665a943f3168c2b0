"""The test's handles on what goes wrong: ordered failures, random ones, limits, distorted delivery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from random import Random

from .errors import ApiError, too_many_requests
from .faults import Fault
from .front import Front
from .limits import TOLERANCE, Limits
from .state import World


class Mischief:
    """What a test does to the traffic between the bot and the world."""

    world: World
    front: Front
    speed: float

    def fail_next(
        self,
        method: str,
        status: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """The next calls (to this chat) answer an error and do nothing; retry_after words a 429."""
        error = ApiError(status, description)
        if retry_after is not None:
            error = too_many_requests(retry_after)
        self.front.faults.add(Fault("fail", method, times, chat_id, error))

    def refuse_next(self, method: str, *, times: int = 1, chat_id: int | None = None) -> None:
        """The next calls end without an answer and did nothing."""
        self.front.faults.add(Fault("refuse", method, times, chat_id))

    def drop_next(self, method: str, *, times: int = 1, chat_id: int | None = None) -> None:
        """The next calls end without an answer though they did what they were asked to."""
        self.front.faults.add(Fault("drop", method, times, chat_id))

    def trouble(self, seed: int, rates: Mapping[str, float], methods: Collection[str] | None = None) -> None:
        """From now on calls (of these methods) fail at random; `rates` are probabilities per call.

        "429", "502" and "refuse" (hang up) come before acting, "502_after" and "drop" (hang up) after it;
        "409" befalls getUpdates only. The same seed gives the n-th call of a method the same fate.
        """
        self.front.troubles.start(seed, rates, methods)

    def calm(self) -> None:
        """Ends the trouble."""
        self.front.troubles.stop()

    @property
    def troubles(self) -> Counter[str]:
        """How often each kind of trouble happened."""
        return self.front.troubles.happened

    def limit(self, tolerance: float = TOLERANCE) -> None:
        """From now on Telegram's rate limits hold; `tolerance` is the part of a second they overlook."""
        self.front.limits = Limits(self.speed, tolerance)

    @property
    def too_many(self) -> int:
        """How many calls went over the limits."""
        return self.front.limits.too_many if self.front.limits else 0

    def repeat_updates(self, times: int) -> None:
        """The next updates are delivered twice each, under the same update_id."""
        self.world.updates.distortion.repeats = times

    def shuffle_updates(self, seed: int, *, within_chats: bool = False) -> None:
        """From now on chats overtake each other; within a chat neighbouring updates change places if told."""
        distortion = self.world.updates.distortion
        distortion.chance, distortion.swaps = Random(seed), within_chats  # noqa: S311 - keeps no secret
