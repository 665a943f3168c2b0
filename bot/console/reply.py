"""Answering an enquiry: what is written is kept, shown as the person will see it, and only then sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.desk import Desk, Signed
from bot.console.page import does, go, shows
from bot.console.reply_view import Untaken
from bot.console.second_look import asking
from bot.console.ticket import TICKET, address, missing, number_of, show
from bot.service.ports import StaffMember
from bot.service.replies import beside, checking, replying
from bot.service.replies.reply_files import Unfit, judged
from bot.service.replies.replying import Held, Refused, Seen, Sent
from bot.service.work import Work
from bot.store import drafts, finding, tickets
from bot.store.draft_files import NewFile
from bot.store.drafts import Draft
from bot.store.tickets import Ticket
from bot.web.forms import Form, Uploaded

_HERE = "#reply"
_DISCARD = "discard"
_SENT_FILES = 100
"""More than may go with a reply, so that who sends too many is told in words."""
Outcome = Sent | Held | Refused | None
Act = Callable[[Work, StaffMember, Draft, Form], Awaitable[Outcome]]


def routes(desk: Desk) -> list[Route]:
    return [
        does(f"{TICKET}/reply", desk, _write, most_files=_SENT_FILES),
        *(does(f"{TICKET}/reply/{name}", desk, _acting(name)) for name in _ACTS if name != _DISCARD),
        does(f"{TICKET}/reply/{_DISCARD}", desk, asking(_acting(_DISCARD), "reply.discard.ask")),
        *(shows(f"{TICKET}/reply{rest}", desk, _back) for rest in ("", "/{act}")),
    ]


async def _back(request: Request, _: Desk, __: Signed) -> Response:
    return RedirectResponse(address(number_of(request)), 303)


async def _write(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
    """Keep the text, perhaps with something put into it, or with files."""
    number, text = number_of(request), form.text("text")
    files, unfit = await _judged(form.files)
    async with desk.work() as work:
        ticket = await finding.one(work.tx, number, confidential=signed.is_lead)
        if ticket is None:
            return missing(request, desk)
        text = await _with_inserted(work, ticket, text, form.text("insert"), confidential=signed.is_lead)
        kept = await replying.save(
            *(work, signed.staff, number, text, _seen(form, ticket), form.text("had") or None),
            for_files=0 < len(files) <= replying.MOST_FILES,
        )
        why = "" if isinstance(kept, Refused) else unfit or await _with_files(work, kept, files, form)
    if isinstance(kept, Refused):
        status = 409 if kept.why in {"elsewhere", "ended"} else 422
        left = Untaken(kept.why, text, files_dropped=bool(form.files))
        return await show(request, desk, signed, number, status, untaken=left)
    if why:
        return await show(request, desk, signed, number, 422, untaken=Untaken(why))
    return go(address(number) + _HERE, "reply.saved" if form.text("do") == "save" else "")


async def _with_inserted(work: Work, ticket: Ticket, text: str, key: str, *, confidential: bool) -> str:
    chosen = await beside.chosen(work, ticket, key, confidential=confidential) if key else None
    return "\n\n".join(filter(None, (text.rstrip(), chosen))) if chosen else text


async def _with_files(work: Work, draft: Draft, files: Sequence[NewFile], form: Form) -> str:
    """Why the files do not go with it, if so."""
    removed = form.number("remove")
    if removed is not None:
        await replying.remove_file(work, draft, removed)
    refused = await replying.add_files(work, draft, files) if files else None
    return refused.why if refused else ""


async def _judged(files: Sequence[Uploaded]) -> tuple[list[NewFile], Unfit | None]:
    found = [await judged(one.name, one.content) for one in files]
    unfit = next((one for one in found if isinstance(one, str)), None)
    return [one for one in found if isinstance(one, NewFile)] if unfit is None else [], unfit


def _seen(form: Form, ticket: Ticket) -> Seen:
    """The ticket as the form's page showed it; without that, any change since it was opened is told."""
    try:
        at = datetime.fromisoformat(form.text("seen_at"))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        at = ticket.created_at
    return Seen(form.number("version") or 0, at)


async def _send(work: Work, staff: StaffMember, draft: Draft, form: Form) -> Outcome:
    ticket = await tickets.get(work.tx, draft.ticket_number)
    return await replying.send(work, staff, draft.id, _seen(form, ticket), form.text("shown"))


async def _ask(work: Work, staff: StaffMember, draft: Draft, form: Form) -> Outcome:
    return await checking.ask(work, staff, draft.id, form.text("shown"))


async def _take(work: Work, staff: StaffMember, draft: Draft, _: Form) -> Outcome:
    return await checking.take_over(work, staff, draft.id)


async def _hand_back(work: Work, staff: StaffMember, draft: Draft, form: Form) -> Outcome:
    return await checking.hand_back(work, staff, draft.id, form.text("note"))


async def _discard(work: Work, staff: StaffMember, draft: Draft, _: Form) -> Outcome:
    return await replying.discard(work, staff, draft.id)


_ACTS: Mapping[str, Act] = {
    "send": _send,
    "ask": _ask,
    "take": _take,
    "hand_back": _hand_back,
    _DISCARD: _discard,
}


def _acting(name: str) -> Callable[[Request, Desk, Signed, Form], Awaitable[Response]]:
    async def act(request: Request, desk: Desk, signed: Signed, form: Form) -> Response:
        number, draft_id = number_of(request), form.number("draft") or 0
        async with desk.work() as work:
            if await finding.one(work.tx, number, confidential=signed.is_lead) is None:
                return missing(request, desk)
            draft = await drafts.find(work.tx, draft_id)
            done: Outcome = Refused("gone")
            if draft is not None and draft.ticket_number == number:
                done = await _ACTS[name](work, signed.staff, draft, form)
        if isinstance(done, Refused | Held):
            left = _left(done, draft_id, form)
            status = 422 if left.problem == "long_note" else 409
            return await show(request, desk, signed, number, status, untaken=left)
        return go(address(number) + _HERE, f"reply.{name}")

    return act


def _left(done: Refused | Held, draft_id: int, form: Form) -> Untaken:
    if isinstance(done, Refused):
        return Untaken(done.why, draft=draft_id, note=form.text("note"))
    return Untaken("held" if done.changes else "held_again", draft=draft_id, changes=done.changes)
