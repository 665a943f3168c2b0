"""Intents of public collections: learnt from one file, told of another, with what is out of scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, StrictStr

from bot.core import classifier
from bot.core.certainty import Certainty
from bot.core.classifier import NO_VECTORS, Classifier
from bot.core.embedding import Encoder
from bot.core.intents import as_read

OUT_OF_SCOPE = "oos"
_CERTAINTY = Certainty(0.05, (0.0, 1.0, 0.0, 0.0))
"""Only its probabilities count here."""
_TOGETHER = 256


class Example(BaseModel):
    """A text and its intent."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    text: StrictStr
    intent: StrictStr


@dataclass(frozen=True, slots=True)
class Told:
    """The likeliest intent, its probability, and whether nothing out of scope is likelier."""

    intent: str
    confidence: float
    in_scope: bool

    def passes(self, threshold: float) -> bool:
        return self.in_scope and self.confidence >= threshold


class Teller:
    """Tells the intent of texts."""

    def __init__(self, examples: Sequence[Example], encoder: Encoder | None) -> None:
        texts = [as_read(example.text) for example in examples]
        vectors = encoder.encode(texts) if encoder else NO_VECTORS
        intents = [example.intent for example in examples]
        self._encoder = encoder
        self._classifier: Classifier = classifier.fit(texts, intents, vectors).classifier

    def tell(self, texts: Sequence[str]) -> Iterator[Told]:
        """One a text, in their order."""
        labels = self._classifier.labels
        in_scope = np.array([label != OUT_OF_SCOPE for label in labels])
        for start in range(0, len(texts), _TOGETHER):
            read = [as_read(text) for text in texts[start : start + _TOGETHER]]
            vectors = self._encoder.encode(read) if self._encoder else [None] * len(read)
            for text, vector in zip(read, vectors, strict=True):
                probabilities = _CERTAINTY.probabilities(self._classifier.scores(text, vector))
                best = int(np.where(in_scope, probabilities, -1).argmax())
                yield Told(labels[best], float(probabilities[best]), bool(in_scope[probabilities.argmax()]))


def choose_threshold(told: Sequence[Told], wanted: Sequence[str]) -> float:
    """The lowest threshold by which most are right, in and out of scope together (Larson et al., 2019)."""
    candidates = sorted({0.0, *(one.confidence for one in told)})
    confidences = np.array([one.confidence for one in told])
    passing = np.array([one.in_scope for one in told], bool)
    hits = np.array([one.intent == name for one, name in zip(told, wanted, strict=True)], bool)
    outside = np.array([name == OUT_OF_SCOPE for name in wanted], bool)

    def right(threshold: float) -> int:
        passes: NDArray[np.bool_] = passing & (confidences >= threshold)
        return int(np.where(outside, ~passes, passes & hits).sum())

    return max(candidates, key=right)
