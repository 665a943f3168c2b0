"""Looks at the pictures people send, without holding anybody up."""

from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from bot.core.model import Attachment, Scan
from bot.service.files import apart, scanning
from bot.service.ports import Channel, Channels, TryLater, UserMessage

LARGEST: Final = 10_000_000
"""Bytes of a picture; Telegram hands out files of up to twice that."""
WAIT_SECONDS: Final = 6.0
"""For a picture to be fetched and looked at; without it the person is answered then."""
LOOK_SECONDS: Final = 4.0
"""For a large picture to be looked at: it can be made so that this takes minutes."""
AT_ONCE: Final = 4
_THREADS: Final = 2
log = logging.getLogger(__name__)


class Looker:
    """Fetches pictures through their channels and scans them; a few at once, the others wait their turn."""

    def __init__(self, channels: Channels, seconds: float = WAIT_SECONDS) -> None:
        self._channels = channels
        self._seconds = seconds
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._threads = ThreadPoolExecutor(_THREADS, "looking")

    async def look(self, inbound: UserMessage) -> UserMessage:
        """The message with what its picture shows, and the picture of the message it answers."""
        message, quoted = inbound.message, inbound.message.quoted
        channel = self._channels.of(inbound.chat)
        scan, quoted_scan = await asyncio.gather(
            self._scan(channel, message.attachment),
            self._scan(channel, quoted.attachment if quoted else None),
        )
        if quoted is not None:
            quoted = replace(quoted, scan=quoted_scan)
        return replace(inbound, message=replace(message, scan=scan, quoted=quoted))

    async def _scan(self, channel: Channel, attachment: Attachment | None) -> Scan | None:
        if attachment is None or not attachment.is_picture or attachment.file_id is None:
            return None
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                return await self._fetched_and_scanned(channel, attachment.file_id)
        except TimeoutError:
            log.warning("a picture was not looked at: it took more than %g s", self._seconds)
        except TryLater as error:
            log.warning("a picture was not looked at: %s", error)
        return None

    async def _fetched_and_scanned(self, channel: Channel, file_id: str) -> Scan | None:
        """Threads of our own: one that is overtaken by the time limit still counts as one of them."""
        picture = await channel.fetch(file_id, LARGEST)
        if picture is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._threads, scan_within, picture)


def scan_within(picture: bytes, seconds: float = LOOK_SECONDS) -> Scan | None:
    """What the picture shows; a large one is looked at by a program that can be ended.

    Nothing here is bounded by time but that: the small ones take two seconds at worst.
    """
    if len(picture) > apart.AT_ONCE:
        return _scan_apart(picture, seconds)
    opened = scanning.open_picture(picture)
    if opened is None or scanning.is_small(opened):
        return scanning.scan(picture)
    return _scan_apart(picture, seconds)


def _scan_apart(picture: bytes, seconds: float) -> Scan | None:
    """What was known when the time was up counts, but not as all there is to see."""
    written, to_the_end = apart.look(scanning.__name__, picture, seconds)
    known = _last(written)
    if known is None or to_the_end:
        return known
    return replace(known, unreadable=True) if known.codes else None


def _last(written: bytes) -> Scan | None:
    """The scan on the last whole line."""
    *_, line, _rest = (b"", *written.split(b"\n"))
    if not line:
        return None
    told = json.loads(line)
    return Scan(tuple(told["codes"]), told["unreadable"])
