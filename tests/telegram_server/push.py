"""Delivery to a webhook: of one chat one update at a time, of several chats at once, until it says 2xx."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from http import HTTPStatus
from typing import NamedTuple

import aiohttp

from .distortion import chat_of
from .errors import JsonDict
from .updates import Pending, Signal, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
ANSWER_SECONDS = 60


class Target(NamedTuple):
    url: str
    secret: str
    connections: int


class Delivery(NamedTuple):
    """One attempt; no status if there was no answer."""

    update_id: int
    status: int | None


class Push:
    """Empties the queue into the target while there is one; what it has not delivered stays queued."""

    def __init__(self, queue: UpdateQueue, changed: Signal) -> None:
        self.deliveries: list[Delivery] = []
        self.last_error: JsonDict = {}
        self._queue = queue
        self._changed = changed
        self._target = Target("", "", 1)
        self._slots = asyncio.Semaphore(1)
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._http: aiohttp.ClientSession | None = None

    def start(self, target: Target) -> None:
        """Delivers to this target from now on; a webhook set anew interrupts no delivery."""
        self._target, self._slots, self.last_error = target, asyncio.Semaphore(target.connections), {}
        if self._queue.on_arrival is None:
            self._queue.on_arrival = self._offer
            for waiting in self._queue.pending():
                self._offer(waiting)

    def stop(self) -> None:
        self._queue.on_arrival = None
        self._lanes = {}
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    def _offer(self, waiting: Pending) -> None:
        chat = chat_of(waiting.update)
        if chat in self._lanes:
            self._lanes[chat].append(waiting)
            return
        self._lanes[chat] = deque([waiting])
        task = asyncio.create_task(self._serve(chat, self._lanes[chat]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: int, lane: deque[Pending]) -> None:
        while lane:
            if detour := self._queue.distortion.detour():
                await asyncio.sleep(detour)
            for waiting in self._queue.distortion.turn(lane):
                for _ in range(self._queue.distortion.copies()):
                    await self._deliver(waiting)
                self._queue.remove(waiting)
                self._changed.fire()
        del self._lanes[chat]

    async def _deliver(self, waiting: Pending) -> None:
        pause = FIRST_PAUSE
        while not await self._is_accepted(waiting):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _is_accepted(self, waiting: Pending) -> bool:
        async with self._slots:
            status, problem = await self._post(waiting.update)
        self.deliveries.append(Delivery(waiting.update_id, status))
        if problem:
            self.last_error = {"last_error_date": int(time.time()), "last_error_message": problem}
        self._changed.fire()
        return not problem

    async def _post(self, update: JsonDict) -> tuple[int | None, str]:
        """The status if there was an answer, and what is wrong with it, in Telegram's words."""
        headers = {SECRET_HEADER: self._target.secret} if self._target.secret else {}
        try:
            async with self._session().post(self._target.url, json=update, headers=headers) as answer:
                status = answer.status
                await answer.read()
        except TimeoutError:
            return None, "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return None, "Connection refused"
        except aiohttp.ClientError:
            return None, "Connection reset by peer"
        if 200 <= status < 300:
            return status, ""
        phrase = HTTPStatus(status).phrase
        return status, f"Wrong response from the webhook: {status} {phrase}"

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
            self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout)
        return self._http
