"""A Telegram of its own that asks a bot questions and times the replies: python -m benchmarks.load --poll

Prints one line of JSON when it serves (`url`, `token`, `staff_chat_id`: what the bot needs), waits until the
bot polls or has set its webhook, writes to it, and prints another line when every message has its reply.
Between the two it says on lines of their own when a warm-up is over, and how far it has come.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.telegram_server import Message, TelegramServer, User

TOKEN = "123456:LOAD"  # noqa: S105 - known to this server only
STAFF_CHAT = -1001234567890
SETTLE_SECONDS = 1.0
"""After the last reply, for a reply too many to show up."""


class Tally:
    """Messages and replies: in a chat the n-th reply is taken for the one to the n-th message."""

    def __init__(self, progress: int = 0) -> None:
        """With `progress` every so many replies are announced."""
        self.latencies: list[float] = []
        self.duplicates = 0
        self.last_reply = 0.0
        self._waiting: dict[int, deque[float]] = {}
        self._progress = progress

    def asks(self, user: User, text: str) -> None:
        self._waiting.setdefault(user.id, deque()).append(time.perf_counter())
        user.says(text)

    def saw(self, message: Message) -> None:
        """Any message in any chat; the bot's to those who asked are replies."""
        waiting = self._waiting.get(message.chat.id)
        if waiting is None or not message.from_bot:
            return
        if not waiting:
            self.duplicates += 1
            return
        self.last_reply = time.perf_counter()
        self.latencies.append(self.last_reply - waiting.popleft())
        if self._progress and len(self.latencies) % self._progress == 0:
            say({"replies": len(self.latencies)})

    def latency(self) -> dict[str, float]:
        """Seconds from a message to its reply."""
        ranked = sorted(self.latencies) or [0.0]
        at = {"p50": len(ranked) // 2, "p99": len(ranked) * 99 // 100, "max": -1}
        return {name: round(ranked[place], 4) for name, place in at.items()}


async def offer(tally: Tally, users: Sequence[User], texts: Sequence[str], rate: float) -> None:
    """Everybody in turn writes the next text; `rate` a second in all, or with 0 all at once."""
    started = time.perf_counter()
    for number, text in enumerate(texts):
        if rate:
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
        tally.asks(users[number % len(users)], text)


async def answered(server: TelegramServer, tally: Tally, count: int, patience: float) -> bool:
    """Whether so many messages have their replies, within so many seconds."""
    return await server.world.changed.first(lambda: len(tally.latencies) >= count, patience)


async def warm_up(
    server: TelegramServer, users: Sequence[User], texts: Sequence[str], patience: float
) -> None:
    """Whatever is done only once is done before it is measured. Raises TimeoutError."""
    tally = Tally()
    server.world.on_message = tally.saw
    await offer(tally, users, texts, 0)
    if not await answered(server, tally, len(texts), patience):
        raise TimeoutError(f"only {len(tally.latencies)} of {len(texts)} replies in the warm-up")


async def measure(server: TelegramServer, options: argparse.Namespace) -> dict[str, object]:
    """Offers the load and waits for the replies, `options.timeout` seconds at most."""
    people = [server.user(1000 + number, f"User {number}") for number in range(options.users)]
    drawn = Random(0).choices(texts_of(options), k=options.warm_up + options.updates)  # noqa: S311  # no secret
    if options.warm_up:
        await warm_up(server, people, drawn[: options.warm_up], options.timeout)
        say({"warm": True})
    tally = Tally(options.progress)
    server.world.on_message = tally.saw
    started, worked = time.perf_counter(), time.process_time()
    await offer(tally, people, drawn[options.warm_up :], options.rate)
    is_complete = await answered(server, tally, options.updates, options.timeout)
    seconds = (tally.last_reply if is_complete else time.perf_counter()) - started
    worked = time.process_time() - worked
    await asyncio.sleep(SETTLE_SECONDS)
    return {
        "updates": options.updates,
        "seconds": round(seconds, 3),
        "per_second": round(len(tally.latencies) / seconds, 1),
        "latency": tally.latency(),
        "replies": len(tally.latencies) + tally.duplicates,
        "duplicates": tally.duplicates,
        "missing": options.updates - len(tally.latencies),
        "too_many_requests": server.too_many,
        "own_cpu_ms_per_update": round(1000 * worked / options.updates, 3),
    }


def texts_of(options: argparse.Namespace) -> list[str]:
    """What people write: the lines of a file, or one text."""
    return Path(options.texts).read_text(encoding="utf-8").splitlines() if options.texts else [options.text]


def say(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


async def run(options: argparse.Namespace) -> dict[str, object]:
    """Serves one bot for one measurement. Raises TimeoutError if none comes."""
    server = TelegramServer(
        TOKEN, port=options.port, limited=options.limited, allow_http_webhook=True, record_calls=False
    )
    async with server:
        server.supergroup(STAFF_CHAT, "Staff")
        say({"url": server.url, "token": TOKEN, "staff_chat_id": STAFF_CHAT})
        world = server.world
        came = (lambda: world.webhook_url) if options.webhook else (lambda: str(world.poll_number or ""))
        await server.wait_until(came, timeout=options.timeout)
        return await measure(server, options)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    intake = parser.add_mutually_exclusive_group(required=True)
    intake.add_argument("--poll", action="store_true", help="wait for a bot that polls")
    intake.add_argument("--webhook", action="store_true", help="wait for a bot that sets a webhook")
    parser.add_argument("--updates", type=int, default=2000, help="messages in all")
    parser.add_argument("--users", type=int, default=200, help="people who write them, in turn")
    parser.add_argument("--rate", type=float, default=0, help="messages a second; 0: all at once")
    parser.add_argument("--text", default="ファックス番号は？", help="what they write: one reply each")
    parser.add_argument("--texts", metavar="FILE", help="they write its lines, drawn at random, instead")
    parser.add_argument("--warm-up", type=int, default=0, metavar="N", help="first so many that do not count")
    parser.add_argument(
        "--progress", type=int, default=0, metavar="N", help="say it whenever so many have replies"
    )
    parser.add_argument("--limited", action="store_true", help="hold Telegram's rate limits")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for the bot, and for its replies")
    return parser.parse_args(arguments)


def main() -> int:
    """1 if a reply is missing."""
    result = asyncio.run(run(parse()))
    say(result)
    return 1 if result["missing"] else 0


if __name__ == "__main__":
    sys.exit(main())
