"""Why the bot does what it does with a text, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core import matters
from bot.core.asking import clauses
from bot.core.assistant import Assistant
from bot.core.embedding import Encoder
from bot.core.intents import IntentModel, Reading, as_read, examples_of
from bot.core.model import Conversation, Message
from bot.core.models import Models
from bot.core.questions import ENOUGH
from bot.core.retrieval import Contribution, Hit
from bot.core.text import reading, words
from bot.evaluation.reasons import reason

_MOST = 5
_LEAST = 0.005
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A topic or an intent, and how probable it is."""

    name: str
    probability: float
    does: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """How a text was read: the likeliest topics and intents, and the confidence in the first of them."""

    text: str
    confidence: float
    intents: tuple[Likely, ...]
    topics: tuple[Likely, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """An example that is much like the text, from 0 to 1."""

    text: str
    topic: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Found:
    """A section that was found, and which terms found it."""

    title: str
    hit: Hit
    terms: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A part of the decision, and why it is so."""

    what: str
    topic: str
    confidence: float
    sections: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that led to a decision on an empty conversation; `sentences` when there are several."""

    text: str
    language: str
    as_read: str
    words: tuple[str, ...]
    reading: str
    read: Read
    enough: float
    vectors: bool
    nearest: tuple[Near, ...]
    sections: tuple[Found, ...]
    sentences: tuple[Read, ...]
    done: tuple[Done, ...]


class Explainer:
    """Explains texts with the models that the assistant decides by."""

    def __init__(self, assistant: Assistant, models: Models, encoder: Encoder | None) -> None:
        self._assistant = assistant
        self._handbook = assistant.handbook
        self._models = models
        self._encoder = encoder
        self._intents = IntentModel(self._handbook.topics, models.learnt, encoder)

    def explain(self, text: str, at: datetime) -> Explanation:
        """What the bot would do with a text that begins a conversation."""
        decision = self._assistant.decide(Message(text, at), Conversation())
        prior = matters.prior(self._handbook.topics, Conversation(), at)
        read = as_read(text)
        whole = self._read(text, prior)
        said = clauses(text)
        topics = {topic.key: topic for topic in self._handbook.topics}
        return Explanation(
            text,
            decision.language,
            read,
            tuple(words(read)),
            reading(read),
            whole,
            ENOUGH,
            self._encoder is not None,
            self._nearest(read) if whole.topics else (),
            self._found(read),
            tuple(self._read(sentence, prior) for sentence in said) if len(said) > 1 else (),
            tuple(
                Done(
                    type(part).__name__,
                    part.understanding.topic,
                    part.understanding.confidence,
                    part.understanding.sections[:1],
                    reason(part, topics.get(part.understanding.topic), self._handbook, text),
                )
                for part in decision.parts
            ),
        )

    def _read(self, text: str, prior: Mapping[str, float]) -> Read:
        found: Reading = self._intents.read(as_read(text), prior)
        topics = tuple(Likely(t.key, p, t.does) for t, p in found.topics)
        intents = tuple(Likely(*intent) for intent in found.intents)
        return Read(text, found.confidence, _worth_telling(intents), _worth_telling(topics))

    def _nearest(self, read: str) -> tuple[Near, ...]:
        """Every example has one place in the order in which the topics stand, and the classifier keeps it."""
        examples = examples_of(self._handbook.topics)
        self._intents.read(read)
        near = self._models.learnt.classifier.nearest(read, self._intents.vector(read), _NEAREST)
        return tuple(Near(examples[i][0], examples[i][1].key, likeness) for i, likeness in near)

    def _found(self, read: str) -> tuple[Found, ...]:
        self._intents.read(read)
        index = self._models.index
        hits = index.search(read, self._intents.vector(read), _NEAREST)
        titles: Mapping[str, str] = {
            s.id: s.title(self._handbook.languages[0]) for s in self._handbook.sections
        }
        return tuple(Found(titles[hit.id], hit, index.explain(read, hit.id)) for hit in hits)


def _worth_telling(likely: tuple[Likely, ...]) -> tuple[Likely, ...]:
    """The likeliest, and of the others those that are not as good as impossible."""
    return likely[:1] + tuple(one for one in likely[1:_MOST] if one.probability >= _LEAST)
