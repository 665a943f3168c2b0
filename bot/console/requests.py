"""Demands about personal data: those that are due, and those that are done."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.desk import Desk, Signed
from bot.console.page import PATHS, render, shows
from bot.service.hours import Hours
from bot.store import requests
from bot.store.requests import Demand

ROOM = "requests"
SOON = 3
"""Days before a demand is due from which that is said."""
_MOST_DONE = 200


def routes(desk: Desk) -> list[Route]:
    return [shows(PATHS[ROOM], desk, _show)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    async with desk.work() as work:
        undone = await requests.undone(work.tx, confidential=signed.is_lead)
        done = await requests.done(work.tx, _MOST_DONE, confidential=signed.is_lead)
    hours = desk.office.hours
    today = hours.today(work.at)
    rows = [_row(hours, demand, today) for demand in undone]
    finished = [_row(hours, demand, today) for demand in done]
    return render(request, desk, signed, "requests.html", room=ROOM, rows=rows, done=finished)


def _row(hours: Hours, demand: Demand, today: date) -> dict[str, object]:
    """Its days in the office's time; `left` is negative when it is overdue."""
    due = hours.today(demand.due_at)
    return {
        "kind": demand.kind,
        "person": demand.person_id,
        "ticket": demand.ticket_number,
        "asked": hours.today(demand.asked_at),
        "due": due,
        "done": hours.today(demand.done_at) if demand.done_at else None,
        "left": (due - today).days,
        "is_soon": (due - today).days <= SOON,
    }
