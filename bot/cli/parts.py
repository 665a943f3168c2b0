"""What several commands have in common."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar

from tqdm import tqdm

from bot.settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What add_subparsers gives; argparse has no public name for it."""
T = TypeVar("T")
Run = Callable[[Settings, argparse.Namespace], int]


def add_command(commands: Commands, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    """A command with its line of help."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def add_content_options(parser: argparse.ArgumentParser) -> None:
    """Lets a command work on content other than that of the settings."""
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="another knowledge folder")
    parser.add_argument("--intents", type=Path, metavar="FILE", help="another intents.yaml")


def with_content(settings: Settings, chosen: argparse.Namespace) -> Settings:
    """The settings with the content that was chosen."""
    return settings.model_copy(
        update={
            "knowledge_dir": chosen.knowledge or settings.knowledge_dir,
            "intents_file": chosen.intents or settings.intents_file,
        }
    )


def print_utf8() -> None:
    """Whatever the terminal's encoding: what is printed is read by programs, and Japanese must not end it."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream


def shown_progress(items: Iterable[T], unit: str, total: int | None = None) -> Iterator[T]:
    """The same items, with a progress bar on standard error where somebody is watching."""
    return iter(tqdm(items, total=total, unit=unit, disable=None, leave=False))
