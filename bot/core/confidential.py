"""What only those who lead the staff may read: decided on the whole of what staff would get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import matters
from bot.core.accusing import accuses
from bot.core.asking import asks, clauses
from bot.core.handbook import FOR_STAFF, Handbook, Topic
from bot.core.intents import IntentModel, as_read
from bot.core.model import (
    OPEN_STATES,
    Append,
    Conversation,
    Escalate,
    Message,
    Part,
    Report,
    Say,
    StartRequest,
    TicketCommand,
    TicketView,
)
from bot.core.questions import ENOUGH, SURE, VERY_SURE, Questions
from bot.core.text import normalise

_ADDED = {"ticket.added", "ticket.edited", "ticket.reopened", "ticket.passed_on", "status.added"}
_HINT = 0.02
"""A sentence that is as likely as this to be confidential is no sure question on another matter."""
_MATTERS = {"escalate", "request"}


class Confidential:
    """Knows from the topics for leads which words are not for everybody of staff, and what goes with them."""

    def __init__(self, handbook: Handbook, intents: IntentModel, questions: Questions) -> None:
        topics = [topic for topic in handbook.topics if topic.leads]
        self._keys = {topic.key for topic in topics}
        self._phrases = tuple(normalise(phrase) for topic in topics for phrase in topic.phrases)
        self._intents = intents
        self._questions = questions

    def keep(self, parts: Sequence[Part], message: Message, conversation: Conversation) -> tuple[Part, ...]:
        """The parts; what is confidential opens a ticket of its own, and is not added to one for all."""
        return tuple(self._kept(p, message, conversation) for p in parts) if self._keys else tuple(parts)

    def _kept(self, part: Part, message: Message, conversation: Conversation) -> Part:
        match part:
            case Escalate() | StartRequest() | Report() if self.is_meant(part.matter):
                return replace(part, for_leads=True)
            case Append() | TicketCommand(command="reopen") if self.is_meant(part.matter):
                ticket = conversation.ticket(part.number)
                return part if ticket and ticket.for_leads else _of_its_own(part)
        confided = matters.in_confidence(conversation, message.at)
        return self._beside(confided, part, message, conversation) if confided else part

    def _beside(
        self, confided: Sequence[TicketView], part: Part, message: Message, conversation: Conversation
    ) -> Part:
        """The part after something was confided: it goes with that, unless it surely is another matter."""
        match part:
            case Escalate(urgent=True):
                return replace(part, for_leads=True)
            case Escalate() | StartRequest() | Report() if not self._is_another(part.matter, confided):
                ticket = _latest(confided)
                if isinstance(part, Escalate) and ticket and not self._is_apart(part.matter):
                    return _added_to(ticket, part)
                return replace(part, for_leads=True)
            case Append() | TicketCommand(command="reopen"):
                theirs = conversation.ticket(part.number)
                ours = theirs is None or theirs.for_leads or _belongs(theirs, confided, message, conversation)
                if ours or self._is_another(part.matter, confided):
                    return part
                ticket = _latest(confided)
                return _added_to(ticket, part) if ticket else _of_its_own(part)
        return part

    def is_meant(self, text: str) -> bool:
        """Whether a text says so by a phrase, accuses the office, or likely means it, whole or in a part."""
        said = normalise(text)
        if any(phrase in said for phrase in self._phrases) or accuses(text):
            return True
        parts = clauses(text)
        self._intents.look_at([*map(as_read, (text, *parts))])
        return self._chance(text) >= ENOUGH or any(self._chance(part) >= SURE for part in parts)

    def _chance(self, text: str) -> float:
        return sum(p for topic, p in self._intents.read(as_read(text)).topics if topic.key in self._keys)

    def _is_another(self, text: str, confided: Sequence[TicketView]) -> bool:
        """Whether a text surely asks about another matter than what was confided, in every sentence."""
        if any(matters.is_about_it(ticket, text) for ticket in confided):
            return False
        if self._questions.is_new_matter(text) and asks(text):
            return True
        said = [(clause, self._surely(clause)) for clause in clauses(text)]
        return any(topic and topic.intent != "smalltalk" for _, topic in said) and all(
            topic and (asks(clause) or topic.intent == "smalltalk") for clause, topic in said
        )

    def _is_apart(self, text: str) -> bool:
        """Whether a text, though it may be confidential, says or tells surely of a matter of its own."""
        topics = map(self._surely, clauses(text))
        return self._questions.is_new_matter(text) or any(
            t is not None and t.does in _MATTERS for t in topics
        )

    def _surely(self, clause: str) -> Topic | None:
        """What a sentence surely is about, if that is a matter of its own and in no way confidential."""
        reading = self._intents.read(as_read(clause))
        topic, enough = reading.topic, SURE if asks(clause) else VERY_SURE
        if topic is None or reading.confidence < enough or self._chance(clause) >= _HINT:
            return None
        return topic if topic.does in _MATTERS or topic.does not in FOR_STAFF else None


def _latest(confided: Sequence[TicketView]) -> TicketView | None:
    """The ticket to which more of what was confided is added: not one that was withdrawn."""
    kept = (ticket for ticket in confided if ticket.state != "withdrawn")
    return max(kept, key=lambda t: (t.state in OPEN_STATES, t.updated_at), default=None)


def _belongs(
    ticket: TicketView, confided: Sequence[TicketView], message: Message, conversation: Conversation
) -> bool:
    """Whether a message belongs to a ticket that everybody reads: pointed at, meant, or just spoken of."""
    if matters.pointed_at(conversation) == ticket:
        return True
    if any(matters.is_about_it(one, message.text) for one in confided):
        return False
    if matters.is_about_it(ticket, message.text):
        return True
    last = conversation.last
    by_them = last is not None and last.ticket == ticket.number
    by_staff = ticket.state not in {"new", "claimed"} and all(
        one.updated_at < ticket.updated_at for one in confided
    )
    return (by_them or by_staff) and message.at - ticket.updated_at <= matters.SAME_MATTER


def _of_its_own(part: Append | TicketCommand) -> Escalate:
    says = tuple(Say("ticket.opened", language=s.language) if s.id in _ADDED else s for s in part.says)
    understanding, buttons = part.understanding, matters.ticket_buttons()
    return Escalate(understanding, says, buttons, part.matter, part.urgent, part.attachments, for_leads=True)


def _added_to(ticket: TicketView, part: Escalate | Append | TicketCommand) -> Part:
    """The part as more on a ticket; what is said of where it went is said of that one."""
    added = matters.add(
        ticket, part.matter, part.understanding, urgent=part.urgent, attachments=part.attachments
    )
    (told,) = added.says
    says = (
        replace(told, language=s.language) if s.id in {*_ADDED, "ticket.opened"} else s for s in part.says
    )
    return replace(added, says=tuple(says))
