"""Erasing what is held: of a person who asks for it, or of what has been kept long enough."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.core.model import OPEN_STATES, Language, Say
from bot.core.own_data import for_page
from bot.service.desk import leads
from bot.service.ports import Delete, Edit, Post, Toast, UserMessage
from bot.service.replies import answering
from bot.service.tickets import cards, cases, reporting
from bot.service.turns import TURN
from bot.service.work import Work
from bot.store import (
    drafts,
    feedback,
    files,
    inbox,
    jobs,
    log,
    notes,
    outbox,
    people,
    personal_values,
    requests,
    standing,
    tickets,
    web_messages,
)
from bot.store.engine import Transaction
from bot.store.outbox import FAREWELL
from bot.store.people import Person
from bot.store.standing import Standing
from bot.store.tickets import Ticket

SCRUB = "scrub"
"""The job that sees to it that deleted rows leave the database's files, too."""
SCRUB_EVERY = timedelta(minutes=5)
DELETABLE = timedelta(hours=47)
"""How old a message may be to be deleted: Telegram allows it for 48 hours, and sending takes a while."""
_STAYS = (cards.CARD, cards.ASKED_FOR, cards.EDIT, "reply", answering.ANSWER)
"""The cards; and what somebody who leads was told as a person, in the same chat."""


async def erase(work: Work, person: Person, inbound: UserMessage, language: Language) -> str:
    """Erase what is held of a person, say so under the number that proves it, and give what was said."""
    code = secrets.token_hex(4).upper()
    theirs = [ticket for ticket in await tickets.of_person(work.tx, person.id) if not ticket.is_erased]
    numbers = [ticket.number for ticket in theirs]
    ours = await standing.since(work.tx, person.channel, person.address, work.at - DELETABLE)
    await _end(work, [ticket for ticket in theirs if ticket.is_open])
    await feedback.erase(work.tx, _feedback_records(person), numbers)
    await erase_tickets(work.tx, numbers, work.at)
    await clear_staff_chat(work, numbers)
    await _clear_queues(work, theirs)
    await requests.finish_all(work.tx, person.id, work.at)
    await requests.record(
        work.tx, person=person.id, kind="delete", asked_at=work.at, due_at=work.at, done_at=work.at
    )
    await forget_person(work.tx, person, code, work.at)
    await plan_scrub(work)
    farewell = for_page("delete.done", person.channel == web_messages.CHANNEL)
    return await _say_farewell(work, inbound, ours, Say(farewell, {"code": code}), language)


async def plan_scrub(work: Work) -> None:
    """Soon, and once for all that is deleted until then: it may have to write a whole file anew."""
    since_last = timedelta(seconds=work.at.timestamp() % SCRUB_EVERY.total_seconds())
    due = work.at - since_last + SCRUB_EVERY
    await jobs.schedule(work.tx, SCRUB, f"{SCRUB}:{due.isoformat()}", due, work.at)


async def erase_tickets(tx: Transaction, numbers: Collection[int], at: datetime) -> int:
    """Erase what people said in these tickets, and sent with them; gives how many files that were."""
    await tickets.erase(tx, numbers, at)
    await drafts.erase(tx, numbers)
    await notes.erase(tx, numbers)
    await personal_values.erase_with(tx, numbers)
    return await files.erase(tx, numbers)


async def forget_person(tx: Transaction, person: Person, code: str, at: datetime) -> None:
    """Erase who it was, what was said, and what they were sent; that somebody was erased stays."""
    await personal_values.erase_of(tx, person.id)
    await log.erase_of(tx, person.id)
    await inbox.erase_dead(tx, person.channel, person.address)
    await outbox.erase(tx, person.channel, person.address)
    if person.channel == web_messages.CHANNEL:
        await web_messages.erase_of(tx, person.address)
    await people.erase(tx, person.id, f"erased-{code}", at)


async def clear_staff_chat(work: Work, numbers: Collection[int]) -> None:
    """Cards of these tickets stay and say that they are empty; what else staff were told of them goes."""
    if not numbers:
        return
    for chat in await cards.every_chat(work):
        await outbox.take_back(work.tx, chat, numbers, except_for=_STAYS, overtaken=cards.EDIT)
    await cards.refresh_shown(work, numbers)
    for chat in await cards.every_chat(work):
        await _clear(work, chat, numbers)


async def _clear(work: Work, chat: str, numbers: Collection[int]) -> None:
    said = await standing.of_tickets(work.tx, chat, numbers, except_for=_STAYS)
    words = await standing.of_tickets(work.tx, chat, numbers, except_for=(*_STAYS, cards.ATTACHMENT))
    left = await _take_down(work, chat, said)
    for number in dict.fromkeys(one.ticket_number for one in left if one not in words):
        stays = Say("staff.erased.attachments", {"number": str(number)})
        await work.send(Post(chat, work.office.say(stays), silent=True), cards.NOTICE)


async def _clear_queues(work: Work, erased: Sequence[Ticket]) -> None:
    """A list of what waits shows how each question begins; staff ask for a new one."""
    if not erased:
        return
    since = min(ticket.created_at for ticket in erased)
    for chat in await cards.every_chat(work):
        await _take_down(work, chat, await standing.for_purpose(work.tx, chat, leads.QUEUE, since))


async def _take_down(work: Work, chat: str, messages: Collection[Standing]) -> list[Standing]:
    """Delete these where they stand, or empty them where they are too old for that; gives those."""
    recent = [one for one in messages if one.sent_at and one.sent_at > work.at - DELETABLE]
    if recent:
        await work.send(Delete(chat, tuple(one.message_id for one in recent)), cards.EDIT)
    left = [one for one in messages if one not in recent]
    erased = work.office.say(Say("staff.erased"))
    for one in left:
        await work.send(Edit(chat, one.message_id, erased), cards.EDIT, one.ticket_number)
    return left


def _feedback_records(person: Person) -> list[int]:
    """What is known to be theirs of what was said of answers: the record itself names nobody."""
    last = TURN.validate_json(person.turn) if person.turn else None
    return [asked.kept for asked in last.asked if asked.kept is not None] if last else []


async def _end(work: Work, still_open: Sequence[Ticket]) -> None:
    """Enquiries are withdrawn; a report is evidence of a case, which still counts it and goes on."""
    for ticket in still_open:
        is_report = ticket.kind == cases.REPORT
        state = "closed" if is_report else "withdrawn"
        await tickets.change(
            work.tx, ticket.number, work.at, only_from=OPEN_STATES, event=state, actor="user", state=state
        )
        if is_report:
            await reporting.withdrawn(work, await tickets.get(work.tx, ticket.number))


async def _say_farewell(
    work: Work, inbound: UserMessage, ours: Sequence[int], farewell: Say, language: Language
) -> str:
    """The last messages into this chat, of which nothing is kept once they are sent."""
    if ours:
        await work.send(Delete(inbound.chat, tuple(ours)), FAREWELL)
    if inbound.callback:
        await work.send(Toast(inbound.chat, inbound.callback), FAREWELL)
    text = work.office.say(farewell, language)
    await work.send(Post(inbound.chat, text), FAREWELL)
    return text
