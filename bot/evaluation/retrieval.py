"""How well passages are ranked for questions that have one right passage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, StrictStr

FIRST = 10


class Passage(BaseModel):
    """Something to be found."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: StrictStr
    title: StrictStr = ""
    text: StrictStr


class Question(BaseModel):
    """What is asked, and the id of the passage that answers it, if it is known."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: StrictStr
    text: StrictStr
    passage: StrictStr | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Means over all questions whose passage is known."""

    ndcg: float
    first: float
    recall: float
    questions: int


def measure(ranked: Mapping[str, tuple[str, ...]], questions: Iterable[Question]) -> Ranking | None:
    """nDCG@10, P@1 and recall@10; None when no question tells its passage."""
    places = [_place(ranked[q.id], q.passage) for q in questions if q.passage is not None]
    if not places:
        return None
    found = [place for place in places if place is not None]
    return Ranking(
        sum(1 / math.log2(place + 2) for place in found) / len(places),
        found.count(0) / len(places),
        len(found) / len(places),
        len(places),
    )


def _place(ranked: tuple[str, ...], passage: str) -> int | None:
    """Where a passage stands among the first ten, from 0."""
    return ranked.index(passage) if passage in ranked[:FIRST] else None
