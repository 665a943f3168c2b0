"""One enquiry: what was said, what is known, and what staff do with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import filters
from bot.console.desk import Desk, Signed
from bot.console.filters import PAGE, Filters
from bot.console.page import does, go, problem, render, shows
from bot.console.queue import ROOM
from bot.console.reply_view import NOTHING, Untaken, for_ticket
from bot.console.second_look import Ask, asking
from bot.console.words import Words
from bot.service.desk.dossier import Dossier, open_dossier
from bot.service.ports import StaffMember
from bot.service.tickets import handling, noting, values
from bot.service.tickets.handling import Handled
from bot.service.tickets.noting import Noted
from bot.service.work import Work
from bot.store import finding, requests
from bot.store.tickets import Ticket
from bot.web.forms import Form

TICKET = f"{PAGE}/tickets/{{number}}"
VALUE = f"{PAGE}/values/{{number}}"
_ACTIONS: Mapping[str, Callable[[Work, StaffMember, int], Awaitable[Handled]]] = {
    "claim": handling.claim,
    "give_back": handling.give_back,
    "close": handling.close,
    "decline": handling.decline,
}
_POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "new": ("claim", "close", "decline"),
    "claimed": ("give_back", "close", "decline"),
    "answered": ("close",),
}


def routes(desk: Desk) -> list[Route]:
    return [
        shows(TICKET, desk, _show),
        *(does(f"{TICKET}/{action}", desk, asking(_acting(action), _ask(action))) for action in _ACTIONS),
        *(shows(f"{TICKET}/{action}", desk, _back) for action in _ACTIONS),
        shows(f"{TICKET}/notes", desk, _back),
        does(f"{TICKET}/notes", desk, _note),
        shows(VALUE, desk, _to_queue),
        does(VALUE, desk, _reveal),
    ]


def address(number: int) -> str:
    """Where an enquiry is shown."""
    return f"{PAGE}/tickets/{number}"


async def show(
    request: Request,
    desk: Desk,
    signed: Signed,
    number: int,
    status: int = 200,
    *,
    note: str = "",
    note_problem: str = "",
    untaken: Untaken = NOTHING,
) -> Response:
    """The page of an enquiry, perhaps with something written that was not taken."""
    language = desk.pages.language(request)
    async with desk.work() as work:
        dossier = await open_dossier(work, number, language, confidential=signed.is_lead)
        if dossier is None:
            return missing(request, desk)
        reply = await for_ticket(work, signed, dossier.ticket)
    has_a_field = any(draft.id == untaken.draft for draft in reply.theirs)
    values = _values(request, desk, signed, dossier) | {
        "reply": reply,
        "untaken": untaken,
        "note": note if has_a_field else note or untaken.note,
        "note_problem": note_problem,
        "note_moved": bool(untaken.note.strip()) and not has_a_field,
    }
    return render(request, desk, signed, "ticket.html", room=ROOM, status=status, **values)


def missing(request: Request, desk: Desk) -> Response:
    """What is said of what is not there for whoever asks."""
    return problem(request, desk, "page.not_found", 404)


def number_of(request: Request) -> int:
    """The number in the address; 0, which nothing has, when it is none."""
    return filters.number(request.path_params["number"]) or 0


def _values(request: Request, desk: Desk, signed: Signed, dossier: Dossier) -> dict[str, Any]:
    ticket, said = dossier.ticket, request.query_params.get("said", "")
    words = Words(desk, desk.pages.language(request))
    possible = () if ticket.is_erased else _POSSIBLE.get(ticket.state, ())
    is_request = dossier.request is not None
    asks = [(action, _asked(action, ticket, signed, is_request=is_request)) for action in possible]
    return {
        "w": words,
        "d": dossier,
        "names": words.names(dossier.names),
        "ticket": ticket,
        "actions": [(action, words.say(asked) if asked else "") for action, asked in asks],
        "was_too_late": said == "too_late",
        "said_in": "notes" if said == "noted" else "reply" if said.startswith("reply.") else "",
        "theirs": Filters("all", person=ticket.person_id).address(),
        "question": "" if _is_said(dossier) else ticket.question,
        "longest_note": noting.LONGEST,
        "now": desk.office.clock(),
        "staff_language": desk.office.staff_language,
    }


def _is_said(dossier: Dossier) -> bool:
    """Whether the question stands in the conversation just so."""
    return any(one.author == "user" and one.text == dossier.ticket.question for one in dossier.said)


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    return await show(request, desk, signed, number_of(request))


async def _back(request: Request, _: Desk, __: Signed) -> Response:
    return RedirectResponse(address(number_of(request)), 303)


async def _to_queue(_: Request, __: Desk, ___: Signed) -> Response:
    """A value is shown once: by the press, not by its address."""
    return RedirectResponse(PAGE, 303)


def _acting(action: str) -> Callable[[Request, Desk, Signed, Form], Awaitable[Response]]:
    async def act(request: Request, desk: Desk, signed: Signed, _: Form) -> Response:
        number = number_of(request)
        async with desk.work() as work:
            if await finding.one(work.tx, number, confidential=signed.is_lead) is None:
                return missing(request, desk)
            handled = await _ACTIONS[action](work, signed.staff, number)
        return go(address(number), _said(action, handled, signed))

    return act


def _ask(action: str) -> Ask:
    async def ask(request: Request, desk: Desk, signed: Signed, _: Form) -> str:
        async with desk.work() as work:
            ticket = await finding.one(work.tx, number_of(request), confidential=signed.is_lead)
            if ticket is None or action not in _POSSIBLE.get(ticket.state, ()):
                return ""
            is_request = await requests.of_ticket(work.tx, ticket.number) is not None
        asked = _asked(action, ticket, signed, is_request=is_request)
        if not asked:
            return ""
        words = Words(desk, desk.pages.language(request))
        what = words.say("queue.number", number=ticket.number)
        return words.say("desk.sure.of", what=what, question=words.say(asked))

    return ask


def _asked(action: str, ticket: Ticket, signed: Signed, *, is_request: bool) -> str:
    """The question to be answered before it is done; "" for what the person does not notice."""
    if action == "claim" or (action == "give_back" and ticket.claimed_by == signed.staff.id):
        return ""
    how = "_request" if is_request else "" if ticket.answered else "_unanswered"
    return f"enquiry.ask.{action}{how if action == 'close' else ''}"


def _said(action: str, handled: Handled, signed: Signed) -> str:
    """Who presses twice has it all the same."""
    ticket = handled.ticket
    again = ticket is not None and ticket.state == "claimed" and ticket.claimed_by == signed.staff.id
    return f"ticket.{action}" if handled.done or (action == "claim" and again) else "too_late"


async def _note(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    number, text = number_of(request), form.text("note")
    async with desk.work() as work:
        came: Noted = await noting.note(work, signed.staff, number, text, confidential=signed.is_lead)
    if came == "noted":
        return go(f"{address(number)}#notes", "noted")
    return await show(request, desk, signed, number, 422, note=text, note_problem=came)


async def _reveal(request: Request, desk: Desk, signed: Signed, _: Form) -> Response:
    async with desk.work() as work:
        found = await values.look(work, signed.staff, number_of(request), confidential=signed.is_lead)
    if found is None:
        return problem(request, desk, "enquiry.value.gone", 404)
    return render(request, desk, signed, "value.html", room=ROOM, found=found)
