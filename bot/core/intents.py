"""What a person wants, learnt from the handbook's examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Features
from bot.core.handbook import FOR_STAFF, Topic
from bot.core.language import romaji_to_kana
from bot.core.text import LONGEST_ANALYSED, normalise

NO_INTENT = "none"
HALF = 0.5
_ADDRESSES = (
    ("someurl", re.compile(r"https?://[!-~]+|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[!-~]*")),
    ("somemail", re.compile(r"(?<![a-z0-9._+-])[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")),
    ("somehandle", re.compile(r"(?<![\w.])@[a-z0-9_.]+")),
)
_MANY_EXAMPLES = 500
"""From here on a feature seen fewer than three times only costs time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Topics by probability, best first, and the probability of each intent as the sum of its topics.

    All topics that are for staff count together as one intent, "none".
    """

    topics: tuple[tuple[Topic, float], ...]
    intents: tuple[tuple[str, float], ...]

    @property
    def intent(self) -> str:
        return self.intents[0][0] if self.intents else NO_INTENT

    @property
    def confidence(self) -> float:
        return self.intents[0][1] if self.intents else 0.0

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


def intent_of(topic: Topic) -> str:
    """The topic's intent, or "none" when the topic is for staff."""
    return NO_INTENT if topic.does in FOR_STAFF else topic.intent


@lru_cache(maxsize=64)  # one message is looked at from many sides
def as_read(text: str, longest: int = LONGEST_ANALYSED) -> str:
    """Text as the models see it: normalised, romaji turned into kana, and addresses into what they are.

    Which address it is tells nothing about what is wanted; that there is one does.
    """
    read = normalise(romaji_to_kana(text) or text, longest)
    for kind, pattern in _ADDRESSES:
        read = pattern.sub(f" {kind} ", read)
    return read.strip()


class IntentModel:
    """One-against-rest logistic regression over TF-IDF features.

    Fitted by stochastic gradient descent with a fixed seed: as good here as the exact solver, which took
    six times as long.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        examples = [(as_read(e), t) for t in topics for es in t.examples.values() for e in es]
        self._topics = tuple(sorted((t for t in topics if any(t.examples.values())), key=lambda t: t.key))
        rare = 3 if len(examples) >= _MANY_EXAMPLES else 1
        self._features = Features([text for text, _ in examples], rare)
        self._weights, self._bias = self._fit([t.key for _, t in examples])

    def _fit(self, keys: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Weights by feature and class, and the bias of each class, classes in the order of the topics."""
        if len(self._topics) < 2:
            shape = self._features.matrix.shape[1], len(self._topics)
            return np.zeros(shape, np.float32), np.zeros(shape[1], np.float32)
        from sklearn.linear_model import SGDClassifier  # noqa: PLC0415  # takes seconds; most commands fit nothing

        model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=16, tol=None, random_state=0)
        model.fit(self._features.matrix, keys)
        weights, bias = model.coef_, model.intercept_
        if len(self._topics) == 2:  # then scikit-learn gives the second class only
            weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
        return np.ascontiguousarray(weights.T, np.float32), bias.astype(np.float32)

    def read(self, text: str) -> Reading:
        """Read text that went through `as_read`; a text with no known feature has no intent."""
        columns, weights = self._features.row(text)
        if not len(columns):
            return Reading((), ())
        scores = 1 / (1 + np.exp(-(weights @ self._weights[columns] + self._bias)))
        probabilities = scores / scores.sum()
        order = np.argsort(-probabilities)
        topics = tuple((self._topics[i], float(probabilities[i])) for i in order)
        sums: dict[str, float] = {}
        for topic, probability in topics:
            sums[intent_of(topic)] = sums.get(intent_of(topic), 0.0) + probability
        return Reading(topics, tuple(sorted(sums.items(), key=lambda item: -item[1])))
