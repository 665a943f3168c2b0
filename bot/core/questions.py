"""One question, one part of the reply: answered, asked back, recorded as a demand, or handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core import matters, own_data
from bot.core.answers import NONE_OF_THESE, Answers
from bot.core.asking import asks
from bot.core.commands import Commands
from bot.core.courtesy import is_courtesy, objects
from bot.core.handbook import FOR_STAFF, Does, Handbook, Topic
from bot.core.intents import HALF, IntentModel, Reading, as_read
from bot.core.model import (
    Button,
    Clarify,
    Command,
    Conversation,
    Language,
    Message,
    Part,
    Say,
    StartRequest,
    Suggestion,
    TicketState,
    TicketView,
    Understanding,
)
from bot.core.retrieval import SectionIndex
from bot.core.text import normalise

ENOUGH = 0.35
"""Below this confidence the bot asks back.

Of .25 to .5, tried on messages of writers who had not seen the examples, the lower ones answered more of
them rightly; but with a small handbook they answer a mere "hm" too.
"""
SURE = 0.6
"""From here on a sentence is taken at its word."""
VERY_SURE = 0.8
"""From here on a reply about a ticket is answered as a question of its own."""
_MOST_SUGGESTIONS = 3
_WAITING: frozenset[TicketState] = frozenset({"new", "claimed"})
_OF_ITS_OWN: frozenset[Does] = frozenset({"escalate", "crisis", "new_matter", "cancel"})
"""What staff get as a matter of its own, where it is said surely enough."""


class Questions:
    """Turns a question that was read into a part of the reply."""

    def __init__(
        self,
        handbook: Handbook,
        intents: IntentModel,
        index: SectionIndex,
        answers: Answers,
        commands: Commands,
    ) -> None:
        self._intents = intents
        self._index = index
        self._answers = answers
        self._commands = commands
        self._contacts = handbook.phrases("contact")
        self._demands = handbook.phrases("request")
        self._new_matter = tuple(phrase for phrase, _ in handbook.phrases("new_matter"))

    def part(
        self, message: Message, conversation: Conversation, language: Language, reading: Reading
    ) -> Part:
        """What is said to a question, and what becomes of it."""
        topic = reading.topic
        ticket = matters.pointed_at(conversation) or matters.under_way(conversation, message.at)
        new_matter = self.is_new_matter(message.text)
        if ticket and not new_matter and _goes_on(ticket, message, conversation, reading):
            return self.go_on(ticket.number, message, conversation, reading)
        dealt = matters.dealt_with(conversation, message.at)
        if dealt and not new_matter and not self._is_clear(reading, message.text, dealt):
            return self.go_on(dealt.number, message, conversation, reading)
        if matters.pointed_at(conversation) and reading.confidence < VERY_SURE:
            return self._staff(message, conversation, reading)
        if topic is None or topic.does in FOR_STAFF or not self._in_place(topic, conversation):
            return self._staff(message, conversation, reading)
        if reading.confidence < ENOUGH:
            return self._unsure(message, conversation, language, reading)
        if topic.does == "request":
            return self.request(topic, message, conversation, language, reading.confidence)
        answer = self._answers.topic(topic, language, reading.confidence, self._sections(message.text, topic))
        fields = self._fields(message.text) if topic.does == "contact" else ()
        return self._answers.several_contacts(answer, fields, language) if len(fields) > 1 else answer

    def go_on(self, number: int, message: Message, conversation: Conversation, reading: Reading) -> Part:
        """Add to the ticket under way; after a demand about personal data it is still that demand."""
        last = conversation.last
        understanding = Understanding(confidence=reading.confidence)
        if last and last.request and last.ticket == number:
            understanding = Understanding(
                last.intent, last.topic, reading.confidence, last.sections, request=last.request
            )
        return matters.hand_over(message, replace(conversation, about=number), understanding)

    def _in_place(self, topic: Topic, conversation: Conversation) -> bool:
        last = conversation.last
        return not topic.follows or (last is not None and last.intent == topic.intent)

    def _sections(self, text: str, topic: Topic) -> tuple[str, ...]:
        """The topic's own sections first, then the likeliest of what else the index finds."""
        read = as_read(text)
        hits = self._index.search(read, self._intents.vector(read), limit=_MOST_SUGGESTIONS)
        found = tuple(hit.id for hit in hits)
        return tuple(dict.fromkeys((*topic.sections, *found)))

    def _staff(self, message: Message, conversation: Conversation, reading: Reading) -> Part:
        topic, probability = next(((t, p) for t, p in reading.topics if t.does in FOR_STAFF), (None, 0.0))
        if topic is not None and topic.does == "status" and probability >= ENOUGH:
            return self._status(message, conversation)
        if topic is not None and topic.does == "cancel" and conversation.open_tickets:
            if _says(message.text, topic.phrases):
                return self._commands.cancel(conversation, message.text)
            if probability >= SURE:  # it may as well be another matter that is to be cancelled
                which = self._commands.ask_which(conversation)
                return replace(which, buttons=(*which.buttons, NONE_OF_THESE))
        understanding = Understanding("none", topic.key if topic else "", reading.confidence)
        new_matter = self.is_new_matter(message.text)
        return matters.hand_over(message, conversation, understanding, topic, new_matter)

    def _status(self, message: Message, conversation: Conversation) -> Part:
        """Where the person's enquiries stand, and staff hear that they ask: it may be said in a complaint."""
        told = self._commands.status(conversation)
        tickets = matters.meant(conversation.open_tickets, message.text) or conversation.open_tickets
        if not tickets or message.in_group:
            return told
        ticket = matters.pointed_at(conversation) or max(tickets, key=lambda t: t.updated_at)
        added = matters.add(ticket, message.text, told.understanding, attachments=message.attachments)
        says = (Say("status.added", {"number": str(ticket.number)}), *told.says)
        return replace(added, says=says, buttons=told.buttons) if ticket.state in _WAITING else added

    def _is_clear(self, reading: Reading, text: str, dealt: TicketView) -> bool:
        """Whether a text has its own answer or is a matter of its own, not more on what was dealt with."""
        if not reading.topics:
            return False
        likeliest, probability = reading.topics[0]
        if (likeliest.does == "cancel" and probability >= HALF) or self._has_own_reply(reading, text):
            return True
        of_its_own = likeliest.does in _OF_ITS_OWN and probability >= SURE
        return of_its_own and not matters.shares_words(dealt, text)

    def _has_own_reply(self, reading: Reading, text: str) -> bool:
        """Demands need not be as sure as answers; thanks are only thanks where nothing is objected to."""
        topic = reading.topic
        if topic is None or topic.does in FOR_STAFF:
            return False
        if topic.intent == "smalltalk" and (not asks(text) or objects(text)):
            return is_courtesy(text, self._intents, SURE)
        return reading.confidence >= (ENOUGH if topic.does == "request" else SURE)

    def is_new_matter(self, text: str) -> bool:
        """Whether a text says that it is a matter of its own."""
        return _says(text, self._new_matter)

    def _unsure(
        self, message: Message, conversation: Conversation, language: Language, reading: Reading
    ) -> Part:
        """Ask which was meant, but never twice in a row: then staff get it."""
        likely = [t for t, _ in reading.topics if t.label and t.does not in FOR_STAFF][:_MOST_SUGGESTIONS]
        if not likely or (conversation.last is not None and conversation.last.clarified):
            return self._staff(message, conversation, reading)
        buttons = tuple(
            Button(Say("button.topic", {"label": (t.label or {})[language]}), Command("topic", t.key))
            for t in likely
        )
        suggestions = tuple(Suggestion(t.intent, t.name, next(iter(t.sections), None)) for t in likely)
        understanding = Understanding(
            reading.intent, likely[0].key, reading.confidence, suggestions=suggestions
        )
        return Clarify(understanding, (Say("clarify"),), (*buttons, NONE_OF_THESE))

    def _fields(self, text: str) -> tuple[str, ...]:
        """The contacts that a text names, first named first."""
        said = normalise(text)
        named = ((said.find(normalise(phrase)), topic.field) for phrase, topic in self._contacts)
        return tuple(
            dict.fromkeys(field for at, field in sorted(named, key=lambda n: n[0]) if at >= 0 and field)
        )

    def demand(self, text: str) -> Topic | None:
        """The demand about personal data that a text makes in so many words."""
        return next((topic for phrase, topic in self._demands if _says(text, (phrase,))), None)

    def request(
        self,
        topic: Topic,
        message: Message,
        conversation: Conversation,
        language: Language,
        confidence: float,
    ) -> Part:
        """A demand about the person's own data; said again, it goes to the ticket that it opened."""
        answer = self._answers.topic(topic, language, confidence, topic.sections)
        last = conversation.last
        about = replace(conversation, about=last.ticket if last else None)
        if last and last.request == topic.request and matters.pointed_at(about):
            part = matters.hand_over(message, about, answer.understanding, topic)
            return replace(part, buttons=(*own_data.buttons_for(topic.request), *part.buttons))
        return StartRequest(
            answer.understanding,
            (Say(f"request.{topic.request}"), *own_data.at_once(topic.request), *answer.says),
            (*own_data.buttons_for(topic.request), *matters.ticket_buttons()),
            message.text,
            message.attachments,
        )


def _goes_on(ticket: TicketView, message: Message, conversation: Conversation, reading: Reading) -> bool:
    """Whether a message belongs to the ticket under way: it is vague, or tells more and asks nothing."""
    if not reading.is_vague:
        if matters.is_outcry(message.text) and reading.confidence < VERY_SURE:
            return True
        return not asks(message.text) and (_tells_more(reading) or _complains(reading, message.text))
    likeliest = reading.topics[0][0] if reading.topics else None
    return matters.goes_on(ticket, message, conversation, likeliest)


def _complains(reading: Reading, text: str) -> bool:
    """Whether thanks turn into something else ("but ...")."""
    return reading.intent == "smalltalk" and objects(text)


def _tells_more(reading: Reading) -> bool:
    """Whether what is for staff goes on with what was said before, and is not surely another matter."""
    topic = reading.topic
    if topic is None or topic.does in {"background", "more"}:
        return True
    return topic.does == "escalate" and reading.confidence < VERY_SURE


def _says(text: str, phrases: Iterable[str]) -> bool:
    text = normalise(text)
    return any(normalise(phrase) in text for phrase in phrases)
