"""Doing what a part of a decision says, and telling staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.model import (
    OPEN_STATES,
    Append,
    Decision,
    Escalate,
    Part,
    Report,
    StartRequest,
    TicketCommand,
    TicketState,
)
from bot.core.own_data import Consent
from bot.service.ports import UserMessage
from bot.service.searching import searchable
from bot.service.tickets import cards, cases, filing, reporting, tried, values
from bot.service.work import Work
from bot.store import finding, outbox, requests, tickets
from bot.store.people import Person

Change = Literal["new", "append", "status", "cancel", "reopen", "none"]


@dataclass(frozen=True, slots=True)
class TicketChange:
    """What a message did to a ticket."""

    number: int
    state: TicketState
    change: Change


async def apply(
    work: Work, part: Part, person: Person, inbound: UserMessage, decision: Decision
) -> tuple[TicketChange, ...]:
    """Open, add to, withdraw or reopen a ticket as the part says; empty when it concerns no ticket."""
    match part:
        case Escalate() | StartRequest():
            return (await _open(work, part, person, inbound, decision),)
        case Report():
            opened = await reporting.receive(work, part, person, inbound, decision)
            return (TicketChange(opened.number, opened.state, "new"),) if opened else ()
        case Append():
            return (await _append(work, part, inbound, decision),)
        case Consent():
            await values.decide(work, part, person)
            return ()
        case TicketCommand(command="status"):
            return await _status(work, part, person)
        case TicketCommand(command="cancel", number=number) if number:
            return (await _withdraw(work, number),)
        case TicketCommand(command="reopen"):
            return (await _reopen(work, part, decision),)
        case _:
            return ()


async def _open(
    work: Work, part: Escalate | StartRequest, person: Person, inbound: UserMessage, decision: Decision
) -> TicketChange:
    request = part.understanding.request if isinstance(part, StartRequest) else None
    question = work.office.redact(part.matter, decision.asked_about)
    new = tickets.NewTicket(
        person.id,
        inbound.chat,
        decision.language,
        question,
        tried.dump(tried.of(part)),
        kind=request or "question",
        urgent=isinstance(part, Escalate) and part.urgent,
        question_message_id=None if inbound.callback else inbound.message_id,
        for_leads=part.for_leads,
        words=searchable(question),
    )
    ticket = await tickets.open_ticket(work.tx, new, work.at)
    if request:
        due = work.office.due(work.at)
        await requests.record(
            work.tx,
            person=person.id,
            kind=request,
            asked_at=work.at,
            due_at=due,
            ticket=ticket.number,
        )
    await cards.post(work, ticket)
    await filing.attach(work, ticket, part.attachments)
    return TicketChange(ticket.number, ticket.state, "new")


async def _append(work: Work, part: Append, inbound: UserMessage, decision: Decision) -> TicketChange:
    ticket = await tickets.get(work.tx, part.number)
    text = work.office.redact(part.matter, decision.asked_about)
    is_question = part.edited and inbound.message_id == ticket.question_message_id
    state: TicketState = "claimed" if ticket.claimed_by else "new"
    await tickets.change(
        work.tx,
        part.number,
        work.at,
        only_from=OPEN_STATES,
        event="edited" if part.edited else "added",
        actor="user",
        state=state,
        urgent=ticket.urgent or part.urgent,
        search_text=finding.adding(searchable(text)),
        **({"question": text} if is_question else {}),
    )
    await cards.refresh(work, part.number)
    await cards.notify(work, "staff.edited" if part.edited else "staff.added", part.number, text)
    await filing.attach(work, ticket, part.attachments)
    return TicketChange(part.number, state, "append")


async def _status(work: Work, part: TicketCommand, person: Person) -> tuple[TicketChange, ...]:
    theirs = await tickets.of_person(work.tx, person.id)
    asked = (t for t in theirs if t.is_open and part.number in {0, t.number})
    return tuple(TicketChange(t.number, t.state, "status") for t in asked)


async def _withdraw(work: Work, number: int) -> TicketChange:
    await tickets.change(
        work.tx, number, work.at, only_from=OPEN_STATES, event="withdrawn", actor="user", state="withdrawn"
    )
    await requests.set_done(work.tx, [number], work.at)
    ticket = await tickets.get(work.tx, number)
    if ticket.kind == cases.REPORT:
        await reporting.withdrawn(work, ticket)
    if await outbox.shown(work.tx, [number], cards.CARD, cards.ASKED_FOR) or ticket.kind != cases.REPORT:
        await cards.refresh(work, number)
        await cards.notify(work, "staff.withdrawn", number)
    return TicketChange(number, "withdrawn", "cancel")


async def _reopen(work: Work, part: TicketCommand, decision: Decision) -> TicketChange:
    ticket = await tickets.get(work.tx, part.number)
    text = work.office.redact(part.matter, decision.asked_about)
    await tickets.change(
        work.tx,
        part.number,
        work.at,
        only_from=("closed", "declined"),
        event="reopened",
        actor="user",
        state="new",
        urgent=ticket.urgent or part.urgent,
        search_text=finding.adding(searchable(text)),
        claimed_by=None,
        claimed_name=None,
    )
    await requests.set_done(work.tx, [part.number], None)
    if ticket.kind == cases.REPORT:
        await reporting.reopened(work, await tickets.get(work.tx, part.number))
    await cards.refresh(work, part.number)
    await cards.notify(work, "staff.reopened", part.number, text)
    await filing.attach(work, ticket, part.attachments)
    return TicketChange(part.number, "new", "reopen")
