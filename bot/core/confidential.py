"""What only those who lead the staff may read: decided on the whole of what staff would get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import matters
from bot.core.asking import clauses
from bot.core.handbook import Handbook
from bot.core.intents import IntentModel, as_read
from bot.core.model import Append, Conversation, Escalate, Part, Say, StartRequest, TicketCommand
from bot.core.questions import ENOUGH, SURE
from bot.core.text import normalise

_ADDED = {"ticket.added", "ticket.edited", "ticket.reopened", "ticket.passed_on"}


class Confidential:
    """Knows from the topics for leads which words are not for everybody of staff."""

    def __init__(self, handbook: Handbook, intents: IntentModel) -> None:
        topics = [topic for topic in handbook.topics if topic.leads]
        self._keys = {topic.key for topic in topics}
        self._phrases = tuple(normalise(phrase) for topic in topics for phrase in topic.phrases)
        self._intents = intents

    def keep(self, parts: Sequence[Part], conversation: Conversation) -> tuple[Part, ...]:
        """The parts; what is confidential opens a ticket of its own, and is not added to one for all."""
        return tuple(self._kept(part, conversation) for part in parts) if self._keys else tuple(parts)

    def _kept(self, part: Part, conversation: Conversation) -> Part:
        match part:
            case Escalate() | StartRequest() if self.is_meant(part.matter):
                return replace(part, for_leads=True)
            case Append() | TicketCommand(command="reopen") if self.is_meant(part.matter):
                ticket = conversation.ticket(part.number)
                return part if ticket and ticket.for_leads else _of_its_own(part)
        return part

    def is_meant(self, text: str) -> bool:
        """Whether a text says so by a phrase, likely means it as a whole, or surely in a part of it."""
        said = normalise(text)
        if any(phrase in said for phrase in self._phrases):
            return True
        parts = clauses(text)
        self._intents.look_at([*map(as_read, (text, *parts))])
        return self._chance(text) >= ENOUGH or any(self._chance(part) >= SURE for part in parts)

    def _chance(self, text: str) -> float:
        return sum(p for topic, p in self._intents.read(as_read(text)).topics if topic.key in self._keys)


def _of_its_own(part: Append | TicketCommand) -> Escalate:
    says = tuple(Say("ticket.opened", language=s.language) if s.id in _ADDED else s for s in part.says)
    understanding, buttons = part.understanding, matters.ticket_buttons()
    return Escalate(understanding, says, buttons, part.matter, part.urgent, part.attachments, for_leads=True)
