"""redact: JSON lines in, the same texts without personal data out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.channels.redact_jsonl import redact_line
from bot.cli.parts import Commands, add_command, print_utf8
from bot.content.own_contacts import load_own_contacts
from bot.settings import Settings


def add(commands: Commands) -> None:
    parser = add_command(commands, "redact", _redact, "mask personal data in JSON lines from standard input")
    parser.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line, in and out"
    )
    parser.add_argument(
        "--organization",
        type=Path,
        metavar="FILE",
        help="whose published contacts stay: another organization.yaml",
    )


def _redact(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    keep = load_own_contacts(chosen.organization or settings.knowledge_dir / "organization.yaml")
    while line := sys.stdin.buffer.readline():
        if line.strip():
            found = redact_line(line.decode("utf-8", errors="replace"), keep)
            print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0
