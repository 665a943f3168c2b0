"""Which sections of the guidelines speak of a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.core.bm25 import BM25, Scores
from bot.core.handbook import Handbook, Section
from bot.core.text import bigrams, normalise, words


@dataclass(frozen=True, slots=True)
class Hit:
    """A section found, and its score as a share of the best possible."""

    section: str
    score: float


Tokenise = Callable[[str], list[str]]
_VIEWS: tuple[tuple[Tokenise, float], ...] = ((words, 1.0), (bigrams, 0.5))
_FIELD_WEIGHTS = {"title": 1.5, "questions": 1.5, "body": 1.0}


class SectionIndex:
    """BM25 over the fields of every section, all languages together, so either language finds it."""

    def __init__(self, handbook: Handbook) -> None:
        self._ids = tuple(s.id for s in handbook.sections)
        fields = [_fields(section, handbook) for section in handbook.sections]
        self._indexes = [
            (BM25([tokenise(normalise(f[name])) for f in fields]), tokenise, weight * field_weight)
            for name, field_weight in _FIELD_WEIGHTS.items()
            for tokenise, weight in _VIEWS
        ]

    def search(self, text: str) -> tuple[Hit, ...]:
        """Sections that share anything with the normalised text, best first."""
        total, best = self._scores(text)
        order = sorted(range(len(self._ids)), key=lambda i: -total[i])
        return tuple(Hit(self._ids[i], float(total[i]) / best) for i in order if total[i] > 0)

    def _scores(self, text: str) -> tuple[Scores, float]:
        total, best = np.zeros(len(self._ids)), 0.0
        for index, tokenise, weight in self._indexes:
            query = tokenise(text)
            total = total + weight * index.get_scores(query)
            best += weight * index.highest(query)
        return total, best or 1.0


def _fields(section: Section, handbook: Handbook) -> dict[str, str]:
    asked = (
        e for t in handbook.topics if section.id in t.sections[:1] for es in t.examples.values() for e in es
    )
    return {
        "title": "\n".join(t.title for t in section.texts.values()),
        "questions": "\n".join(asked),
        "body": "\n".join(t.body for t in section.texts.values()),
    }
