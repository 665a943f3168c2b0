"""Warnings about accounts: a lead publishes them from here, and everybody may read them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console import cases
from bot.console.desk import Desk, Signed
from bot.console.page import does, go, problem, render, shows
from bot.console.second_look import asking
from bot.service.desk import publishing
from bot.service.tickets.case_file import official_lists, warned
from bot.store import case_list
from bot.web.forms import Form

PUBLIC = "/warnings"
_WARNING = f"{cases.CASE}/warning"
_MOST_SHOWN = 200


def routes(desk: Desk) -> list[Route]:
    async def everybody(request: Request) -> Response:
        return await _public(request, desk)

    return [
        shows(_WARNING, desk, _preview),
        does(_WARNING, desk, _publish),
        shows(f"{_WARNING}/end", desk, _preview),
        does(f"{_WARNING}/end", desk, asking(_take_back, _ask_to_take_back, room=cases.ROOM)),
        Route(PUBLIC, everybody, methods=["GET"]),
    ]


async def _preview(request: Request, desk: Desk, signed: Signed) -> Response:
    """The very sentences, in every language."""
    if not signed.is_lead:
        return _lead_only(request, desk)
    async with desk.work() as work:
        case = await cases.find(work, request, signed)
    if case is None:
        return problem(request, desk, "page.not_found", 404)
    if case.verdict != "not_ours" or case.warned_at is not None:
        return go(cases.address(case.id))
    office, spoken = desk.office, desk.pages.spoken
    shown = [(language, warned(office, case.reference, work.at, language)) for language in spoken]
    values: dict[str, Any] = {"case": case, "shown": shown, "account": shown[0][1].account}
    return render(request, desk, signed, "warning.html", room=cases.ROOM, **values)


async def _publish(request: Request, desk: Desk, signed: Signed, _: Form) -> Response:
    if not signed.is_lead:
        return _lead_only(request, desk)
    async with desk.work() as work:
        case = await cases.find(work, request, signed)
        if case is None:
            return problem(request, desk, "page.not_found", 404)
        done = await publishing.publish(work, signed.staff, case.id)
    return go(cases.address(case.id), "warned" if done else "not_warned")


async def _ask_to_take_back(request: Request, desk: Desk, signed: Signed, _: Form) -> str:
    return desk.pages.say(desk.pages.language(request), "desk.cases.unwarn.ask") if signed.is_lead else ""


async def _take_back(request: Request, desk: Desk, signed: Signed, _: Form) -> Response:
    if not signed.is_lead:
        return _lead_only(request, desk)
    async with desk.work() as work:
        case = await cases.find(work, request, signed)
        if case is None:
            return problem(request, desk, "page.not_found", 404)
        done = await publishing.take_back(work, signed.staff, case.id)
    return go(cases.address(case.id), "warning_ended" if done else "no_warning")


def _lead_only(request: Request, desk: Desk) -> Response:
    return problem(request, desk, "desk.cases.lead_only", 403)


async def _public(request: Request, desk: Desk) -> Response:
    """What everybody may read, without signing in: the newest first."""
    language = desk.pages.language(request)
    async with desk.work() as work:
        found = await case_list.listed(work.tx, "warned", _MOST_SHOWN, confidential=True)
    office = desk.office
    shown = [
        (case.warned_at, warned(office, case.reference, case.warned_at, language))
        for case in found
        if case.warned_at is not None
    ]
    values: dict[str, Any] = {
        "shown": shown,
        "organization": office.assistant.handbook.organization.name(language),
        "sources": official_lists(office, language),
    }
    return desk.pages.render(request, "warnings.html", **values)
