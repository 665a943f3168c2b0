"""Public collections: passages ranked for questions, to be measured by others' yardsticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.core.embedding import Encoder
from bot.core.retrieval import Document, Index

_WEIGHTS = {"title": 0.5}
"""A title there is that of an article, and all of its passages share it."""


def rank(
    passages: Iterable[Mapping[str, str]],
    questions: Sequence[Mapping[str, str]],
    encoder: Encoder | None = None,
    limit: int = 100,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each question ({"id", "text"}) its id and those of the passages ({"id", "title", "text"}) found.

    Best first. A passage may lack its title.
    """
    documents = [Document(p["id"], {"title": p.get("title", ""), "body": p["text"]}) for p in passages]
    index = Index(documents, encoder, _WEIGHTS)
    vectors = encoder.encode([question["text"] for question in questions]) if encoder else None
    for place, question in enumerate(questions):
        hits = index.search(question["text"], None if vectors is None else vectors[place], limit)
        yield question["id"], tuple(hit.id for hit in hits)
