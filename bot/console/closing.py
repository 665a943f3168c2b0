"""Several enquiries closed at once, after a second look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import filters
from bot.console.desk import Desk, Signed
from bot.console.filters import PAGE, Filters
from bot.console.page import does, go, render, shows
from bot.console.queue import ROOM
from bot.console.words import Words
from bot.service.desk import bulk
from bot.store import finding
from bot.web.forms import Form

PATH = f"{PAGE}/close"
_MOST = 50


def routes(desk: Desk) -> list[Route]:
    return [shows(PATH, desk, _back), does(PATH, desk, _close)]


async def _back(_: Request, __: Desk, ___: Signed) -> Response:
    """A list that was chosen is not kept: whoever comes back chooses again."""
    return RedirectResponse(PAGE, 303)


async def _close(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    chosen = filters.read(dict(parse_qsl(form.text("back"))), desk.pages.spoken)
    if form.text("sure"):
        return await _close_all(desk, signed, chosen, _seen(form.texts("seen")))
    numbers = [n for one in form.texts("number")[:_MOST] if (n := filters.number(one)) is not None]
    if not numbers:
        return go(chosen.address(), "none_chosen")
    async with desk.work() as work:
        found = await finding.with_numbers(work.tx, numbers, confidential=signed.is_lead)
    reasons = {row.number: bulk.why_not(row, signed.staff) for row in found}
    values: dict[str, Any] = {
        "w": Words(desk, desk.pages.language(request)),
        "chosen": chosen,
        "rows": [row for row in found if reasons[row.number] is None],
        "others": [(row, reasons[row.number]) for row in found if reasons[row.number] is not None],
    }
    return render(request, desk, signed, "close.html", room=ROOM, **values)


async def _close_all(desk: Desk, signed: Signed, chosen: Filters, seen: list[tuple[int, int]]) -> Response:
    """Each by itself, so that nobody waits for all of them."""
    left = []
    for number, version in seen:
        async with desk.work() as work:
            if not await bulk.close(work, signed.staff, number, version):
                left.append(number)
    if not left:
        return go(chosen.address(), "all_closed")
    said = "not_all_closed" if len(left) < len(seen) else "none_closed"
    return go(chosen.address(), said, [("left", "-".join(str(number) for number in left))])


def _seen(fields: Iterable[str]) -> list[tuple[int, int]]:
    """Numbers and versions of what was looked at."""
    pairs = [[filters.number(part) for part in field.split(":")] for field in fields]
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and pair[0] and pair[1]][:_MOST]
