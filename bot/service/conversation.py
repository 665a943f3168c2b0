"""A person's message: gather what is known, let the assistant decide, apply it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter

from bot.core import reply
from bot.core.model import (
    OPEN_STATES,
    Append,
    Conversation,
    Decision,
    Escalate,
    Message,
    Part,
    StartRequest,
    TicketCommand,
    TicketState,
    Turn,
)
from bot.service import cards
from bot.service.ports import Key, Post, Toast, UserMessage
from bot.service.work import Work
from bot.store import log, outbox, people, tickets
from bot.store.people import Person

TURN = TypeAdapter(Turn)
Change = Literal["new", "append", "status", "cancel", "reopen", "none"]


@dataclass(frozen=True, slots=True)
class TicketChange:
    """What a message did to a ticket."""

    number: int
    state: TicketState
    change: Change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message: the decision, the ticket changes part by part, the text of the reply."""

    decision: Decision
    changes: tuple[TicketChange | None, ...]
    text: str


async def handle(work: Work, inbound: UserMessage) -> Outcome:
    """Decide what to do with a person's message and do it."""
    channel = work.office.channel.name
    person = await people.get(work.tx, channel, inbound.address, work.at)
    if person.blocked:
        await people.set_blocked(work.tx, channel, inbound.address, None)
    message = replace(inbound.message, in_group=inbound.group)
    conversation = await _gather(work, person, inbound)
    decision = work.office.assistant.decide(message, conversation)
    changes = [await _apply(work, part, person, inbound, decision) for part in decision.parts]
    text = await _reply(work, inbound, decision, changes)
    await _remember(work, person, decision, changes)
    await _log(work, person, inbound, decision, changes, text)
    return Outcome(decision, tuple(changes), text)


async def _gather(work: Work, person: Person, inbound: UserMessage) -> Conversation:
    theirs = await tickets.of_person(work.tx, person.id)
    return Conversation(
        person.language,
        person.language_chosen,
        TURN.validate_json(person.turn) if person.turn else None,
        tuple(ticket.view() for ticket in theirs),
        await _ticket_pointed_at(work, inbound),
    )


async def _ticket_pointed_at(work: Work, inbound: UserMessage) -> int | None:
    """The ticket of the message that was edited, or of ours that was replied to."""
    if inbound.message.edited and inbound.message_id is not None:
        return await log.ticket_of(work.tx, inbound.chat, inbound.message_id)
    if inbound.reply_to is None:
        return None
    ours = await outbox.what_was(work.tx, work.office.channel.name, inbound.chat, inbound.reply_to)
    if ours is not None:
        return ours.ticket_number
    return await log.ticket_of(work.tx, inbound.chat, inbound.reply_to)


async def _apply(
    work: Work, part: Part, person: Person, inbound: UserMessage, decision: Decision
) -> TicketChange | None:
    match part:
        case Escalate() | StartRequest():
            return await _open(work, part, person, inbound, decision.language)
        case Append():
            return await _append(work, part)
        case TicketCommand(number=number) if number:
            return await _command(work, part)
        case _:
            return None


async def _open(
    work: Work, part: Escalate | StartRequest, person: Person, inbound: UserMessage, language: str
) -> TicketChange:
    request = part.understanding.request if isinstance(part, StartRequest) else None
    new = tickets.NewTicket(
        person.id,
        inbound.chat,
        language,
        work.office.redact(part.matter),
        cards.tried(work.office, part.understanding),
        kind=request or "question",
        urgent=isinstance(part, Escalate) and part.urgent,
        question_message_id=None if inbound.callback else inbound.message_id,
    )
    ticket = await tickets.open_ticket(work.tx, new, work.at)
    if request:
        await tickets.record_request(work.tx, ticket, request, work.at, work.office.due(work.at))
    await cards.post(work, ticket)
    if isinstance(part, Escalate):
        await cards.post_attachments(work, ticket, part.attachments)
    return TicketChange(ticket.number, ticket.state, "new")


async def _append(work: Work, part: Append) -> TicketChange:
    ticket = await tickets.get(work.tx, part.number)
    text = work.office.redact(part.matter)
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
        **({"question": text} if part.edited and ticket.question_message_id else {}),
    )
    await cards.refresh(work, part.number)
    await cards.notify(work, "staff.edited" if part.edited else "staff.added", part.number, text)
    await cards.post_attachments(work, ticket, part.attachments)
    return TicketChange(part.number, state, "append")


async def _command(work: Work, part: TicketCommand) -> TicketChange:
    ticket = await tickets.get(work.tx, part.number)
    if part.command == "status":
        return TicketChange(ticket.number, ticket.state, "status")
    if part.command == "cancel":
        await tickets.change(
            work.tx,
            part.number,
            work.at,
            only_from=OPEN_STATES,
            event="withdrawn",
            actor="user",
            state="withdrawn",
        )
        await cards.refresh(work, part.number)
        await cards.notify(work, "staff.withdrawn", part.number)
        return TicketChange(part.number, "withdrawn", "cancel")
    text = work.office.redact(part.matter)
    await tickets.change(
        work.tx,
        part.number,
        work.at,
        only_from=("closed", "declined"),
        event="reopened",
        actor="user",
        state="new",
        claimed_by=None,
        claimed_name=None,
    )
    await cards.refresh(work, part.number)
    await cards.notify(work, "staff.reopened", part.number, text)
    return TicketChange(part.number, "new", "reopen")


async def _reply(
    work: Work, inbound: UserMessage, decision: Decision, changes: list[TicketChange | None]
) -> str:
    """Queue the reply, one message for all parts, and answer the press of a button."""
    if inbound.callback:
        await work.send(Toast(inbound.chat, inbound.callback), "toast")
    wording, language = work.office.assistant.handbook.wording, decision.language
    numbered = [(p, str(c.number) if c else "") for p, c in zip(decision.parts, changes, strict=True)]
    texts = [reply.paragraphs(wording, language, part.says, number=number) for part, number in numbered]
    text = "\n\n".join(t for t in texts if t)
    if not text:
        return ""
    keys = _keys(work, decision.language, numbered)
    tickets_touched = [c.number for c in changes if c is not None]
    await work.send(
        Post(inbound.chat, text, keys, inbound.message_id if inbound.group else None),
        "reply",
        ticket=tickets_touched[-1] if tickets_touched else None,
    )
    return text


def _keys(work: Work, language: str, numbered: Iterable[tuple[Part, str]]) -> tuple[tuple[Key, ...], ...]:
    """The buttons of all parts, two in a row, none twice."""
    keys: dict[str, Key] = {}
    for part, number in numbered:
        for button in part.buttons:
            command = str(button.command).replace("{number}", number)
            keys.setdefault(command, Key(work.office.say(button.label, language, number=number), command))
    row = tuple(keys.values())
    return tuple(row[i : i + 2] for i in range(0, len(row), 2))


async def _remember(
    work: Work, person: Person, decision: Decision, changes: list[TicketChange | None]
) -> None:
    turn = decision.turn
    opened = [c.number for c in changes if c is not None and c.change in {"new", "append", "reopen"}]
    if turn is not None and opened:
        turn = replace(turn, ticket=opened[0])
    if turn is None and person.turn:
        turn = TURN.validate_json(person.turn)
    chosen = decision.choose_language is not None or person.language_chosen
    await people.remember(
        work.tx, person.id, decision.language, chosen, TURN.dump_json(turn).decode() if turn else None
    )


async def _log(
    work: Work,
    person: Person,
    inbound: UserMessage,
    decision: Decision,
    changes: list[TicketChange | None],
    text: str,
) -> None:
    """Keep both sides of the turn, redacted."""
    touched = [c.number for c in changes if c is not None and c.change in {"new", "append", "reopen"}]
    ticket = touched[0] if touched else None
    intent = decision.parts[0].understanding.intent if decision.parts else None
    said = _as_logged(inbound.message)
    await log.add(
        work.tx,
        person_id=person.id,
        author="user",
        text=work.office.redact(said),
        at=work.at,
        chat=inbound.chat,
        message_id=inbound.message_id,
        ticket=ticket,
        intent=intent,
    )
    if text:
        await log.add(
            work.tx,
            person_id=person.id,
            author="bot",
            text=work.office.redact(text),
            at=work.at,
            chat=inbound.chat,
            ticket=ticket,
        )


def _as_logged(message: Message) -> str:
    if message.command:
        return f"/{message.command}"
    return message.text or (f"[{message.attachment.kind}]" if message.attachment else "")
