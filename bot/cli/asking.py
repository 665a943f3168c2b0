"""ask: JSON lines in, decisions out."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from bot.app.dialogues import open_dialogues
from bot.cli.parts import Commands, add_command, add_content_options, print_utf8, with_content
from bot.settings import Settings


def add(commands: Commands) -> None:
    parser = add_command(commands, "ask", _ask, "answer JSON lines from standard input")
    parser.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line, in and out"
    )
    add_content_options(parser)


def _ask(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    content = with_content(settings, chosen)
    with asyncio.Runner() as runner:
        dialogues = runner.run(open_dialogues(settings, content.knowledge_dir, content.intents_file))
        try:
            while line := sys.stdin.buffer.readline():
                if line.strip():
                    found = runner.run(dialogues.answer(line.decode("utf-8", errors="replace")))
                    print(json.dumps(found, ensure_ascii=False), flush=True)
        finally:
            runner.run(dialogues.close())
    return 0
