"""What every bot's process needs, imported and read once before they are forked."""

from __future__ import annotations

import bot.app.serving
import tests.faults.bots
from tests.faults.fixed import fixed_assistant

__all__ = ["bot", "tests"]

fixed_assistant()
