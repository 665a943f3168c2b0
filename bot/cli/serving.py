"""serve: answer on the web, and on Telegram where there is a token."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.app.serving import Parts
from bot.app.serving import serve as serve_until
from bot.app.stopping import stop_on_signals
from bot.cli.parts import Commands, add_command
from bot.settings import Settings


def add(commands: Commands) -> None:
    parser = add_command(commands, "serve", serve, "answer on the web, and with a token on Telegram")
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--web", action="store_true", help="only listen: pages, webhook, health checks, metrics"
    )
    only.add_argument("--worker", action="store_true", help="only work: handle updates, send messages")


def serve(settings: Settings, chosen: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    parts = Parts(web=not chosen.worker, work=not chosen.web)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await serve_until(settings, stop, _tell, parts=parts, at_terminal=sys.stdout.isatty())

    asyncio.run(until_stopped())
    return 0


def _tell(text: str) -> None:
    print(text, flush=True)
