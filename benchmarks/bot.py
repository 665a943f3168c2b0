"""Starts the bot to be measured: python -m benchmarks.bot

As `python -m bot serve` with the same settings, but Telegram's limits do not hold it back; with --fixed it
echoes what it is told instead of thinking, so that only the transport is left.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
from collections.abc import Sequence
from contextlib import nullcontext

from bot.app.serving import Parts, serve
from bot.app.stopping import stop_on_signals
from bot.service.ports import Limits
from bot.settings import load_settings
from tests.faults.fixed import fixed_assistant

UNLIMITED = Limits(a_second=1_000_000, seconds_between=0.0, group_a_minute=1_000_000)


async def run(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await serve(
        load_settings(),
        stop,
        lambda text: print(text, flush=True),
        parts=Parts(web=not options.worker, work=not options.web),
        assistant=fixed_assistant() if options.fixed else None,
        limits=UNLIMITED,
    )


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bot", description=__doc__)
    parser.add_argument("--fixed", action="store_true", help="echo every message")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--web", action="store_true", help="only listen")
    only.add_argument("--worker", action="store_true", help="only work")
    parser.add_argument("--profile", metavar="FILE", help="write there what cProfile found, for pstats")
    return parser.parse_args(arguments)


def main() -> None:
    options = parse()
    profile = cProfile.Profile() if options.profile else None
    with profile or nullcontext():
        asyncio.run(run(options))
    if profile:
        profile.dump_stats(options.profile)


if __name__ == "__main__":
    main()
