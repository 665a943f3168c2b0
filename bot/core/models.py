"""All that is learnt from a handbook before the first question: worth keeping, for it takes a while."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.embedding import Encoder, Remembering
from bot.core.handbook import Handbook
from bot.core.intents import Learnt, as_read, examples_of, learn
from bot.core.retrieval import SectionIndex


@dataclass(frozen=True, slots=True)
class Models:
    """How questions are read, and where sections are found."""

    learnt: Learnt
    index: SectionIndex


def learn_from(handbook: Handbook, encoder: Encoder | None = None) -> Models:
    """The same handbook and encoder always give the same."""
    texts = [as_read(text) for text, _ in examples_of(handbook.topics)]
    if encoder and texts:
        encoder = Remembering(encoder, texts, encoder.encode(texts))
    return Models(learn(handbook.topics, encoder), SectionIndex(handbook, encoder))
