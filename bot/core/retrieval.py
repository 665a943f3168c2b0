"""Which documents speak of a question: BM25 over fields and views, and the nearest sentence beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.bm25 import BM25, Scores, best_first
from bot.core.embedding import Encoder
from bot.core.handbook import Handbook, Section
from bot.core.intents import as_read
from bot.core.text import LONGEST, bigrams, normalise, sentences, words

Tokenise = Callable[[str], list[str]]
Vector = NDArray[np.float32]

FIELD_WEIGHTS: Mapping[str, float] = {"title": 1.5, "questions": 1.5, "body": 1.0}
"""Fields that are not named weigh 1."""
_VIEWS: Mapping[str, tuple[Tokenise, float]] = {"words": (words, 1.0), "bigrams": (bigrams, 0.5)}
_K1, _B = 0.3, 0.75
"""A term said once says nearly all: in documents as short as ours, repeating it adds little."""


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: texts by the name of their field; of "questions" each line is a question."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found.

    `score` is `lexical` plus `cosine`; `lexical` the share it has of the highest BM25 the question could
    reach; `coverage` the share of the question's words that it has, rare ones counting more; `cosine` that
    of its nearest sentence (0 without vectors); `margin` the lead over the next document.
    """

    id: str
    score: float
    lexical: float
    coverage: float
    cosine: float
    margin: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one term of a question adds to the `lexical` of a document, in a field and a view of it."""

    field: str
    view: str
    term: str
    share: float


@dataclass(frozen=True, slots=True)
class _Part:
    field: str
    view: str
    weight: float
    scorer: BM25


class Index:
    """Finds documents; built with an encoder it also finds what says the same in other words."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder | None = None,
        weights: Mapping[str, float] = FIELD_WEIGHTS,
    ) -> None:
        self._places = {document.id: place for place, document in enumerate(documents)}
        self._ids = tuple(document.id for document in documents)
        self._parts: list[_Part] = []
        said: list[list[str]] = [[] for _ in documents]
        for field in dict.fromkeys(name for document in documents for name in document.fields):
            texts = [_whole(document.fields.get(field, "")) for document in documents]
            for view, (tokenise, weight) in _VIEWS.items():
                tokens = [tokenise(text) for text in texts]
                scorer = BM25(tokens, _K1, _B)
                self._parts.append(_Part(field, view, weight * weights.get(field, 1.0), scorer))
                if view == "words":
                    said = [[*before, *more] for before, more in zip(said, tokens, strict=True)]
        self._words = BM25(said, k1=0)  # without saturation a term adds its idf, however often it is said
        self._rarest = max(self._words.idf.values(), default=1.0)
        self._sentences = _Sentences(documents, encoder) if encoder else None

    def search(self, text: str, vector: Vector | None = None, limit: int | None = None) -> tuple[Hit, ...]:
        """Documents that share anything with a text, best first; `vector` is the text's own, if any."""
        asked = _asked(text)
        lexical = self._lexical(asked)
        cosine = self._cosine(vector)
        coverage = self._coverage(asked["words"])
        score = lexical + cosine
        order = best_first(score, None if limit is None else limit + 1)
        scores = [float(score[i]) for i in order]
        margins = [own - following for own, following in pairwise([*scores, 0.0])]
        return tuple(
            Hit(self._ids[i], scores[n], float(lexical[i]), float(coverage[i]), float(cosine[i]), margins[n])
            for n, i in enumerate(order[:limit])
        )

    def explain(self, text: str, document_id: str) -> tuple[Contribution, ...]:
        """Which terms of a text a document was found by, the telling ones first; KeyError for no such id.

        All shares together are the `lexical` of its hit.
        """
        place, asked = self._places[document_id], _asked(text)
        best = self._best(asked)
        shares = (
            Contribution(part.field, part.view, term, part.weight * part.scorer.weight(term, place) / best)
            for part in self._parts
            for term in asked[part.view]
        )
        return tuple(sorted((c for c in shares if c.share), key=lambda c: -c.share))

    def _lexical(self, asked: Mapping[str, list[str]]) -> Scores:
        total = np.zeros(len(self._ids), np.float32)
        for part in self._parts:
            total += part.weight * part.scorer.get_scores(asked[part.view])
        return total / self._best(asked)

    def _best(self, asked: Mapping[str, list[str]]) -> float:
        """The highest score the question could reach; 1 where it can reach none."""
        return sum(part.weight * part.scorer.highest(asked[part.view]) for part in self._parts) or 1.0

    def _coverage(self, asked: list[str]) -> Scores:
        """A word that no document has counts like the rarest."""
        mass = sum(self._words.idf.get(word, self._rarest) for word in asked)
        return self._words.get_scores(asked) / (mass or 1.0)

    def _cosine(self, vector: Vector | None) -> Scores:
        if self._sentences is None or vector is None:
            return np.zeros(len(self._ids), np.float32)
        return self._sentences.nearest(vector)


class SectionIndex(Index):
    """The sections of a handbook, all languages together, so either language finds them."""

    def __init__(self, handbook: Handbook, encoder: Encoder | None = None) -> None:
        super().__init__([Document(s.id, _fields(s, handbook)) for s in handbook.sections], encoder)


class _Sentences:
    """The vectors of all sentences, and whose they are."""

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        found = [list(dict.fromkeys(_sentences(document.fields))) for document in documents]
        self._documents = len(documents)
        self._owners = np.repeat(np.arange(len(documents)), [len(own) for own in found])
        self._vectors = encoder.encode([sentence for own in found for sentence in own])

    def nearest(self, vector: Vector) -> Scores:
        """For each document the cosine of its nearest sentence; the contrary is as good as unrelated: 0."""
        cosines = np.zeros(self._documents, np.float32)
        np.maximum.at(cosines, self._owners, self._vectors @ vector)
        return cosines


def _sentences(fields: Mapping[str, str]) -> Iterable[str]:
    for name, text in fields.items():
        for line in filter(None, map(str.strip, text.splitlines())):
            yield from (line,) if name == "questions" else sentences(line)


def _asked(text: str) -> dict[str, list[str]]:
    """The terms of a text by view; saying a thing twice asks no more for it."""
    text = normalise(text)
    return {view: list(dict.fromkeys(tokenise(text))) for view, (tokenise, _) in _VIEWS.items()}


def _whole(text: str) -> str:
    """All of a long text, normalised: line by line, since each is cut at the length of a message."""
    return " ".join(normalise(line, LONGEST) for line in text.splitlines())


def _fields(section: Section, handbook: Handbook) -> dict[str, str]:
    topics = (t for t in handbook.topics if section.id in t.sections[:1])
    asked = (as_read(e) for t in topics for es in t.examples.values() for e in es)
    return {
        "title": "\n".join(t.title for t in section.texts.values()),
        "questions": "\n".join(asked),
        "body": "\n".join(t.body for t in section.texts.values()),
    }
