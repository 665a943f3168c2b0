"""How far a classifier's scores can be trusted, learnt from what it says of examples it has not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.classifier import Floats

_TEMPERATURES = np.geomspace(0.05, 1, 40)
"""Not below what thousands of examples teach: a handful, easily told apart, are no reason to be surer."""
_STEPS = 25
_SHRINKAGE = 10.0
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Certainty:
    """Turns scores into probabilities, and probabilities into the chance that an answer is right.

    The chance is a logistic regression on three things: how likely the intent is (as log odds), its lead
    over the next one, and how likely the topic is. The likeness of the nearest example, the section's
    BM25 and its cosine were tried beside them and told nothing more.
    """

    temperature: float
    weights: tuple[float, float, float, float]

    def probabilities(self, scores: Floats) -> Floats:
        """Probabilities of the labels, which are along the last axis."""
        return _softmax(scores, self.temperature)

    def chance(self, intent: float, next_intent: float, topic: float) -> float:
        """The chance that the answer is right, from the probabilities of what was read."""
        weighed = float(_evidence(intent, next_intent, topic) @ np.array(self.weights))
        return float(1 / (1 + np.exp(-weighed)))


TYPICAL = Certainty(0.06, (-1.0, 0.25, -0.5, 2.75))
"""What several thousand examples teach, for those who have too few to learn their own from."""


def fit(scores: Floats, labels: NDArray[np.intp], intents: NDArray[np.intp]) -> Certainty:
    """Learn from held-out scores (texts x labels), each text's right label and each label's intent.

    An answer counts as right when its label is.
    """
    temperature = min(_TEMPERATURES, key=lambda t: _surprise(scores, labels, float(t)))
    probabilities = _softmax(scores, float(temperature))
    evidence, right = [], []
    for row, label in zip(probabilities, labels, strict=True):
        sums = np.bincount(intents, row)
        best = int(sums.argmax())
        likeliest = int(np.where(intents == best, row, -1).argmax())
        others = np.delete(sums, best)
        evidence.append(_evidence(sums[best], others.max(initial=0.0), row[likeliest]))
        right.append(likeliest == label)
    return Certainty(float(temperature), _logistic(np.array(evidence), np.array(right, dtype=float)))


def _evidence(intent: float, next_intent: float, topic: float) -> NDArray[np.float64]:
    odds = np.log((intent + _SMALLEST) / (1 - intent + _SMALLEST))
    return np.array([1.0, odds, intent - next_intent, topic])


def _softmax(scores: Floats, temperature: float) -> Floats:
    raised = np.exp((scores - scores.max(axis=-1, keepdims=True)) / temperature)
    probabilities: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return probabilities


def _surprise(scores: Floats, labels: NDArray[np.intp], temperature: float) -> float:
    probabilities = _softmax(scores, temperature)[np.arange(len(labels)), labels]
    return float(-np.log(probabilities + _SMALLEST).mean())


def _logistic(evidence: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """The weights of a logistic regression, by Newton's method."""
    typical = np.array(TYPICAL.weights)
    weights = typical.copy()
    shrinkage = np.eye(evidence.shape[1]) * _SHRINKAGE
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-evidence @ weights))
        gradient = evidence.T @ (chance - right) + shrinkage @ (weights - typical)
        curvature = (evidence.T * (chance * (1 - chance))) @ evidence + shrinkage
        weights -= np.linalg.solve(curvature, gradient)
    bias, intent, lead, topic = (float(w) for w in weights)
    return bias, intent, lead, topic
