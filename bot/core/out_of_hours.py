"""Told when staff get a person's words while the office is closed: the earliest day, and no promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core import matters
from bot.core.evidence_told import day
from bot.core.model import (
    Append,
    Conversation,
    Escalate,
    Part,
    Report,
    Say,
    StartRequest,
    TicketCommand,
)

_HANDED_OVER = {
    *("ticket.opened", "ticket.added", "ticket.edited", "ticket.reopened", "ticket.passed_on"),
    *("status.added", "report.opened", "request.delete", "request.access", "request.correct"),
}
"""The sentences that say that staff have it."""


def told(parts: Sequence[Part], conversation: Conversation, at: datetime) -> tuple[Part, ...]:
    """The parts; after the last sentence that hands over, when somebody will be there to read it."""
    handing = [part for part in parts if _hands_over(part)]
    if conversation.opens_on is None or not handing:
        return tuple(parts)
    if all(_knows(part, conversation, at) for part in handing):
        return tuple(parts)
    opens = Say("ticket.out_of_hours", {"day": (day(conversation.opens_on),)})
    last = replace(handing[-1], says=_after(handing[-1].says, opens))
    return tuple(last if part is handing[-1] else part for part in parts)


def _hands_over(part: Part) -> bool:
    if not any(say.id in _HANDED_OVER for say in part.says):
        return False
    return isinstance(part, Escalate | StartRequest | Append | Report | TicketCommand)


def _knows(part: Part, conversation: Conversation, at: datetime) -> bool:
    """Whether the person was told just now, of the same ticket."""
    ticket = conversation.ticket(part.number) if isinstance(part, Append) else None
    if ticket is None or ticket.closed_until != conversation.opens_on:
        return False
    return at - ticket.updated_at <= matters.SAME_MATTER


def _after(says: Sequence[Say], opens: Say) -> tuple[Say, ...]:
    """After each sentence that hands over: it may be said in several languages."""
    follows = ((s, replace(opens, language=s.language)) if s.id in _HANDED_OVER else (s,) for s in says)
    return tuple(say for several in follows for say in several)
