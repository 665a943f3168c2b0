"""One run: people ask, staff answer, bots are killed and troubled; in the end everything must be there."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.service.outbox.delivery import AT_ONCE
from bot.store.encryption import new_key
from bot.store.opening import open_store
from tests.faults.bots import STAFF_CHAT, TOKEN, Bot, BotPlan
from tests.faults.findings import Findings, Ledger, examine
from tests.faults.people import Public, Staff
from tests.telegram_server import TelegramServer

PATIENCE = 45.0
"""Seconds until what is still not done counts as lost."""
TROUBLE_SECONDS = 5.0
"""How long trouble goes on after the last question and the first reply."""
_LOOK = 0.1


@dataclass(frozen=True)
class Plan:
    """What happens in a run. By `deaths` the first bots die, one after the other: where, at which passing."""

    name: str
    seed: int = 0
    deaths: tuple[tuple[str, int], ...] = ()
    random_kills: int = 0
    replicas: int = 1
    webhook: bool = False
    trouble: Mapping[str, float] = field(default_factory=dict)
    repeats: int = 0
    shuffled: bool = False
    poison: int = 0
    full_disk: bool = False
    stock: bool = False
    users: int = 5
    questions: int = 4


Disturb = Callable[[], Awaitable[int]]
"""Does something to the database; gives how often the sender may have lost its turn by that."""


class Run:
    """Carries out a plan on a database; `disturb` is done once in the middle of it."""

    def __init__(
        self, plan: Plan, folder: Path, database: str | None = None, disturb: Disturb | None = None
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._database = database
        self._disturb = disturb
        self._random = Random(plan.seed)  # noqa: S311  # no secret
        self._key = new_key()
        self._ports = [_free_port() for _ in range(plan.replicas)]
        self._bots: list[Bot] = []
        self._deaths = list(plan.deaths)
        self._kills = 0
        self._turns_lost = 0
        self._over = asyncio.Event()

    async def go(self) -> Findings:
        """What was found when everything was done, or the patience was at its end."""
        async with TelegramServer(TOKEN, "madoguchi_bot", allow_http_webhook=True) as telegram:
            await self._arrange(telegram)
            public = Public(telegram, self._plan.users, self._random)
            staff = Staff(telegram, STAFF_CHAT)
            self._bots = [self._start(telegram, replica) for replica in range(self._plan.replicas)]
            tending = asyncio.create_task(self._tend(telegram))
            working = asyncio.create_task(staff.work(self._over))
            asking = asyncio.create_task(public.ask(self._plan.questions, self._plan.poison))
            try:
                await self._interfere(telegram, asking)
                await telegram.wait_until(lambda: telegram.calls_of("sendMessage"), timeout=PATIENCE)
                asyncio.get_running_loop().call_later(TROUBLE_SECONDS, telegram.calm)
                await self._until_done(telegram, public, staff)
            finally:
                self._over.set()
                await asyncio.gather(tending, working)
                statuses = [await bot.end() for bot in self._bots]
            found = self._examine(telegram, public, staff)
            found.bad_ends = [status for status in statuses if status != 0]
            return found

    async def _arrange(self, telegram: TelegramServer) -> None:
        plan = self._plan
        if plan.full_disk:
            await _make_database(self._folder / "data" / "madoguchi.db", self._key)
        if plan.trouble:
            telegram.trouble(plan.seed, plan.trouble)
        if plan.repeats:
            telegram.repeat_updates(plan.repeats)
        if plan.shuffled:
            telegram.shuffle_updates(plan.seed)

    def _start(self, telegram: TelegramServer, replica: int) -> Bot:
        deaths = (self._deaths.pop(0),) if self._deaths else ()
        return Bot(
            BotPlan(
                telegram.url,
                self._folder,
                self._database,
                self._key,
                port=self._ports[replica] if self._plan.webhook else None,
                webhook=self._plan.webhook,
                deaths=deaths,
                full_disk=self._plan.full_disk and not self._kills,
                stock=self._plan.stock,
            )
        )

    async def _tend(self, telegram: TelegramServer) -> None:
        """Whatever died is started again, as a platform would."""
        while not self._over.is_set():
            for replica, bot in enumerate(self._bots):
                if not bot.is_alive:
                    self._kills += 1
                    self._bots[replica] = self._start(telegram, replica)
            await asyncio.sleep(_LOOK / 2)

    async def _interfere(self, telegram: TelegramServer, asking: asyncio.Task[None]) -> None:
        if self._disturb is not None:
            await telegram.wait_until(lambda: telegram.calls_of("sendMessage"), timeout=PATIENCE)
            self._turns_lost = await self._disturb()
        for _ in range(self._plan.random_kills):
            await asyncio.sleep(self._random.uniform(0.1, 0.6))
            await self._kill(self._random.choice(self._bots))
        await asking
        if self._plan.full_disk:
            await self._until_told_of_the_disk()
            await self._kill(self._bots[0])  # the operator makes room and starts it again

    async def _until_told_of_the_disk(self) -> None:
        """Or until the patience is at its end; what is in the log then is for others to judge."""
        deadline = time.monotonic() + PATIENCE
        while not self._has_told_of_the_disk() and time.monotonic() < deadline:  # noqa: ASYNC110  # a line in a file wakes nobody
            await asyncio.sleep(_LOOK)

    def _has_told_of_the_disk(self) -> bool:
        log = self._folder / "bot.log"
        return log.exists() and "disk is full" in log.read_text(errors="replace")

    async def _kill(self, bot: Bot) -> None:
        """And wait until it was found dead and started again."""
        known = self._kills
        bot.kill()
        while self._kills == known:  # noqa: ASYNC110  # a process's end wakes nobody here
            await asyncio.sleep(_LOOK / 2)

    async def _until_done(self, telegram: TelegramServer, public: Public, staff: Staff) -> None:
        deadline = time.monotonic() + (10.0 if self._plan.stock else PATIENCE)
        while time.monotonic() < deadline:
            if not self._examine(telegram, public, staff).lost:
                return
            await asyncio.sleep(_LOOK)

    def _examine(self, telegram: TelegramServer, public: Public, staff: Staff) -> Findings:
        ledger = Ledger(self._database or f"sqlite:///{self._folder / 'data' / 'madoguchi.db'}")
        found = examine(ledger, telegram, public, staff)
        found.kills = self._kills
        found.duplicates_allowed += (self._kills + self._turns_lost) * AT_ONCE
        return found


async def _make_database(file: Path, key: str) -> None:
    file.parent.mkdir()
    await (await open_store(f"sqlite:///{file}", (key,))).close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
