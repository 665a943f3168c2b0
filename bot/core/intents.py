"""What a person wants, learnt from the handbook's examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from bot.core.handbook import FOR_STAFF, Topic
from bot.core.language import romaji_to_kana
from bot.core.text import normalise, reading, words

NO_INTENT = "none"
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
    def topic(self) -> Topic | None:
        """The best topic of the best intent."""
        return next((t for t, _ in self.topics if intent_of(t) == self.intent), None)


def intent_of(topic: Topic) -> str:
    """The topic's intent, or "none" when the topic is for staff."""
    return NO_INTENT if topic.does in FOR_STAFF else topic.intent


def as_read(text: str) -> str:
    """Text as the models see it: normalised, and romaji turned into kana."""
    return normalise(romaji_to_kana(text) or text)


class IntentModel:
    """One-against-rest logistic regression over TF-IDF of words, characters and readings.

    Fitted by stochastic gradient descent with a fixed seed: as good here as the exact solvers, which
    took eight times as long (`benchmarks/`).
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        examples = [(as_read(e), t.key) for t in topics for es in t.examples.values() for e in es]
        self._topics = {t.key: t for t in topics}
        self._vectors = _Vectors(len(examples))
        self._model: SGDClassifier | None = None
        if len({key for _, key in examples}) > 1:
            self._model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=8, tol=None, random_state=0)
            self._model.fit(self._vectors.fit([text for text, _ in examples]), [key for _, key in examples])

    def read(self, text: str) -> Reading:
        """Read text that went through `as_read`; a text with no known feature has no intent."""
        vector = self._vectors.of([text]) if self._model else None
        if self._model is None or vector is None or not vector.nnz:
            return Reading((), ())
        probabilities = self._model.predict_proba(vector)[0]
        order = np.argsort(-probabilities)
        topics = tuple((self._topics[self._model.classes_[i]], float(probabilities[i])) for i in order)
        sums: dict[str, float] = {}
        for topic, probability in topics:
            sums[intent_of(topic)] = sums.get(intent_of(topic), 0.0) + probability
        return Reading(topics, tuple(sorted(sums.items(), key=lambda item: -item[1])))


class _Vectors:
    """TF-IDF of words with word pairs, of characters, and of characters of the reading."""

    def __init__(self, examples: int) -> None:
        rare = 3 if examples >= _MANY_EXAMPLES else 1
        common = {"sublinear_tf": True, "min_df": rare, "dtype": np.float32}
        characters = {"analyzer": "char_wb", "ngram_range": (2, 4)} | common
        self._parts = (
            (TfidfVectorizer(analyzer=_words_and_pairs, **common), str),
            (TfidfVectorizer(**characters), str),
            (TfidfVectorizer(**characters), reading),
        )

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([v.fit_transform([prepare(t) for t in texts]) for v, prepare in self._parts]).tocsr()

    def of(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([v.transform([prepare(t) for t in texts]) for v, prepare in self._parts]).tocsr()


def _words_and_pairs(text: str) -> list[str]:
    found = words(text)
    return found + [f"{a} {b}" for a, b in pairwise(found)]
