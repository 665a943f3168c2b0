"""Did it help? Asked under an answer from what is published: once a matter, never after a warning."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.core.answers import ASK_STAFF
from bot.core.handbook import Does, Handbook, Topic
from bot.core.matters import SAME_MATTER
from bot.core.model import (
    Answer,
    Asked,
    Button,
    Command,
    Conversation,
    Decision,
    Message,
    Part,
    Say,
    Turn,
)
from bot.core.personal_data.masking import redact
from bot.core.text import normalise

HELPED, NOT_HELPED = "helped", "not_helped"
_COMMANDS = (HELPED, NOT_HELPED)
_FROM_WHAT_IS_PUBLISHED: frozenset[Does] = frozenset({"quote", "contact", "personal_data"})
_PLAIN_LISTS = {None, "account.only_these"}
"""What may stand before the list of accounts for it not to be a warning."""
_REMEMBERED = 3
"""Buttons of so many answers still tell which question they stand under."""
_WORD = re.compile(r"\w+")


class Feedback:
    """Asks whether an answer helped, and knows the answer to that when it is typed."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._words = {
            word: command
            for wording in handbook.wording.values()
            for command in _COMMANDS
            for word in _WORD.findall(normalise(wording[f"button.{command}"]))[:1]
        }

    def ask(self, decision: Decision, message: Message, conversation: Conversation) -> Decision:
        """The decision, with the question under its answer where it is time for it."""
        if decision.turn is None:
            return decision
        before = _asked_before(conversation)
        turn = replace(decision.turn, asked=before)
        askable = self._is_askable(decision, message) and not self._in_distress(conversation)
        if not askable or not _is_over(before, conversation, message.at):
            return replace(decision, turn=turn)
        (answer,) = decision.parts
        number = before[-1].number + 1 if before else 1
        asked = Asked(number, self._question(turn), decision.language, answer.understanding.confidence)
        turn = replace(turn, asked=(*before, asked)[-_REMEMBERED:])
        return replace(decision, parts=(_with_buttons(answer, number),), turn=turn)

    def as_pressed(self, message: Message, conversation: Conversation) -> Message:
        """A typed yes or no, right after the question, is the press of its button."""
        asked = _just_asked(conversation, message.at)
        more_than_words = message.forward or message.attachment or message.edited or message.in_group
        if asked is None or message.command or more_than_words:
            return message
        said = _WORD.findall(normalise(message.text))
        command = self._words.get(said[0]) if len(said) == 1 else None
        return replace(message, command=Command(command, str(asked.number))) if command else message

    def _is_askable(self, decision: Decision, message: Message) -> bool:
        """One plain answer to a question in words, without a notice that has something else to say."""
        if len(decision.parts) != 1 or message.attachment or not decision.turn or not decision.turn.text:
            return False
        (part,) = decision.parts
        topic = self._topic(part.understanding.topic)
        masked = any(say.id.startswith("masked") for say in part.says)
        return isinstance(part, Answer) and topic is not None and not masked and not _warns(topic, part)

    def _in_distress(self, conversation: Conversation) -> bool:
        topic = self._topic(conversation.last.topic) if conversation.last else None
        return topic is not None and topic.does == "crisis"

    def _topic(self, key: str) -> Topic | None:
        return next((t for t in self._handbook.topics if t.key == key), None)

    def _question(self, turn: Turn) -> Turn:
        """What staff get and what is kept if it did not help."""
        text = redact(turn.text, self._handbook.organization.published)
        return replace(turn, text=text, asked=())


def find(conversation: Conversation, number: str) -> Asked | None:
    """The answer that a button stands under, unless that was too long ago."""
    return next((a for a in _asked_before(conversation) if str(a.number) == number), None)


def _asked_before(conversation: Conversation) -> tuple[Asked, ...]:
    """What was asked so far; of the last question it is known by now which ticket it went to."""
    last = conversation.last
    if last is None:
        return ()
    return tuple(
        replace(a, turn=replace(a.turn, ticket=last.ticket)) if last.ticket and _is_about(a, last) else a
        for a in last.asked
    )


def _just_asked(conversation: Conversation, at: datetime) -> Asked | None:
    """What was asked with the last reply, unless the person points at another message."""
    last = conversation.last
    if last is None or not last.asked or conversation.about is not None:
        return None
    asked = last.asked[-1]
    return asked if _is_about(asked, last) and not _is_over(last.asked, conversation, at) else None


def _is_about(asked: Asked, turn: Turn) -> bool:
    """Whether a turn is the one that was asked about; several may come within a second."""
    return (asked.turn.at, asked.turn.text) == (turn.at, turn.text)


def _is_over(asked: tuple[Asked, ...], conversation: Conversation, at: datetime) -> bool:
    """Whether the matter that was asked about last is over, by time or because staff have one since."""
    if not asked:
        return True
    when = asked[-1].turn.at
    since = (t for t in conversation.tickets if t.updated_at > when and t.state != "claimed")
    return at - when > SAME_MATTER or any(since)


def _warns(topic: Topic, part: Part) -> bool:
    """Whether an answer warns, judges, or says something else than what is published."""
    if topic.does == "verify":
        return bool(part.understanding.accounts) or topic.reply not in _PLAIN_LISTS
    return topic.does not in _FROM_WHAT_IS_PUBLISHED


def _with_buttons(answer: Part, number: int) -> Part:
    """The button for asking staff goes: the one for "no" does the same and more."""
    buttons = tuple(Button(Say(f"button.{name}"), Command(name, str(number))) for name in _COMMANDS)
    others = tuple(b for b in answer.buttons if b != ASK_STAFF)
    return replace(answer, says=(*answer.says, Say("feedback.asks")), buttons=(*buttons, *others))
