"""Shows a person what is held about them, in the chat or as a file, and records that they asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.accounts.shown import unlinked
from bot.core.model import Command, Decision, Language, Say
from bot.core.own_data import ShowData
from bot.core.pressing import label
from bot.service.held_data import holdings, own_data_page
from bot.service.held_data.holdings import Holdings
from bot.service.office import Office
from bot.service.ports import Document, Post, UserMessage
from bot.service.work import Work
from bot.store import requests
from bot.store.files import File
from bot.store.log import Entry
from bot.store.people import Person
from bot.store.personal_values import Held
from bot.store.reports import Report
from bot.store.requests import Request
from bot.store.tickets import Ticket

FILE = "own_data"
_NEWEST = 20
"""Of what was said, as many messages are shown in the chat; the file has them all, and whole."""
_SHOWN = 150
Row = TypeVar("Row")
Values = dict[str, str | tuple[Say, ...]]


async def filled_in(work: Work, decision: Decision, person: Person, inbound: UserMessage) -> Decision:
    """The decision with what it promises to show; a file goes out by itself."""
    shows = next((part for part in decision.parts if isinstance(part, ShowData)), None)
    if shows is None:
        return decision
    await requests.record(
        work.tx,
        person=person.id,
        kind="access",
        asked_at=work.at,
        due_at=work.office.due(work.at),
        done_at=work.at,
    )
    held = await holdings.gather(work, person)
    says: tuple[Say, ...] = (Say("mydata.attached"),)
    if shows.as_file:
        await _send_file(work, held, inbound, decision.language)
    else:
        says = told(work, held, decision.language, newest=_NEWEST)
    parts = tuple(replace(part, says=says) if part is shows else part for part in decision.parts)
    return replace(decision, parts=parts)


async def _send_file(work: Work, held: Holdings, inbound: UserMessage, language: Language) -> None:
    name = {"organization": work.office.assistant.handbook.organization.name(language)}
    title = work.office.say(Say("mydata.title", name), language)
    blocks = [work.office.say(say, language) for say in told(work, held, language)]
    page = own_data_page.page(title, blocks, own_data_page.as_json(held), language)
    file = Document(f"{work.office.say(Say('mydata.file_name'), language)}.html", page)
    await work.send(Post(inbound.chat, title, document=file), FILE)


def told(work: Work, held: Holdings, language: Language, newest: int | None = None) -> tuple[Say, ...]:
    """Everything, a block for each kind of record, in words."""
    office, person = work.office, held.person
    since = office.hours.local(person.since)
    name = office.say(Say("language.name", language=person.language or language))
    return (
        Say("mydata.head", {"at": office.hours.local(work.at)}),
        Say("mydata.person", {"since": since, "language": name}),
        _block("enquiries", held.enquiries, lambda t: _enquiry(office, t, language)),
        _block("values", held.values, lambda v: _value(office, v)),
        *((Say("mydata.own.files"),) if held.values else ()),
        _block("files", held.files, lambda f: _file(office, f)),
        _block("requests", held.requests, lambda r: _request(office, r)),
        _block("reports", held.reports, lambda r: _report(office, r)),
        _conversation(office, held, language, newest),
        *_on_page(office, held),
    )


def _on_page(office: Office, held: Holdings) -> tuple[Say, ...]:
    if held.on_page is None:
        return ()
    days = str(office.practice.keeping.web_chat)
    return (Say("mydata.on_page", {"count": str(held.on_page), "days": days}),)


def _block(name: str, rows: Sequence[Row], item: Callable[[Row], Say]) -> Say:
    return _listed(Say(f"mydata.{name}", {"count": str(len(rows))}), map(item, rows))


def _listed(head: Say, items: Iterable[Say]) -> Say:
    return Say("mydata.list", {"head": (head,), "items": tuple(items)})


def _enquiry(office: Office, ticket: Ticket, language: Language) -> Say:
    values = {
        "number": str(ticket.number),
        "kind": office.say(Say(f"staff.kind.{ticket.kind}"), language),
        "state": office.say(Say(f"mydata.state.{ticket.state}"), language),
        "at": office.hours.local(ticket.created_at),
        "text": office.shown(ticket.question, language),
    }
    return Say("mydata.enquiry", values)


def _value(office: Office, held: Held) -> Say:
    values: Values = {
        "kind": (Say(f"kind.{held.kind}"),),
        "at": office.hours.local(held.said_at),
        "state": (Say(f"mydata.value.{held.state}"),),
    }
    if held.ticket_number is None:
        return Say("mydata.value.no_enquiry", values)
    return Say("mydata.value", {**values, "number": str(held.ticket_number)})


def _file(office: Office, file: File) -> Say:
    kind = (Say(f"mydata.file.{file.kind}"),)
    number = str(file.ticket_number)
    return Say("mydata.file", {"at": office.hours.local(file.sent_at), "number": number, "kind": kind})


def _request(office: Office, request: Request) -> Say:
    values: Values = {
        "kind": (Say(f"staff.kind.{request.kind}"),),
        "at": office.hours.local(request.asked_at),
        "due": office.hours.local(request.due_at)[:10],
    }
    if request.done_at is None:
        return Say("mydata.request", values)
    return Say("mydata.request.done", {**values, "done": office.hours.local(request.done_at)[:10]})


def _report(office: Office, report: Report) -> Say:
    reference = unlinked(holdings.reference(report))
    return Say("mydata.report", {"at": office.hours.local(report.reported_at), "reference": reference})


def _conversation(office: Office, held: Holdings, language: Language, newest: int | None) -> Say:
    said = held.conversation if newest is None else held.conversation[-newest:]
    count = {"count": str(len(held.conversation))}
    head = Say("mydata.conversation", count)
    if len(said) < len(held.conversation):
        head = Say("mydata.conversation.newest", {**count, "shown": str(len(said))})
    return _listed(head, (_message(office, entry, language, newest and _SHOWN) for entry in said))


def _message(office: Office, entry: Entry, language: Language, at_most: int | None) -> Say:
    text = " ".join(_text(office, entry, language).split())
    values: Values = {
        "at": office.hours.local(entry.at),
        "author": (Say(f"mydata.author.{entry.author}"),),
        "text": text if at_most is None else _shortened(text, at_most),
    }
    return Say("mydata.message", values)


def _text(office: Office, entry: Entry, language: Language) -> str:
    """What was written, or the label of the button that was pressed."""
    if entry.author == "user" and entry.text.startswith("/"):
        pressed = label(Command.parse(entry.text), office.assistant.handbook, language)
        if pressed is not None:
            return office.say(Say("mydata.chosen", {"label": (pressed,)}), language)
    return office.shown(entry.text, language)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
