"""What could not be handled or delivered: when and why, and to be tried again; never what it says."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.desk import Desk, Signed
from bot.console.page import PATHS, does, go, render, shows
from bot.core.model import Language
from bot.service.desk import trying_again
from bot.store import dead_letters
from bot.store.dead_letters import DeadLetter
from bot.web.forms import Form

ROOM = "letters"
_ALL = f"{PATHS[ROOM]}/all"
_MOST_SHOWN = 300


def routes(desk: Desk) -> list[Route]:
    return [
        shows(PATHS[ROOM], desk, _list),
        does(f"{PATHS[ROOM]}/retry", desk, _retry),
        shows(_ALL, desk, _look_again),
        does(_ALL, desk, _retry_all),
    ]


async def _list(request: Request, desk: Desk, signed: Signed) -> Response:
    async with desk.work() as work:
        found = await dead_letters.listed(work.tx, confidential=signed.is_lead)
    language, local = desk.pages.language(request), desk.office.hours.local
    newest = sorted(found, key=lambda letter: letter.at, reverse=True)[:_MOST_SHOWN]
    rows = [
        {"letter": letter, "at": local(letter.at), "what": _what(desk, letter, language)} for letter in newest
    ]
    return render(request, desk, signed, "letters.html", room=ROOM, rows=rows, count=len(found))


async def _retry(_: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    """One of them; whoever is second is told."""
    async with desk.work() as work:
        done = await trying_again.retry(work, signed.staff, [form.text("name")], confidential=signed.is_lead)
    return go(PATHS[ROOM], "retried" if done else "not_retried")


async def _look_again(request: Request, desk: Desk, signed: Signed) -> Response:
    """Before all of them are tried again: how many of each kind."""
    async with desk.work() as work:
        found = await dead_letters.listed(work.tx, confidential=signed.is_lead)
    if not found:
        return go(PATHS[ROOM])
    kinds = [letter.kind for letter in found]
    counts = [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]
    return render(request, desk, signed, "letters_all.html", room=ROOM, counts=counts, count=len(found))


async def _retry_all(_: Request, desk: Desk, signed: Signed, __: Form) -> Response:
    async with desk.work() as work:
        found = await dead_letters.listed(work.tx, confidential=signed.is_lead)
        names = [letter.name for letter in found]
        done = await trying_again.retry(work, signed.staff, names, confidential=signed.is_lead)
    return go(PATHS[ROOM], "retried_all" if done else "not_retried")


def _what(desk: Desk, letter: DeadLetter, language: Language) -> str:
    """What it is, in words: by what a message was for, or by the name of a job."""
    known = f"desk.letters.{letter.kind}.{letter.purpose}"
    return desk.pages.say(language, known if desk.pages.has(known) else f"desk.letters.{letter.kind}")
