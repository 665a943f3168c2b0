"""What staff answered to similar questions before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.retrieval import Document, Index
from bot.core.telling import telling
from bot.service.searching import searchable
from bot.service.work import Work
from bot.store import answered
from bot.store.answered import Answered
from bot.store.tickets import Ticket

MOST = 3
_LOOKED_AT = 25
_BACK = timedelta(days=365)
_ENOUGH = 0.5
"""Of a question's telling words; one that has no more of them is about something else."""


async def answers(work: Work, ticket: Ticket, *, confidential: bool) -> tuple[Answered, ...]:
    """The best few, those in the ticket's language first; redacted, since other people asked them."""
    question = searchable(ticket.question)
    words = telling(question)
    found = await answered.candidates(
        work.tx,
        words,
        since=work.at - _BACK,
        except_for=ticket.number,
        confidential=confidential,
        most=_LOOKED_AT,
    )
    said = await answered.last_answers(work.tx, [one.number for one in found])
    texts = {one.number: searchable(one.question) for one in found if said.get(one.number)}
    alike = {number: text for number, text in texts.items() if _share(words, text) > _ENOUGH}
    index = Index([Document(str(number), {"body": text}) for number, text in alike.items()])
    asked = {one.number: one for one in found}
    best = [asked[int(hit.id)] for hit in index.search(question)]
    best.sort(key=lambda one: one.language != ticket.language)
    return tuple(Answered(one.number, one.language, one.question, said[one.number]) for one in best[:MOST])


def _share(words: Sequence[str], text: str) -> float:
    return sum(word in text for word in words) / len(words)
