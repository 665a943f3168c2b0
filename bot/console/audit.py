"""Who of staff did what, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.desk import Desk, Signed
from bot.console.page import PATHS, render, shows
from bot.console.words import Words
from bot.core.model import Language
from bot.service.desk import publishing
from bot.service.sign_in.signing_in import ENDED
from bot.service.tickets import judging
from bot.service.well_formed import well_formed
from bot.store import audit
from bot.store.audit import Act, Wanted

ROOM = "audit"
_A_PAGE = 100
_LARGEST = 999_999_999
_LONGEST = 64
_TYPE = "desk.audit.type."
_OF_CASES = {judging.JUDGED, publishing.WARNED, publishing.TAKEN_BACK}
"""Events of which the first word is the number of a case."""


def routes(desk: Desk) -> list[Route]:
    return [shows(PATHS[ROOM], desk, _show)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    asked = request.query_params
    who, type_ = (well_formed(asked.get(name, ""))[:_LONGEST] for name in ("staff", "type"))
    before = _read(asked.get("before", ""))
    wanted = Wanted(who or None, type_ or None, before, confidential=signed.is_lead)
    async with desk.work() as work:
        found = await audit.listed(work.tx, wanted, _A_PAGE + 1)
        known = await audit.people(work.tx)
    language = desk.pages.language(request)
    names = Words(desk, language).names(known)
    shown = found[:_A_PAGE]
    values: dict[str, Any] = {
        "rows": [_row(desk, act, names, language) for act in shown],
        "people": names if not who or who in names else {**names, who: who},
        "types": _types(desk, language),
        "who": who,
        "type": type_,
        "is_first": before is None,
        "older": _written(shown[-1]) if len(found) > _A_PAGE else "",
    }
    return render(request, desk, signed, "audit.html", room=ROOM, **values)


def _row(desk: Desk, act: Act, names: dict[str, str], language: Language) -> dict[str, object]:
    case, detail = _detail(desk, act, names, language)
    known = f"{_TYPE}{act.type}"
    say = desk.pages.say
    return {
        "at": act.at,
        "local": desk.office.hours.local(act.at),
        "name": names.get(act.staff_id, act.staff_id),
        "what": say(language, known) if desk.pages.has(known) else act.type,
        "ticket": act.ticket_number,
        "case": case,
        "detail": detail,
    }


def _detail(desk: Desk, act: Act, names: dict[str, str], language: Language) -> tuple[str, str]:
    """The number of the case that was acted on, if it was one, and what else is to be told."""
    case, detail = "", act.detail
    if act.type in _OF_CASES and act.source == "desk":
        case, _, detail = detail.partition(" ")
    elif act.type == ENDED:
        person, colon, browser = detail.partition(": ")
        detail = f"{names.get(person, person)}{colon}{browser}"
    words = [_word(desk, part, language) for part in detail.split(", ") if part]
    return case, ", ".join(words)


def _word(desk: Desk, part: str, language: Language) -> str:
    """A kind of personal data or a verdict in words; anything else as it is."""
    for known in (f"kind.{part}", f"staff.report.verdict.{part}"):
        if desk.pages.has(known):
            return desk.pages.say(language, known)
    return part


def _types(desk: Desk, language: Language) -> list[tuple[str, str]]:
    """Every type that there are words for, by these words."""
    wording = desk.office.assistant.handbook.wording[language]
    named = [(id.removeprefix(_TYPE), text) for id, text in wording.items() if id.startswith(_TYPE)]
    return sorted(named, key=lambda one: one[1])


def _written(act: Act) -> str:
    """Where the next page begins."""
    return f"{act.at.isoformat()} {act.source} {act.id}"


def _read(written: str) -> tuple[datetime, str, int] | None:
    """As `_written` gives it; None for anything else."""
    try:
        at, source, number = written.split(" ")
        moment, row = datetime.fromisoformat(at).astimezone(UTC), int(number)
    except (ValueError, OverflowError):
        return None
    if source not in {"ticket", "desk"} or not 0 <= row <= _LARGEST:
        return None
    return moment, source, row
