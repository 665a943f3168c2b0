"""The commands: `python -m bot COMMAND`."""

from bot.cli.program import main

__all__ = ["main"]
