"""The settings as a table, for documents and for whoever wants to see what is set."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from bot.app.shown_settings import default_settings, shown_settings
from bot.cli.parts import Commands, add_command, print_utf8
from bot.console.desk import Setting
from bot.settings import Settings


def add(commands: Commands) -> None:
    text = (
        "print every setting with its value and meaning, as a Markdown table; of a secret only if it is set"
    )
    parser = add_command(commands, "settings", _settings, text)
    parser.add_argument("--defaults", action="store_true", help="the values where nothing is set")


def _settings(settings: Settings, chosen: argparse.Namespace) -> int:
    print_utf8()
    shown = default_settings() if chosen.defaults else shown_settings(settings)
    print(table(shown, "default" if chosen.defaults else "value"))
    return 0


def table(settings: Iterable[Setting], second: str) -> str:
    """A table in Markdown; `second` is the heading of the values."""
    rows = [f"| `{one.name}` | {_cell(one.value)} | {_cell(one.meaning)} |" for one in settings]
    return "\n".join((f"| setting | {second} | meaning |", "| --- | --- | --- |", *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
