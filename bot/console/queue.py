"""The enquiries: what waits, and what else is looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import filters
from bot.console.desk import Desk, Signed
from bot.console.filters import KINDS, PAGE, STANDINGS, Filters
from bot.console.page import render, shows
from bot.console.words import Words
from bot.service import searching
from bot.service.attention import queue_last_opened, queue_opened
from bot.service.tickets.cases import REPORT
from bot.service.work import Work
from bot.store import finding, reports
from bot.store.finding import Counts, Listed, Page

ROOM = "queue"
SIZE = 50
_OPENED_EVERY = timedelta(minutes=10)
"""How exactly it is known when somebody looked last: not every look is worth a write."""


@dataclass(frozen=True, slots=True)
class View:
    """One of the lists that are a press away, and how many are in it."""

    name: str
    shows: Filters
    count: int


def routes(desk: Desk) -> list[Route]:
    return [shows(PAGE, desk, _show)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    query = request.query_params
    chosen = filters.read(query, desk.pages.spoken)
    async with desk.work() as work:
        await _opened(work)
        number = searching.number(chosen.searched)
        if number is not None and await finding.one(work.tx, number, confidential=signed.is_lead):
            return RedirectResponse(f"/desk/tickets/{number}", 303)
        begin = filters.number(query.get("from", ""))
        counts = await finding.counts(work.tx, signed.staff.id, confidential=signed.is_lead)
        views = _views(counts)
        known = next((view.count for view in views if view.shows == chosen), None)
        page = await finding.page(work.tx, chosen.wanted(signed), SIZE, begin, known)
        missed = await _missed(work, signed, chosen) if not page.rows else None
        reported = await reports.people(work.tx, [row.number for row in page.rows if row.kind == REPORT])
        left = await _left(work, signed, query.get("left", ""))
    values: dict[str, Any] = {
        "w": Words(desk, desk.pages.language(request)),
        "chosen": chosen,
        "views": views,
        "standings": STANDINGS,
        "kinds": KINDS,
        "found": page,
        "missed": missed,
        "is_a_view": any(view.shows == replace(chosen, searched="") for view in views),
        "next": _further(chosen, page.next),
        "previous": _further(chosen, page.previous),
        "reported": reported,
        "left": left,
        "now": desk.office.clock(),
    }
    return render(request, desk, signed, "queue.html", room=ROOM, **values)


async def _opened(work: Work) -> None:
    before = await queue_last_opened(work.tx)
    if before is None or work.at - before >= _OPENED_EVERY:
        await queue_opened(work.tx, work.at)


async def _missed(work: Work, signed: Signed, chosen: Filters) -> Page | None:
    """What a search that found nothing would find among all enquiries."""
    if not chosen.looks_for_something or chosen == chosen.widest:
        return None
    return await finding.page(work.tx, chosen.widest.wanted(signed), 1)


async def _left(work: Work, signed: Signed, numbers: str) -> list[Listed]:
    """What was to be closed with others and was not, as it stands now."""
    wanted = [n for one in numbers.split("-")[:SIZE] if (n := filters.number(one)) is not None]
    if not wanted:
        return []
    return await finding.with_numbers(work.tx, wanted, confidential=signed.is_lead)


def _views(counts: Counts) -> tuple[View, ...]:
    return (
        View("waiting", Filters(), counts.waiting),
        View("mine", Filters("open", mine=True), counts.mine),
        View("open", Filters("open"), counts.open),
        View("ended", Filters("ended"), counts.ended),
        View("all", Filters("all"), counts.open + counts.ended),
    )


def _further(chosen: Filters, begin: int | None) -> str:
    """The address of the page that begins with a number; "" when there is none."""
    address = chosen.address()
    return f"{address}{'&' if '?' in address else '?'}from={begin}" if begin is not None else ""
