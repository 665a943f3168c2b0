"""verify: JSON lines in, verdicts on the accounts they point to out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.channels.verify_jsonl import verify_line
from bot.cli.parts import Commands, add_command, print_utf8
from bot.content.loader import load_registry
from bot.core.accounts.verdict import Verifier
from bot.settings import Settings


def add(commands: Commands) -> None:
    parser = add_command(commands, "verify", _verify, "judge the accounts in JSON lines from standard input")
    parser.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line, in and out"
    )
    parser.add_argument(
        "--organization", type=Path, metavar="FILE", help="another list of accounts: an organization.yaml"
    )


def _verify(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    file = chosen.organization or settings.knowledge_dir / "organization.yaml"
    verifier = Verifier(load_registry(file))
    while line := sys.stdin.buffer.readline():
        if line.strip():
            found = verify_line(line.decode("utf-8", errors="replace"), verifier)
            print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0
