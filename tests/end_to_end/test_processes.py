"""Several processes of one bot: the web side and the work apart, replicas, and how a process ends."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.app.serving import Parts
from tests.content.folder import FILES, Folder
from tests.databases import KEYS, Kind
from tests.end_to_end.http import look
from tests.end_to_end.madoguchi import DEADLINE, STAFF_CHAT, TOKEN, free_port, from_bot
from tests.end_to_end.replica import Replica
from tests.program import Program
from tests.telegram_server import Group, TelegramServer, User

TAKEN_OVER_WITHIN = 10.0
"""Seconds that nobody may be left without an answer when a process dies."""
PRIVATE = "hunter2"
Start = Callable[..., Replica]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(TOKEN, "madoguchi_bot", allow_http_webhook=True) as server:
        yield server


@pytest.fixture
def kind() -> Kind:
    """Several processes share a database."""
    return "postgresql"


@pytest.fixture
async def start(
    telegram: TelegramServer, staff_group: Group, database: str, tmp_path: Path
) -> AsyncIterator[Start]:
    """Starts a replica on the database of the others."""
    async with AsyncExitStack() as at_the_end:

        def start(name: str, **plan: Any) -> Replica:
            replica = Replica(telegram, tmp_path / name, database=database, key=KEYS[0], **plan)
            at_the_end.push_async_callback(replica.end)
            at_the_end.callback(lambda: print(f"--- {name}", replica.log, sep="\n"))
            return replica

        yield start


async def answered(telegram: TelegramServer, user: User, text: str) -> float:
    """Seconds until a message has its answer."""
    began, asked = time.monotonic(), user.says(text)
    await telegram.wait_for_message(user.id, containing=text, after=asked, timeout=DEADLINE)
    return time.monotonic() - began


async def shows(replica: Replica, *figures: str) -> None:
    """Wait until its metrics have these lines."""
    async with asyncio.timeout(DEADLINE):
        while True:
            lines = (await replica.look("/metrics")).text.splitlines()
            if all(f"madoguchi_{line}" in lines for line in figures):
                return
            await asyncio.sleep(0.1)


# --- the web side and the work apart --------------------------------------------------------------


async def test_the_web_side_saves_what_comes_and_says_who_is_missing_until_a_worker_is_there(
    start: Start, telegram: TelegramServer, ann: User
) -> None:
    web = start("web", webhook=True, parts=Parts(work=False))
    await web.logs("Telegram brings updates")
    ann.says("hello")
    await telegram.wait_until(lambda: telegram.deliveries, timeout=DEADLINE)
    assert [delivery.status for delivery in telegram.deliveries] == [200]
    assert await web.look("/healthz") == (200, "ok")
    status, why = await web.look("/readyz")
    assert (status, why.count("\n")) == (503, 0)
    assert "no process is at work" in why
    await shows(web, "inbox_pending 1.0", "recently_handled 0.0")

    start("worker", webhook=True, parts=Parts(web=False))
    await telegram.wait_for_message(ann.id, containing="hello", timeout=DEADLINE)
    assert await web.look("/readyz") == (200, "ready")
    await shows(web, "inbox_pending 0.0", "recently_handled 1.0", "outbox_pending 0.0", "recently_sent 1.0")
    assert telegram.calls_of("getUpdates") == []


async def test_the_program_itself_runs_in_two_parts(
    telegram: TelegramServer, staff_group: Group, database: str, hanako: User, tmp_path: Path
) -> None:
    Folder(tmp_path).fill(FILES)
    port = free_port()
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "STAFF_CHAT_ID": str(STAFF_CHAT),
        "DATABASE_URL": database,
        "ENCRYPTION_KEYS": KEYS[0],
        "WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
    }
    with (
        Program("serve", "--web", cwd=tmp_path, settings=settings) as web,
        Program("serve", "--worker", cwd=tmp_path, settings=settings) as worker,
    ):
        hanako.says("電話番号は？")
        await asyncio.to_thread(web.until, f"listens on port {port}")
        await asyncio.to_thread(worker.until, "Madoguchi is ready: @madoguchi_bot")
        await telegram.wait_for_message(hanako.id, containing="03-0000-0000", timeout=DEADLINE)
        assert await look(port, "/readyz") == (200, "ready")
        for program in (web, worker):
            program.terminate()
            assert await asyncio.to_thread(program.status) == 0
            assert "Traceback" not in await asyncio.to_thread(program.errors)
    assert telegram.calls_of("getUpdates") == []


# --- replicas -------------------------------------------------------------------------------------


async def test_of_two_replicas_one_polls_and_when_it_dies_the_other_takes_over_within_seconds(
    start: Start, telegram: TelegramServer, ann: User, hanako: User
) -> None:
    first = start("first")
    await first.logs("this process is the poller", "this process is the sender")
    second = start("second")
    await second.logs("INFO")
    await answered(telegram, ann, "hello")
    telegram.calls.clear()
    await asyncio.sleep(2)  # both would poll by now
    assert len(telegram.calls_of("getUpdates")) <= 1
    assert "another process polls" not in first.log + second.log

    first.kill()
    seconds = await answered(telegram, hanako, "is anybody there?")
    print(f"answered {seconds:.1f} s after the leader was killed")
    assert seconds < TAKEN_OVER_WITHIN
    assert {"poller", "sender"} <= set(re.findall(r"this process is the (\w+)", second.log))
    assert len(from_bot(telegram, ann.id)) == len(from_bot(telegram, hanako.id)) == 1


async def test_replicas_behind_one_webhook_answer_everything_once(
    start: Start, telegram: TelegramServer, ann: User, hanako: User
) -> None:
    first = start("first", webhook=True)
    await first.logs("Telegram brings updates")
    second = start("second", webhook=True)
    await second.logs("Telegram brings updates")
    for number in range(10):
        for user in (ann, hanako):
            user.says(f"question {chr(97 + number)}")
    await telegram.wait_until(
        lambda: len(from_bot(telegram, ann.id) + from_bot(telegram, hanako.id)) == 20, timeout=DEADLINE
    )
    for user in (ann, hanako):
        letters = [message.text[-1] for message in from_bot(telegram, user.id)]
        assert "".join(letters) == "abcdefghij"


# --- the end --------------------------------------------------------------------------------------


async def test_what_was_acknowledged_before_sigterm_is_answered_before_the_process_ends(
    start: Start, telegram: TelegramServer
) -> None:
    replica = start("only", webhook=True)
    await replica.logs("Telegram brings updates", "this process is the sender")
    asking = [telegram.user(1000 + n, f"User {n}") for n in range(60)]
    for user in asking:
        user.says(f"question of {user.first_name}")
    await telegram.wait_until(lambda: telegram.deliveries, timeout=DEADLINE)
    assert await replica.end() == 0
    accepted = sum(delivery.status == 200 for delivery in telegram.deliveries)
    replies = [from_bot(telegram, user.id) for user in asking]
    print(f"{accepted} of {len(asking)} were acknowledged")
    assert sum(map(len, replies)) == accepted
    assert "Traceback" not in replica.log


# --- a full disk ----------------------------------------------------------------------------------


async def test_a_full_disk_is_named_in_one_line_each_time_and_the_process_lives_on(
    telegram: TelegramServer, staff_group: Group, ann: User, tmp_path: Path
) -> None:
    whole = Replica(telegram, tmp_path / "bot")
    await whole.logs("this process is the sender")
    assert await whole.end() == 0
    full = Replica(telegram, tmp_path / "bot", full_disk=True)
    try:
        for _ in range(100):
            ann.says(f"staff {PRIVATE} " * 200)
        await full.logs("database or disk is full")
        assert (await full.look("/healthz")).status == 200
    finally:
        full.kill()
    told = [line for line in full.log.splitlines() if "full" in line]
    print(*set(told), sep="\n")
    assert all(re.match(r"\S+ \S+ (WARNING|ERROR) bot\.", line) for line in told)
    assert "Traceback" not in full.log
    assert PRIVATE not in full.log
