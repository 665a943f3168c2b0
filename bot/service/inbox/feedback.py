"""What a person says of an answer becomes labelled data."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Judged, Turn
from bot.service.work import Work
from bot.store import feedback
from bot.store.feedback import Judgement


async def keep(work: Work, judged: Judged, turn: Turn, ticket: int | None) -> Turn:
    """Keep the question with how it was answered and whether that helped; the turn that knows the record."""
    asked = judged.asked
    question = asked.turn
    judgement = Judgement(
        work.at,
        asked.language,
        question.text,
        question.intent,
        question.topic,
        asked.confidence,
        question.sections,
        judged.helpful,
        ticket or question.ticket,
        work.office.assistant.handbook.version,
    )
    record = await feedback.keep(work.tx, judgement, asked.kept)
    return replace(
        turn,
        asked=tuple(replace(a, kept=record) if a.number == asked.number else a for a in turn.asked),
    )
