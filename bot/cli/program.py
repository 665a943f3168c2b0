"""Reads the command line, runs the command, and turns what went wrong into one line and an exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from types import ModuleType

from bot.errors import ContentError, MadoguchiError
from bot.settings import Settings, load_settings

_COMMANDS = {
    "serving": {"serve"},
    "chatting": {"chat"},
    "asking": {"ask"},
    "verifying": {"verify"},
    "redacting": {"redact"},
    "content": {"check", "explain"},
    "settings_table": {"settings"},
    "evaluating": {"evaluate"},
    "measuring": {"evaluate intents", "evaluate retrieval"},
    "backing_up": {"backup"},
    "store": {"migrate", "ready", "dead-letters", "retry", "feedback", "retention", "new-key"},
}
"""By the module that has them: only the one that is asked for is loaded, all of them take seconds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 when a check failed, 2 when it could not run."""
    given = _joined(sys.argv[1:] if arguments is None else arguments)
    chosen = _parser(_modules(given)).parse_args(given)
    try:
        status: int = chosen.run(load_settings(), chosen)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except MadoguchiError as error:
        for line in str(error).splitlines():
            print(f"madoguchi: {line}", file=sys.stderr)
        return int(chosen.failed)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _modules(given: Sequence[str]) -> list[str]:
    """Those that the command line needs; all when it names no command, or asks for help."""
    if not given:
        return []
    return [module for module, names in _COMMANDS.items() if given[0] in names] or list(_COMMANDS)


def _load(module: str) -> ModuleType:
    return import_module(f"bot.cli.{module}")


def _parser(modules: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="madoguchi", description="The window where people ask.")
    parser.set_defaults(run=_run, web=False, worker=False, failed=2)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands (without one: serve)")
    for module in modules:
        _load(module).add(commands)
    return parser


def _joined(arguments: Sequence[str]) -> Sequence[str]:
    """A command of two words is one name to argparse."""
    first_two = " ".join(arguments[:2])
    return [first_two, *arguments[2:]] if first_two in _COMMANDS["measuring"] else arguments


def _run(settings: Settings, chosen: argparse.Namespace) -> int:
    return int(_load("serving").serve(settings, chosen))
