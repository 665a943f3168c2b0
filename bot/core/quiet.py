"""Once staff have taken up an enquiry the bot keeps out of that matter: what belongs to it goes to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import matters
from bot.core.asking import asks
from bot.core.intents import NO_INTENT, IntentModel, as_read
from bot.core.model import (
    Answer,
    Append,
    Clarify,
    Conversation,
    Escalate,
    Message,
    Part,
    TicketCommand,
    TicketView,
    Understanding,
)
from bot.core.questions import ENOUGH, SURE, VERY_SURE, Questions


class Quiet:
    """Tells what the bot still says itself while somebody of staff has an enquiry."""

    def __init__(self, intents: IntentModel, questions: Questions) -> None:
        self._intents = intents
        self._questions = questions

    def kept(self, part: Part, message: Message, conversation: Conversation) -> Part:
        """The part, or in its place the message passed on to those who have the enquiry."""
        claimed = matters.claimed(conversation)
        said = message.text.strip() or message.attachment
        if not claimed or message.in_group or not said or self._stands(part, message, conversation, claimed):
            return part
        return pass_on(message, conversation, Understanding(confidence=part.understanding.confidence))

    def _stands(
        self, part: Part, message: Message, conversation: Conversation, claimed: Sequence[TicketView]
    ) -> bool:
        """Whether it is a judged account, what was said of a ticket, or a sure question on another matter."""
        understood = part.understanding
        if understood.accounts or isinstance(part, TicketCommand | Append):
            return True
        if isinstance(part, Clarify):
            return understood.intent == NO_INTENT  # it asks which enquiry is meant
        if self._questions.is_new_matter(message.text):
            return True
        if isinstance(part, Answer) and understood.intent == "smalltalk":
            return _speaks_to_the_bot(message, conversation, claimed)
        tells = not asks(message.text)
        if tells and isinstance(part, Escalate):
            return False
        enough = VERY_SURE if tells or matters.pointed_at(conversation) in claimed else SURE
        return understood.confidence >= enough and not any(
            matters.is_about_it(ticket, message.text) or self._topic(ticket) == understood.topic
            for ticket in claimed
        )

    def _topic(self, ticket: TicketView) -> str:
        """What a ticket is about, as far as its own words tell."""
        reading = self._intents.read(as_read(ticket.subject))
        topic = reading.topic if reading.confidence >= ENOUGH else None
        return topic.key if topic else ""


def pass_on(message: Message, conversation: Conversation, understanding: Understanding) -> Part:
    """The message added to the enquiry that it belongs to, of those that staff have."""
    ticket = matters.taken_up(message, conversation)
    about = replace(conversation, about=ticket.number) if ticket else conversation
    return matters.hand_over(message, about, understanding)


def once(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, with one message added no more than once to a ticket."""
    added = [part.number if isinstance(part, Append) else None for part in parts]
    return tuple(
        part for place, part in enumerate(parts) if added[place] is None or added[place] not in added[:place]
    )


def _speaks_to_the_bot(message: Message, conversation: Conversation, claimed: Sequence[TicketView]) -> bool:
    """Whether what was spoken of last is not what staff have, so that thanks are for the bot."""
    pointed = matters.pointed_at(conversation)
    if pointed is not None:
        return pointed not in claimed
    under_way = matters.under_way(conversation, message.at)
    if under_way is not None and under_way not in claimed:
        return True
    last = conversation.last
    if last is None or last.ticket is not None or message.at - last.at > matters.SAME_MATTER:
        return False
    return all(ticket.updated_at <= last.at for ticket in claimed)
