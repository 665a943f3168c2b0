"""Reads the command line, runs the command, and turns what went wrong into one line and an exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.cli import asking, chatting, content, evaluating, measuring, redacting, serving, store, verifying
from bot.errors import ContentError, MadoguchiError
from bot.settings import Settings, load_settings

_GROUPS = (serving, chatting, asking, verifying, redacting, content, evaluating, measuring, store)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 when a check failed, 2 when it could not run."""
    chosen = _parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="madoguchi", description="The window where people ask.")
    parser.set_defaults(run=_run, web=False, worker=False, failed=2)
    commands = parser.add_subparsers(
        metavar="COMMAND", title="commands (without one: serve if a token is set, else chat)"
    )
    for group in _GROUPS:
        group.add(commands)
    return parser


def _joined(arguments: Sequence[str]) -> Sequence[str]:
    """A command of two words is one name to argparse."""
    first_two = " ".join(arguments[:2])
    return [first_two, *arguments[2:]] if first_two in measuring.OF_TWO_WORDS else arguments


def _run(settings: Settings, chosen: argparse.Namespace) -> int:
    return (serving.serve if settings.telegram_bot_token else chatting.chat)(settings, chosen)
