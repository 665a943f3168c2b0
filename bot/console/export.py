"""A list of enquiries as a file for spreadsheet programs."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console import filters
from bot.console.desk import Desk, Signed
from bot.console.filters import PAGE
from bot.console.page import shows
from bot.console.words import Words
from bot.store import desk_events, finding
from bot.store.finding import Listed

EXPORTED = "exported"
_COLUMNS = (
    *("number", "kind", "state", "language", "received", "updated"),
    *("answered", "ended", "who", "due", "question"),
)
_FORMULA = tuple("=+-@＝＋－＠")
"""With these at its beginning, perhaps after spaces, programs take a cell for something to be worked out."""
_UNSEEN = ("\t", "\r", "\n")


def routes(desk: Desk) -> list[Route]:
    return [shows(f"{PAGE}/export.csv", desk, _export)]


async def _export(request: Request, desk: Desk, signed: Signed) -> Response:
    """All that the filters show; that somebody took it away is recorded, with how much it was."""
    chosen = filters.read(request.query_params, desk.pages.spoken)
    async with desk.work() as work:
        found = await finding.everything(work.tx, chosen.wanted(signed))
        await desk_events.add(work.tx, signed.staff.id, EXPORTED, str(len(found)), work.at)
    words = Words(desk, desk.pages.language(request))
    name = f"enquiries-{desk.office.hours.today(work.at).isoformat()}.csv"
    return Response(
        await asyncio.to_thread(written, found, words),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def written(found: Sequence[Listed], words: Words) -> bytes:
    """The file: with the mark by which Excel knows UTF-8, and the line ends that it writes itself."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([words.say(f"export.{column}") for column in _COLUMNS])
    table.writerows([harmless(cell) for cell in _cells(one, words)] for one in found)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program works out."""
    return f"'{cell}" if cell.startswith(_UNSEEN) or cell.lstrip().startswith(_FORMULA) else cell


def _cells(one: Listed, words: Words) -> tuple[str, ...]:
    return (
        str(one.number),
        words.kind(one),
        words.say(f"staff.state.{one.state}", name=words.who_has(one)),
        words.spoken(one.language),
        words.when(one.created_at).local,
        words.when(one.updated_at).local,
        words.say("export.answered.yes" if one.answered else "export.answered.no"),
        "" if one.is_open else words.when(one.updated_at).local,
        words.who_has(one),
        words.day(one.due_at).local if one.due_at else "",
        words.text(one.question),
    )
