"""What a person wants, learnt from the handbook's examples."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from bot.core import certainty, classifier
from bot.core.certainty import Certainty
from bot.core.classifier import NO_VECTORS, Classifier, Floats
from bot.core.embedding import Encoder
from bot.core.handbook import FOR_STAFF, Topic
from bot.core.language import romaji_to_kana
from bot.core.text import LONGEST_ANALYSED, normalise, plain

NO_INTENT = "none"
HALF = 0.5
_REMEMBERED = 64
_ADDRESSES = (
    ("someurl", re.compile(r"https?://[!-~]+|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[!-~]*")),
    ("somemail", re.compile(r"(?<![a-z0-9._+-])[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")),
    ("somehandle", re.compile(r"(?<![\w.])@[a-z0-9_.]+")),
)


Prior = Mapping[str, float]
"""How much more or less likely than usual topics are, by key, where the conversation tells."""
NO_PRIOR: Prior = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """Topics by probability, best first, and the probability of each intent as the sum of its topics.

    All topics that are for staff count together as one intent, "none". `confidence` is the chance that the
    best topic of the best intent is what was meant.
    """

    topics: tuple[tuple[Topic, float], ...]
    intents: tuple[tuple[str, float], ...]
    confidence: float

    @property
    def intent(self) -> str:
        return self.intents[0][0] if self.intents else NO_INTENT

    @property
    def is_vague(self) -> bool:
        """Whether no topic is likelier than all others together, nor the likeliest about a ticket."""
        if not self.topics:
            return True
        likeliest, probability = self.topics[0]
        return probability < HALF and likeliest.does not in {"status", "cancel"}

    @property
    def topic(self) -> Topic | None:
        """The best topic of the best intent."""
        return next((t for t, _ in self.topics if intent_of(t) == self.intent), None)


NOTHING_READ = Reading((), (), 0.0)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt from the examples of a handbook's topics."""

    classifier: Classifier
    certainty: Certainty


def intent_of(topic: Topic) -> str:
    """The topic's intent, or "none" when the topic is for staff."""
    return NO_INTENT if topic.does in FOR_STAFF else topic.intent


@lru_cache(maxsize=64)  # one message is looked at from many sides
def as_read(text: str, longest: int = LONGEST_ANALYSED) -> str:
    """Text as the models see it: normalised and plain, romaji as kana, addresses as what they are.

    Which address it is tells nothing about what is wanted; that there is one does.
    """
    read = plain(normalise(romaji_to_kana(text) or text, longest))
    for kind, pattern in _ADDRESSES:
        read = pattern.sub(f" {kind} ", read)
    return read.strip()


def examples_of(topics: Iterable[Topic]) -> list[tuple[str, Topic]]:
    """Every example as it stands, with its topic, in a fixed order."""
    return [(e, t) for t in topics for es in t.examples.values() for e in es]


def learn(topics: Sequence[Topic], encoder: Encoder | None = None) -> Learnt:
    """Learn from the topics' examples; the same examples always teach the same."""
    examples = examples_of(topics)
    texts = [as_read(text) for text, _ in examples]
    vectors = encoder.encode(texts) if encoder and texts else NO_VECTORS
    fitted = classifier.fit(texts, [topic.key for _, topic in examples], vectors)
    keys = fitted.classifier.labels
    if len(keys) < 2 or not len(fitted.unseen):
        return Learnt(fitted.classifier, certainty.TYPICAL)
    by_key = {topic.key: topic for topic in topics}
    _, intents = np.unique([intent_of(by_key[key]) for key in keys], return_inverse=True)
    labels = np.array([keys.index(examples[i][1].key) for i in fitted.unseen], dtype=np.intp)
    return Learnt(fitted.classifier, certainty.fit(fitted.held_out, labels, intents))


@dataclass(frozen=True, slots=True)
class _Seen:
    scores: Floats
    vector: Floats | None


class IntentModel:
    """Reads texts with what was learnt; the last ones are remembered, for a message is read several times."""

    def __init__(self, topics: Sequence[Topic], learnt: Learnt, encoder: Encoder | None = None) -> None:
        by_key = {topic.key: topic for topic in topics}
        self._topics = tuple(by_key[key] for key in learnt.classifier.labels)
        self._learnt = learnt
        self._encoder = encoder
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    def look_at(self, texts: Iterable[str]) -> None:
        """Prepare to read several texts: encoded together they take a quarter of the time."""
        new = [text for text in dict.fromkeys(texts) if text not in self._seen]
        vectors = self._encoder.encode(new) if self._encoder and new else [None] * len(new)
        for text, vector in zip(new, vectors, strict=True):
            self._seen[text] = _Seen(self._learnt.classifier.scores(text, vector), vector)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def read(self, text: str, prior: Prior = NO_PRIOR) -> Reading:
        """Read text that went through `as_read`; a text with nothing known in it has no intent."""
        self.look_at([text])
        return self._reading(text, self._seen[text].scores, prior)

    def vector(self, text: str) -> Floats | None:
        """The sentence vector of a text that was read just now; None without an encoder."""
        seen = self._seen.get(text)
        return seen.vector if seen else None

    def _reading(self, text: str, scores: Floats, prior: Prior) -> Reading:
        if not any(character.isalnum() for character in text) or not scores.any():
            return NOTHING_READ
        probabilities = self._learnt.certainty.probabilities(scores)
        if prior:
            factors = [prior.get(topic.key, 1.0) for topic in self._topics]
            probabilities = probabilities * np.array(factors, np.float32)
            probabilities /= probabilities.sum()
        order = np.argsort(-probabilities)
        topics = tuple((self._topics[i], float(probabilities[i])) for i in order)
        sums: dict[str, float] = {}
        for topic, probability in topics:
            sums[intent_of(topic)] = sums.get(intent_of(topic), 0.0) + probability
        intents = tuple(sorted(sums.items(), key=lambda item: -item[1]))
        best, second = intents[0], intents[1] if len(intents) > 1 else ("", 0.0)
        likeliest = next(p for t, p in topics if intent_of(t) == best[0])
        return Reading(topics, intents, self._learnt.certainty.chance(best[1], second[1], likeliest))
