"""backup: a copy of the database, while the bot is at work."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.parts import Commands, add_command
from bot.settings import Settings
from bot.store.backup import back_up


def add(commands: Commands) -> None:
    parser = add_command(commands, "backup", _backup, "copy the database (SQLite) while the bot is at work")
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy; it must not be there yet")


def _backup(settings: Settings, chosen: argparse.Namespace) -> int:
    back_up(settings.database, chosen.file)
    print(f"copied to {chosen.file}; keep the key apart from it")
    return 0
