"""Accounts that people reported: what they reported, and staff's verdict."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console import filters
from bot.console.desk import Desk, Signed
from bot.console.page import PATHS, does, go, problem, render, shows
from bot.console.second_look import asking
from bot.console.words import Words
from bot.core.model import Language, StaffVerdict
from bot.service.tickets import cards, judging
from bot.service.tickets.case_file import Described, described
from bot.service.work import Work
from bot.store import case_list, staff
from bot.store.case_list import Case, View
from bot.web.forms import Form
from bot.web.numbers import SHORT

ROOM = "cases"
CASE = f"{PATHS[ROOM]}/{{number:{SHORT}}}"
_A_PAGE = 50
_LARGEST = 999_999_999
_VIEWS: tuple[View, ...] = ("undecided", "decided", "warned")
_VERDICTS: tuple[StaffVerdict, ...] = ("not_ours", "ours")
_SAID = {"done": "judged", "stands": "verdict_stands", "gone": "verdict_gone"}


def routes(desk: Desk) -> list[Route]:
    return [
        shows(PATHS[ROOM], desk, _list),
        shows(CASE, desk, _show),
        shows(f"{CASE}/verdict", desk, _look_again),
        does(f"{CASE}/verdict", desk, asking(_judge, _ask, room=ROOM)),
    ]


def address(number: int) -> str:
    """Where a case is shown."""
    return f"{PATHS[ROOM]}/{number}"


async def find(work: Work, request: Request, signed: Signed) -> Case | None:
    """The case in the address, if there is one for this reader."""
    number: int = request.path_params["number"]
    if number > _LARGEST:
        return None
    return await case_list.find(work.tx, number, confidential=signed.is_lead)


async def _list(request: Request, desk: Desk, signed: Signed) -> Response:
    asked = request.query_params.get("view")
    view = next((one for one in _VIEWS if one == asked), _VIEWS[0])
    number = filters.number(request.query_params.get("page", "")) or 1
    async with desk.work() as work:
        counts = await case_list.count(work.tx, confidential=signed.is_lead)
        found = await case_list.listed(
            work.tx, view, _A_PAGE + 1, (number - 1) * _A_PAGE, confidential=signed.is_lead
        )
    language = desk.pages.language(request)
    values: dict[str, Any] = {
        "rows": [_row(desk, case, language) for case in found[:_A_PAGE]],
        "view": view,
        "views": [(one, counts[one]) for one in _VIEWS],
        "page": number,
        "has_more": len(found) > _A_PAGE,
    }
    return render(request, desk, signed, "cases.html", room=ROOM, **values)


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    async with desk.work() as work:
        case = await find(work, request, signed)
        if case is None:
            return problem(request, desk, "page.not_found", 404)
        reported = await case_list.reports_of(work.tx, case.id, confidential=signed.is_lead)
        warned_by = case.warned_by or ""
        names = await staff.names(work.tx, [warned_by])
    language, local = desk.pages.language(request), desk.office.hours.local
    reports = [
        {
            "at": one.at,
            "local": local(one.at),
            "person": one.person_id,
            "ticket": one.ticket_number,
            "state": one.state,
            "told": one.told,
            "seen": described(desk.office, one.reference, language),
        }
        for one in reported
    ]
    values: dict[str, Any] = {
        "row": _row(desk, case, language),
        "case": case,
        "reports": reports,
        "warned_by": Words(desk, language).name(warned_by, names.get(warned_by, warned_by)),
    }
    return render(request, desk, signed, "case.html", room=ROOM, **values)


async def _look_again(request: Request, desk: Desk, signed: Signed) -> Response:
    """Before a verdict is changed: who gave it, and how many people will be told."""
    verdict = _verdict(request.query_params.get("to"))
    async with desk.work() as work:
        case = await find(work, request, signed)
        if case is None:
            return problem(request, desk, "page.not_found", 404)
        if verdict is None:
            return go(address(case.id))
        count = await judging.to_be_told(work, case.id, verdict)
    seen = described(desk.office, case.reference, desk.pages.language(request))
    if case.verdict is None or verdict not in _can_be(case, seen):
        return go(address(case.id))
    row = _row(desk, case, desk.pages.language(request))
    values: dict[str, Any] = {"row": row, "case": case, "verdict": verdict, "count": count}
    return render(request, desk, signed, "case_verdict.html", room=ROOM, **values)


async def _ask(request: Request, desk: Desk, signed: Signed, form: Form) -> str:
    """Before the first verdict: how many people will be told."""
    verdict, language = _verdict(form.text("verdict")), desk.pages.language(request)
    async with desk.work() as work:
        case = await find(work, request, signed)
    if case is None or verdict is None or case.verdict is not None:
        return ""
    seen, words = described(desk.office, case.reference, language), Words(desk, language)
    if verdict not in _can_be(case, seen):
        return ""
    question = words.say(f"desk.cases.ask.{verdict}", count=case.people)
    return words.say("desk.sure.of", what=seen.account, question=question)


async def _judge(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    """Who is second is shown who was first, and asked again."""
    verdict = _verdict(form.text("verdict"))
    async with desk.work() as work:
        case = await find(work, request, signed)
        if case is None or verdict is None:
            return problem(request, desk, "page.not_found", 404)
        sure = form.text("sure") == "yes"
        judged = await judging.judge(work, signed.staff, case.id, verdict, sure=sure)
        if judged.outcome == "done" and judged.impostor is not None:
            await cards.refresh(work, judged.impostor.ticket_number)
    here = address(case.id)
    if judged.outcome == "sure":
        return go(f"{here}/verdict?to={verdict}", "verdict_other")
    return go(here, _SAID[judged.outcome])


def _verdict(written: str | None) -> StaffVerdict | None:
    return next((one for one in _VERDICTS if one == written), None)


def _row(desk: Desk, case: Case, language: Language) -> dict[str, object]:
    """A case as its list shows it."""
    local = desk.office.hours.local
    seen = described(desk.office, case.reference, language)
    return {
        "case": case,
        "seen": seen,
        "first": local(case.first_at),
        "last": local(case.last_at),
        "decided": local(case.decided_at) if case.decided_at else "",
        "decided_by": Words(desk, language).name(case.decided_by or "", case.decided_name or ""),
        "warned": local(case.warned_at) if case.warned_at else "",
        "can_be": _can_be(case, seen),
    }


def _can_be(case: Case, seen: Described) -> list[StaffVerdict]:
    """The verdicts that can be given now."""
    return [one for one in _VERDICTS if one != case.verdict and (one != "ours" or seen.may_be_ours)]
