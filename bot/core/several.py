"""A message of several sentences: which of them are questions of their own, and which only tell."""

from __future__ import annotations

from bot.core.accounts import references
from bot.core.asking import asks, clauses
from bot.core.handbook import FOR_STAFF, Does, Topic
from bot.core.intents import NO_INTENT, IntentModel, Prior, Reading, as_read
from bot.core.questions import SURE, VERY_SURE

Asked = tuple[tuple[str, Reading], ...]
"""Sentences that ask, in their order, each with its reading."""

_MOST = 3
_TOLD: frozenset[Does] = frozenset({"verify", "request", "more"})
"""What counts beside a question though it is told: a fake, one's wrong data, more on an enquiry."""


class Several:
    """Parts the questions of a message from the story around them."""

    def __init__(self, intents: IntentModel) -> None:
        self._intents = intents

    def asked(self, text: str, whole: Reading, prior: Prior) -> Asked:
        """The sentences that are sure questions of their own; none when the whole is better read as one."""
        said = clauses(text)
        if len(said) < 2:
            return ()
        found = self._sure(said, prior)
        if len(found) == 1 and (not self._is_alone(said, *found[0]) or _is_fuller(whole, found[0][1])):
            return ()
        return found if len(found) <= _MOST else ()

    def _sure(self, said: tuple[str, ...], prior: Prior) -> Asked:
        """One sentence a matter. Where some ask, what the others tell must be surer, and of a kind."""
        found: dict[str, tuple[str, Reading]] = {}
        some_ask = any(map(asks, said))
        for sentence in said:
            reading = self._intents.read(as_read(sentence), prior)
            topic = reading.topic
            if topic is None or _only_tells(topic) or _gives_own_mail(sentence, topic):
                continue
            asking = asks(sentence) or not some_ask
            if reading.confidence >= (SURE if asking else VERY_SURE) and (asking or topic.does in _TOLD):
                found.setdefault(_matter(topic), (sentence, reading))
        return tuple(found.values())

    def _is_alone(self, said: tuple[str, ...], question: str, reading: Reading) -> bool:
        """Whether all other sentences ask nothing, are greetings, or vague beside a check of an account."""
        checks = reading.topic is not None and reading.topic.does == "verify"
        others = [s for s in said if s != question and (asks(s) or not asks(question))]
        readings = (self._intents.read(as_read(s)) for s in others)
        return all(r.topic is None or _only_tells(r.topic) or (checks and r.is_vague) for r in readings)


def _is_fuller(whole: Reading, alone: Reading) -> bool:
    """Whether the story says more exactly what its only question wants: the fax, not any number."""
    return whole.intent == alone.intent and whole.confidence >= alone.confidence


def _only_tells(topic: Topic) -> bool:
    return topic.intent == "smalltalk" or topic.does in {"background", "language"}


def _matter(topic: Topic) -> str:
    """What counts as one question: all that is for staff, all about accounts, else each topic."""
    if topic.does in FOR_STAFF:
        return NO_INTENT
    return topic.intent if topic.does == "verify" else topic.key


def _gives_own_mail(sentence: str, topic: Topic) -> bool:
    """A mail address beside a question is where to write back, not an account to judge."""
    found = references.find(sentence) if topic.does == "verify" else ()
    return bool(found) and all(r.kind == "mail" for r in found)
