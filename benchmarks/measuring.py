"""One measurement: a load, a bot, and what the bot used meanwhile."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contenders import Contender, Ground
from benchmarks.programs import running
from benchmarks.usage import cpu_seconds


@dataclass(frozen=True)
class Measured:
    """What the load says came of it, and the bot's CPU milliseconds a message."""

    load: dict[str, Any]
    cpu_ms: float


Progress = Callable[[int, list[int]], None]


def _no_progress(_replies: int, _pids: list[int]) -> None:
    return


async def measure(
    contender: Contender, *load: object, polls: bool = False, progress: Progress = _no_progress
) -> Measured:
    """Offer a load (options of benchmarks.load, a warm-up among them) to a bot started for it alone.

    `progress` is told how many replies came, and the bot's processes. RuntimeError when replies are missing.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        log = stack.enter_context((folder / "load.log").open("ab"))
        intake = "--poll" if polls else "--webhook"
        telegram = await stack.enter_async_context(running("benchmarks.load", intake, *load, log=log))
        pids = await contender(Ground(await telegram.json(), folder, stack))
        while "warm" not in await telegram.json():
            pass
        before = cpu_seconds(pids)
        while "replies" in (line := await telegram.json()) and "seconds" not in line:
            progress(line["replies"], pids)
        cpu = cpu_seconds(pids) - before
        if line["missing"] or line["duplicates"]:
            raise RuntimeError(f"{line}\n{(folder / 'bot.log').read_text(errors='replace')[-4000:]}")
        return Measured(line, 1000 * cpu / line["updates"])
