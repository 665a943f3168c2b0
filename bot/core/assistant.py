"""What to do with a message. Pure: the same message in the same conversation gets the same decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import matters, out_of_hours, quiet
from bot.core.accounts.named import asks_about_a_name, without_parts
from bot.core.accounts.references import Reference
from bot.core.accounts.verdict import worst
from bot.core.answers import Answers
from bot.core.asking import clauses
from bot.core.commands import PRESSABLE, Commands
from bot.core.confidential import Confidential
from bot.core.embedding import Encoder
from bot.core.feedback import Feedback
from bot.core.handbook import Handbook, Section, Topic
from bot.core.intents import IntentModel, Reading, as_read
from bot.core.language import detect
from bot.core.minding import mind
from bot.core.model import (
    OPEN_STATES,
    AccountFinding,
    Answer,
    Append,
    Clarify,
    Conversation,
    Decision,
    Escalate,
    Language,
    Message,
    Part,
    Say,
    StartRequest,
    TicketCommand,
    Turn,
    Understanding,
)
from bot.core.models import Models, learn_from
from bot.core.pictures import beside_words, without_words
from bot.core.pointing import named, pointed
from bot.core.questions import ENOUGH, SURE, Questions
from bot.core.quiet import Quiet
from bot.core.quoting import quoted
from bot.core.reporting import reportable
from bot.core.retrieval import SectionIndex
from bot.core.several import Several
from bot.core.text import LONGEST, normalise, sentences

_COVERED, _MEANT = 0.5, 0.55
"""Of a question's words, or of its meaning: with less a section speaks of something else."""
_IN_PRIVATE = {"scan.no_code", "scan.unreadable", "account.report", "privacy.rights", "ask.what"}


def prepare(
    handbook: Handbook,
    username: str | None = None,
    encoder: Encoder | None = None,
    models: Models | None = None,
) -> Assistant:
    """An assistant. `username` is the bot's own in its channel, without "@".

    `models` is what was learnt before from the same handbook with the same encoder; else it is learnt now.
    """
    models = models or learn_from(handbook, encoder)
    intents = IntentModel(handbook.topics, models.learnt, encoder)
    assistant = Assistant(handbook, intents, models.index, username)
    for load in (detect, intents.read):  # what they load on first use, the first person need not wait for
        load("zzz zzzz")
    return assistant


class Assistant:
    """Decides what to do with each message from the handbook alone."""

    def __init__(
        self, handbook: Handbook, intents: IntentModel, index: SectionIndex, username: str | None
    ) -> None:
        self.handbook = handbook
        self._username = username
        self._intents = intents
        self._index = index
        self._answers = Answers(handbook, username)
        self._commands = Commands(handbook, self._answers)
        self._english = _vocabulary(handbook, "en")
        self._questions = Questions(handbook, intents, index, self._answers, self._commands)
        self._quiet = Quiet(intents, self._questions)
        self._confidential = Confidential(handbook, intents, self._questions)
        self._several = Several(intents)
        self._feedback = Feedback(handbook)
        self._crisis_phrases = tuple((normalise(p), t) for p, t in handbook.phrases("crisis"))

    def crisis_contacts(self, language: Language) -> tuple[Say, ...]:
        """Where somebody in distress or danger can call at once."""
        return self._answers.crisis_contacts(language)

    def instead(self, finding: AccountFinding, language: Language) -> tuple[Say, ...]:
        """The official accounts to use instead of one that was reported."""
        return self._answers.instead((finding,), language)

    def sections_for(self, text: str, most: int) -> tuple[Section, ...]:
        """The sections that speak of what a text asks, best first; none where nothing is near."""
        read = as_read(text)
        self._intents.read(read)  # its vector is made there
        hits = self._index.search(read, self._intents.vector(read), most)
        near = (h for h in hits if h.coverage >= _COVERED or h.cosine >= _MEANT)
        return tuple(self.handbook.section(h.id) for h in near)

    def known_as(self, username: str) -> Assistant:
        """The same assistant under the @username that its channel gave it."""
        if username == self._username:
            return self
        return Assistant(self.handbook, self._intents, self._index, username)

    def decide(self, message: Message, conversation: Conversation) -> Decision:
        """The parts of the reply in order, and what to remember; never raises, whatever a person sends."""
        message = self._feedback.as_pressed(message, conversation)
        decision = self._decide(message, conversation)
        if message.in_group:
            decision = self._for_all_to_read(decision)
        keep = (*self.handbook.organization.published, *decision.asked_about)
        parts = quiet.once(self._confidential.keep(decision.parts, message, conversation))
        parts = out_of_hours.told(parts, conversation, message.at)
        decision = replace(decision, parts=mind(message, parts, conversation, keep))
        if message.in_group:
            return decision
        return self._feedback.ask(decision, message, conversation)

    def _decide(self, message: Message, conversation: Conversation) -> Decision:
        written = detect(message.text, self._english) if message.text and not message.command else None
        language = self.language(message, conversation, written)
        crisis = self._crisis(message.command.argument if message.command else message.text)
        if crisis:
            parts: tuple[Part, ...] = (self._distress(crisis, message, conversation, language),)
            return self._said(message, conversation, language, parts)
        if message.command:
            return self._commands.decide(message.command, message, conversation, language)
        if message.edited and matters.pointed_at(conversation):
            part = matters.hand_over(message, conversation, Understanding())
            return Decision(language, (part,), conversation.last)
        if message.attachment and not message.text.strip() and not pointed(message):
            return self._attachment(message, conversation, language)
        if written is not None and written not in self.handbook.languages:
            return self._other_language(message, conversation, language)
        wished = self._language_wished(message, conversation)
        if wished:
            return self._again(wished, conversation, message)
        return self._said(message, conversation, language, self._parts(message, conversation, language))

    def _language_wished(self, message: Message, conversation: Conversation) -> Language | None:
        """The language that a message asks for, if that is what it asks; surely, where staff may be meant."""
        reading = self._intents.read(as_read(message.text))
        topic, enough = reading.topic, SURE if matters.claimed(conversation) else ENOUGH
        return topic.language if topic and reading.confidence >= enough and topic.does == "language" else None

    def _again(self, language: Language, conversation: Conversation, message: Message) -> Decision:
        """Go on in another language; an answer given just now is said again in it."""
        last = conversation.last
        answered = last is not None and last.ticket is None and message.at - last.at <= matters.SAME_MATTER
        topic = self._answered_topic(last.topic) if last and answered else None
        if last is None or topic is None:
            part: Part = Answer(Understanding("smalltalk", confidence=1.0), (Say("language.chosen"),))
        else:
            part = self._answers.topic(topic, language, 1.0, last.sections)
            if len(last.fields) > 1:
                part = self._answers.several_contacts(part, last.fields, language)
        return Decision(language, (part,), last, choose_language=language)

    def _answered_topic(self, key: str) -> Topic | None:
        """The topic with this key, if it has an answer of its own."""
        topic = next((t for t in self.handbook.topics if t.key == key), None)
        return topic if topic and topic.does in PRESSABLE else None

    def _said(
        self, message: Message, conversation: Conversation, language: Language, parts: tuple[Part, ...]
    ) -> Decision:
        """What is remembered is the last question: a courtesy is none, and leaves the one before."""
        courtesy = not message.attachment and all(_is_courtesy(part) for part in parts)
        turn = conversation.last if courtesy else _turn(message, parts)
        return Decision(language, beside_words(message, parts), turn)

    def _for_all_to_read(self, decision: Decision) -> Decision:
        """In a group only what is published is said; the rest is asked for in private, and not passed on."""
        private = Say("group.private", {"username": f"@{self._username}"})
        parts = tuple(
            replace(part, buttons=(), says=_published(part.says, private))
            if isinstance(part, Answer)
            else Answer(part.understanding, (*_care(part), private))
            for part in decision.parts
        )
        return replace(decision, parts=parts, turn=None)

    def language(self, message: Message, conversation: Conversation, written: str | None) -> Language:
        """The chosen language, else the message's own, else the remembered one, else the client's."""
        client = (message.client_language or "").partition("-")[0]
        wishes = (
            conversation.language if conversation.language_chosen else None,
            written,
            conversation.language,
            client,
        )
        return next((w for w in wishes if w in self.handbook.languages), self.handbook.languages[0])

    def _parts(self, message: Message, conversation: Conversation, language: Language) -> tuple[Part, ...]:
        text, found = as_read(message.text), pointed(message)
        if not any(c.isalnum() for c in text) and not found:
            return (self._quiet.kept(self._nothing_said(), message, conversation),)
        prior = matters.prior(self.handbook.topics, conversation, message.at)
        reading = self._intents.read(text, prior)
        request = matters.request_under_way(conversation, message.at)
        if found and request and all(r.kind == "mail" for r in found):
            return (self._questions.go_on(request, message, conversation, reading),)
        demand = self._questions.demand(message.text) if found else None
        if demand:
            return (self._questions.request(demand, message, conversation, language, reading.confidence),)
        asked = self._several.asked(message.text, reading, prior)
        asks = any(_is_about_accounts(one.topic) for one in (reading, *(alone for _, alone in asked)))
        checked = self._checked(message, found, reading, asks)
        if checked:
            verdict = self._answers.verify(checked, language, max(reading.confidence, SURE))
            beside = [(text, alone) for text, alone in asked if not _is_about_accounts(alone.topic)]
            return (verdict, *self._each(beside, message, conversation, language))
        if not asked or (len(asked) == 1 and self._questions.is_new_matter(message.text)):
            return self._each([(message.text, reading)], message, conversation, language)
        return self._each(asked, message, conversation, language)

    def _each(
        self,
        asked: Sequence[tuple[str, Reading]],
        message: Message,
        conversation: Conversation,
        language: Language,
    ) -> tuple[Part, ...]:
        """A part for each question of a message."""
        parts = []
        for text, reading in asked:
            one = replace(message, text=text)
            part = self._questions.part(one, conversation, language, reading)
            parts.append(_with_the_whole(message.text, self._quiet.kept(part, one, conversation)))
        return quiet.once(parts)

    def _crisis(self, text: str) -> Topic | None:
        """What crisis a message tells of: by a phrase anywhere in it, or by what a sentence of it means."""
        heard = tuple(dict.fromkeys(as_read(part) for part in (text, *sentences(text))))
        self._intents.look_at([*heard, *map(as_read, clauses(text))])
        read = "\n".join((as_read(text, LONGEST), *heard))
        said = next((topic for phrase, topic in self._crisis_phrases if phrase in read), None)
        return said or next((topic for part in heard if (topic := self._meant(part))), None)

    def _meant(self, read: str) -> Topic | None:
        """The crisis topic that a text surely belongs to, if it does."""
        topics = self._intents.read(read).topics
        return topics[0][0] if topics and topics[0][0].does == "crisis" and topics[0][1] >= SURE else None

    def _distress(
        self, topic: Topic, message: Message, conversation: Conversation, language: Language
    ) -> Part:
        """Care first, then an urgent ticket of its own: it must not wait inside an ordinary one."""
        understanding = Understanding("none", topic.key, 1.0)
        says = self._answers.crisis(topic, language)
        last = conversation.last
        goes_on = conversation.about is not None or (last is not None and last.topic == topic.key)
        return matters.hand_over(
            message, conversation, understanding, topic, new_matter=not goes_on, says=says, urgent=True
        )

    def _checked(
        self, message: Message, found: tuple[Reference, ...], reading: Reading, asks: bool
    ) -> tuple[AccountFinding, ...]:
        """The verdicts on what the message points to or names, where that is what it is about.

        A mail address is often the person's own, surely so beside a link, and a handle in a data request
        always is.
        """
        topic, verifier = reading.topic, self._answers.verifier
        asks = asks or (bool(found) and asks_about_a_name(message.text))
        links = any(r.kind != "mail" for r in found)
        if found and not (asks or topic is None):
            own_request = topic.does == "request" and reading.confidence >= ENOUGH
            found = () if own_request or not (links or _told(verifier.judge(found))) else found
        if links:
            found = tuple(r for r in found if r.kind != "mail" or _told(verifier.judge((r,))))
        names = named(message, found, verifier, asks)
        return verifier.judge((*without_parts(found, names), *names))

    def _nothing_said(self) -> Part:
        return Answer(Understanding("smalltalk"), (Say("empty"),), self._commands.menu())

    def _attachment(self, message: Message, conversation: Conversation, language: Language) -> Decision:
        """Ask for words, offer staff; the rest of an album goes along with its first picture, silently."""
        attachment, last = message.attachment, conversation.last
        if attachment is None:
            return Decision(language, ())
        album = attachment.album
        if album and last and any(a.album == album for a in last.attachments):
            together = replace(last, attachments=(*last.attachments, attachment))
            if last.ticket is None:
                return Decision(language, (), together)
            about = replace(conversation, about=last.ticket)
            added = matters.hand_over(message, about, Understanding())
            return Decision(language, (replace(added, says=(), buttons=()),), together)
        confided = matters.in_confidence(conversation, message.at)
        ticket = (
            matters.pointed_at(conversation)
            or matters.under_way(conversation, message.at)
            or matters.taken_up(message, conversation)
            or next(iter(t for t in confided if t.state in OPEN_STATES), None)
        )
        if ticket and attachment.kind != "sticker":
            about = replace(conversation, about=ticket.number)
            added = matters.hand_over(message, about, Understanding())
            return Decision(language, (added,), _turn(message, (added,)))
        part = without_words(attachment, message.scan)
        return Decision(language, (part,), _turn(message, (part,)))

    def _other_language(self, message: Message, conversation: Conversation, language: Language) -> Decision:
        """A short notice in every language of ours, and a ticket."""
        part = quiet.pass_on(message, conversation, Understanding())
        names = tuple(Say("language.name", language=code) for code in self.handbook.languages)
        says = tuple(
            replace(say, language=code)
            for code in self.handbook.languages
            for say in (Say("other_language", {"languages": names}), *part.says)
        )
        return Decision(language, (replace(part, says=says),), _turn(message, (part,)))


def _is_about_accounts(topic: Topic | None) -> bool:
    return topic is not None and topic.does in {"verify", "this_bot"}


def _told(findings: tuple[AccountFinding, ...]) -> bool:
    """Whether something among them is official or imitates it, so that it is no address of one's own."""
    return bool(findings) and worst(findings) not in {"unlisted", "cannot_tell", "name_only"}


def _care(part: Part) -> tuple[Say, ...]:
    """The crisis contacts, if the part says them: they are for everyone to read."""
    return tuple(say for say in part.says if say.id.partition(".")[0] == "crisis")


def _with_the_whole(text: str, part: Part) -> Part:
    """Staff get all that was written: what stands around a question belongs to it."""
    if isinstance(part, Escalate | Append | StartRequest | TicketCommand) and part.matter:
        return replace(part, matter=text)
    return part


def _published(says: tuple[Say, ...], private: Say) -> tuple[Say, ...]:
    """What promises a button or speaks of somebody's own data is for a private chat."""
    kept = tuple(s for s in says if s.id not in _IN_PRIVATE and not s.id.startswith("attachment."))
    return kept if len(kept) == len(says) else (*kept, private)


def _is_courtesy(part: Part) -> bool:
    return part.understanding.intent == "smalltalk"


def _turn(message: Message, parts: tuple[Part, ...]) -> Turn:
    first = parts[0]
    understood = first.understanding
    findings = (finding for part in parts for finding in part.understanding.accounts)
    return Turn(
        message.text,
        message.at,
        understood.intent,
        understood.topic,
        understood.fields,
        tuple(dict.fromkeys(s for part in parts for s in quoted(part))),
        understood.request,
        isinstance(first, Clarify),
        message.attachments,
        accounts=reportable(findings),
        forward=message.forward or (message.quoted.forward if message.quoted else None),
    )


def _vocabulary(handbook: Handbook, language: Language) -> frozenset[str]:
    """The words of the handbook's examples in a language."""
    texts = (e for t in handbook.topics for e in t.examples.get(language, ()))
    return frozenset(w.strip(".,;:!?()\"'") for text in texts for w in normalise(text).split())
