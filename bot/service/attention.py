"""How long something may wait until staff are told again, and when somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store import facts
from bot.store.engine import Transaction

_QUEUE_OPENED = "queue_opened"


@dataclass(frozen=True, slots=True)
class Attention:
    """After how long staff are reminded and what nobody answers is closed, by the settings."""

    remind_unclaimed_hours: int = 4
    """Office hours."""
    remind_unanswered_days: int = 3
    """Working days."""
    queue_unseen_days: int = 3
    """Working days."""
    close_unanswered_days: int = 30
    closing_warning_days: int = 5
    """Before an unanswered enquiry is closed."""


async def queue_opened(tx: Transaction, at: datetime) -> None:
    """Somebody of staff has opened the queue."""
    await facts.put(tx, _QUEUE_OPENED, at.isoformat())


async def queue_last_opened(tx: Transaction) -> datetime | None:
    opened = await facts.get(tx, _QUEUE_OPENED)
    return datetime.fromisoformat(opened) if opened else None
