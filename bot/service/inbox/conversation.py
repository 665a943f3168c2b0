"""A person's message: gather what is known, let the assistant decide, apply it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.core import reply
from bot.core.model import (
    Conversation,
    Decision,
    Message,
    Part,
    TicketView,
)
from bot.core.own_data import KEEP_BACK, SHARE, Erase, ShowData
from bot.core.reporting import REPORT
from bot.service.held_data import erasing, own_data
from bot.service.inbox import feedback, warnings
from bot.service.inbox.applying import TicketChange, apply
from bot.service.ports import Key, Post, Toast, UserMessage
from bot.service.tickets import reporting, values
from bot.service.turns import TURN
from bot.service.work import Work
from bot.store import log, outbox, people, tickets, web_messages
from bot.store.people import Person
from bot.store.tables import LONGEST_NUMBER
from bot.store.tickets import Ticket

Changes = tuple[TicketChange, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message: the decision, the ticket changes part by part, the text of the reply."""

    decision: Decision
    changes: tuple[Changes, ...]
    text: str


async def handle(work: Work, inbound: UserMessage) -> Outcome:
    """Decide what to do with a person's message and do it."""
    channel = work.office.channel_of(inbound.chat).name
    person = await people.get(work.tx, channel, inbound.address, work.at)
    if person.blocked:
        await people.set_blocked(work.tx, channel, inbound.address, None)
    message = replace(inbound.message, in_group=inbound.group)
    conversation = await _gather(work, person, inbound)
    decision = work.office.assistant.decide(message, conversation)
    if any(isinstance(part, Erase) for part in decision.parts):
        text = await erasing.erase(work, person, inbound, decision.language)
        return Outcome(decision, ((),) * len(decision.parts), text)
    decision = await own_data.filled_in(work, decision, person, inbound)
    decision = await warnings.told(work, decision)
    changes = [await apply(work, part, person, inbound, decision) for part in decision.parts]
    if not inbound.group:
        await values.keep(work, person, message, decision, _went_to(changes))
    text = await _reply(work, inbound, decision, changes)
    await _remember(work, person, decision, changes)
    await _log(work, person, inbound, decision, changes, text)
    return Outcome(decision, tuple(changes), text)


async def _gather(work: Work, person: Person, inbound: UserMessage) -> Conversation:
    theirs = await tickets.of_person(work.tx, person.id)
    last = TURN.validate_json(person.turn) if person.turn else None
    command = inbound.message.command
    name, argument = (command.name, command.argument) if command else ("", "")
    shared = await values.kinds_shared(work, person) if theirs else {}
    opens_on = work.office.hours.opens_on(work.at)
    return Conversation(
        person.language,
        person.language_chosen,
        last,
        tuple(_view(work, t, shared.get(t.number, ()), opens_on) for t in theirs if not t.is_erased),
        await _ticket_pointed_at(work, inbound),
        await reporting.known(work, person, last) if name == REPORT else (),
        await _undecided(work, person, argument) if name in {SHARE, KEEP_BACK} else (),
        work.office.practice,
        opens_on,
        person.channel == web_messages.CHANNEL,
    )


def _view(work: Work, ticket: Ticket, shared: tuple[str, ...], opens_on: date | None) -> TicketView:
    subject = work.office.shown(ticket.question, ticket.language)
    closed_until = work.office.hours.opens_on(ticket.updated_at) if opens_on else None
    return ticket.view(subject, shared, closed_until)


async def _undecided(work: Work, person: Person, number: str) -> tuple[str, ...]:
    is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
    return await values.undecided(work, person, int(number)) if is_number else ()


async def _ticket_pointed_at(work: Work, inbound: UserMessage) -> int | None:
    """The ticket of the message that was edited, or of ours that was replied to."""
    if inbound.message.edited and inbound.message_id is not None:
        return await log.ticket_of(work.tx, inbound.chat, inbound.message_id)
    if inbound.reply_to is None:
        return None
    ours = await outbox.what_was(
        work.tx, work.office.channel_of(inbound.chat).name, inbound.chat, inbound.reply_to
    )
    if ours is not None:
        return ours.ticket_number
    return await log.ticket_of(work.tx, inbound.chat, inbound.reply_to)


async def _reply(work: Work, inbound: UserMessage, decision: Decision, changes: list[Changes]) -> str:
    """Queue the reply, one message for all parts, and answer the press of a button."""
    if inbound.callback:
        await work.send(Toast(inbound.chat, inbound.callback), outbox.TOAST)
    wording, language = work.office.assistant.handbook.wording, decision.language
    numbered = [(p, str(c[0].number) if c else "") for p, c in zip(decision.parts, changes, strict=True)]
    texts = [reply.paragraphs(wording, language, part.says, number=number) for part, number in numbered]
    text = "\n\n".join(t for t in texts if t)
    if not text:
        return ""
    keys = _keys(work, decision.language, numbered)
    touched = [change.number for done in changes for change in done]
    await work.send(
        Post(inbound.chat, text, keys, inbound.message_id if inbound.group else None),
        "reply",
        ticket=touched[-1] if touched else None,
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


async def _remember(work: Work, person: Person, decision: Decision, changes: list[Changes]) -> None:
    turn = decision.turn
    if turn is not None:
        went_to = _went_to(changes) or turn.ticket
        turn = replace(turn, text=work.office.redact(turn.text, decision.asked_about), ticket=went_to)
        if decision.judged is not None:
            turn = await feedback.keep(work, decision.judged, turn, _went_to(changes))
    if turn is None and person.turn:
        turn = TURN.validate_json(person.turn)
    chosen = decision.choose_language is not None or person.language_chosen
    kept = TURN.dump_json(turn).decode() if turn else None
    if (decision.language, chosen, kept) != (person.language, person.language_chosen, person.turn):
        await people.remember(work.tx, person.id, decision.language, chosen, kept)


async def _log(
    work: Work,
    person: Person,
    inbound: UserMessage,
    decision: Decision,
    changes: list[Changes],
    text: str,
) -> None:
    """Keep both sides of the turn, redacted; what shows the record is not recorded itself."""
    ticket = _went_to(changes)
    intent = decision.parts[0].understanding.intent if decision.parts else None
    said = work.office.redact(_as_logged(inbound.message), decision.asked_about)
    entries = [log.Entry(person.id, "user", said, work.at, inbound.chat, inbound.message_id, ticket, intent)]
    if text and not any(isinstance(part, ShowData) for part in decision.parts):
        shown = work.office.as_told(text, decision.asked_about)
        entries.append(log.Entry(person.id, "bot", shown, work.at, inbound.chat, ticket_number=ticket))
    await log.add(work.tx, *entries)


def _went_to(changes: list[Changes]) -> int | None:
    """The first ticket that the message became part of."""
    gained = (c.number for done in changes for c in done if c.change in {"new", "append", "reopen"})
    return next(gained, None)


def _as_logged(message: Message) -> str:
    if message.command:
        return f"/{message.command}"
    return message.text or (f"[{message.attachment.kind}]" if message.attachment else "")
