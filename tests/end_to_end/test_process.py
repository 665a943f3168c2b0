"""The real process, as `make run` starts it with a token."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

from tests.conftest import ROOT
from tests.end_to_end.madoguchi import DEADLINE, STAFF_CHAT, TALK_JA, TOKEN
from tests.telegram_server import Group, TelegramServer, User

START = 120.0
"""Seconds to import everything and to fit the intents, on a busy machine."""


def environment(telegram: TelegramServer, folder: Path) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "STAFF_CHAT_ID": str(STAFF_CHAT),
        "MADOGUCHI_DATA_DIR": str(folder / "data"),
        "KNOWLEDGE_DIR": str(ROOT / "knowledge"),
        "INTENTS_FILE": str(ROOT / "intents.yaml"),
    }


async def first_line_with(words: bytes, output: asyncio.StreamReader) -> bytes:
    """All that was written up to the line that holds the words."""
    seen = b""
    async with asyncio.timeout(START):
        while words not in seen:
            line = await output.readline()
            assert line, seen.decode()
            seen += line
    return seen


async def test_the_process_starts_answers_hands_over_and_ends_on_sigterm_without_a_word_of_the_token(
    telegram: TelegramServer, staff_group: Group, hanako: User, tmp_path: Path
) -> None:
    hanako.says("コメントは全部読んでいますか？")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=tmp_path,
        env=environment(telegram, tmp_path),
        stdout=PIPE,
        stderr=STDOUT,
    )
    assert process.stdout is not None
    try:
        output = await first_line_with(b"Madoguchi is ready: @madoguchi_bot", process.stdout)
        await telegram.wait_for_message(hanako.id, containing="参考訳", timeout=DEADLINE)
        hanako.says(TALK_JA)
        await telegram.wait_for_message(STAFF_CHAT, containing=TALK_JA, timeout=DEADLINE)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(DEADLINE):
            rest, _ = await process.communicate()
    output += rest
    assert process.returncode == 0
    assert TOKEN.partition(":")[2].encode() not in output
    assert b"Traceback" not in output
