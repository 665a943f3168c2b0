"""What stands beside a reply while it is written, ready to be put into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.core.canned import filled
from bot.core.handbook import CannedReply
from bot.core.model import Language
from bot.core.quoting import quote
from bot.service.replies import similar
from bot.service.work import Work
from bot.store import answered
from bot.store.tickets import Ticket

MOST_SECTIONS = 3
_GAP = re.compile(r"【[^】]*】|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text for a reply; `key` names it in a form, `about` is the question that an answer was to."""

    kind: Literal["canned", "section", "answer"]
    key: str
    title: str
    text: str
    language: Language
    about: str = ""


def canned(work: Work, ticket: Ticket) -> tuple[Suggestion, ...]:
    """The office's own ready replies, those in the ticket's language first."""
    handbook = work.office.assistant.handbook
    first = (ticket.language,) if ticket.language in handbook.languages else ()
    languages = (*first, *(one for one in handbook.languages if one not in first))
    return tuple(_canned(work, ticket, one, language) for language in languages for one in handbook.canned)


def _canned(work: Work, ticket: Ticket, one: CannedReply, language: Language) -> Suggestion:
    text = filled(one, language, work.office.assistant.handbook, ticket.number)
    return Suggestion("canned", f"canned:{one.id}:{language}", one.title[language], text, language)


def unfilled(work: Work, ticket: Ticket, text: str) -> tuple[str, ...]:
    """The gaps of ready replies that the writer has not filled."""
    gaps = dict.fromkeys(gap for one in canned(work, ticket) for gap in _GAP.findall(one.text))
    return tuple(gap for gap in gaps if gap in text)


def sections(work: Work, ticket: Ticket) -> tuple[Suggestion, ...]:
    """What is published about the question, word for word, with its source."""
    office = work.office
    language = _spoken(work, ticket)
    found = office.assistant.sections_for(ticket.question, MOST_SECTIONS) if ticket.question else ()
    return tuple(
        Suggestion(
            "section",
            f"section:{one.id}",
            f"{one.id.rpartition('#')[2]} {one.title(language)}",
            office.say(quote(office.assistant.handbook, one.id, language), language).strip(),
            language,
        )
        for one in found
    )


async def answers(work: Work, ticket: Ticket, *, confidential: bool) -> tuple[Suggestion, ...]:
    """What staff answered to similar questions of other people, without what is personal in them."""
    return tuple(
        Suggestion(
            "answer",
            f"answer:{one.number}",
            str(one.number),
            work.office.shown(one.answer, one.language),
            one.language,
            work.office.shown(one.question, one.language),
        )
        for one in await similar.answers(work, ticket, confidential=confidential)
    )


async def chosen(work: Work, ticket: Ticket, key: str, *, confidential: bool) -> str | None:
    """The text that a key stands for; None when there is none (any more)."""
    kind, _, name = key.partition(":")
    if kind == "answer":
        one = await answered.find(work.tx, int(name), confidential=confidential) if _is_number(name) else None
        return work.office.shown(one.answer, one.language) if one else None
    found = canned(work, ticket) if kind == "canned" else sections(work, ticket)
    return next((one.text for one in found if one.key == key), None)


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) <= 9


def _spoken(work: Work, ticket: Ticket) -> Language:
    """The ticket's language, or the first of ours."""
    ours = work.office.assistant.handbook.languages
    return ticket.language if ticket.language in ours else ours[0]
