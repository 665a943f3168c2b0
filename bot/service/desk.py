"""All that staff do with tickets, in their chat."""

from __future__ import annotations

from bot.core.model import Command, Say
from bot.service import answering, cards, cases, checking, handling, leads, values, verdicts
from bot.service.attention import queue_opened
from bot.service.handling import Handled
from bot.service.leads import QUEUE
from bot.service.notices import tell
from bot.service.ports import Key, Post, StaffAction
from bot.service.work import Work
from bot.store import requests, staff, tickets
from bot.store.tables import LONGEST_NUMBER
from bot.store.tickets import Ticket

_QUEUE_SHOWN = 20


async def handle(work: Work, action: StaffAction, is_member: bool) -> None:
    """Do what staff asked; `is_member` says whether they belong to the staff chat."""
    if action.staff.anonymous or not is_member:
        if action.callback or action.command or action.reply_to:
            await tell(work, action, "staff.anonymous" if action.staff.anonymous else "staff.not_member")
    elif action.command:
        await _command(work, action, action.command)
    elif action.reply_to is not None and action.text.strip():
        await _draft(work, action)


async def _command(work: Work, action: StaffAction, command: Command) -> None:
    await staff.seen(work.tx, action.staff.id, action.staff.name, work.at)
    if command.name == "queue":
        await queue_opened(work.tx, work.at)
        await post_queue(work, action.chat, action.message_id)
        return
    handler = _BUTTONS.get(command.name)
    if handler is None:
        return
    if not command.argument.isdecimal() or len(command.argument) > LONGEST_NUMBER:
        await tell(work, action, "staff.unknown_ticket", number=command.argument[:LONGEST_NUMBER] or "?")
        return
    if await leads.hidden(work, action) is not None:
        await tell(work, action, "staff.unknown_ticket", number=command.argument)
        return
    await handler(work, action, int(command.argument))


async def _draft(work: Work, action: StaffAction) -> None:
    await staff.seen(work.tx, action.staff.id, action.staff.name, work.at)
    hidden = await leads.hidden(work, action)
    if hidden is not None:
        await tell(work, action, "staff.unknown_ticket", number=str(hidden))
        return
    await answering.draft(work, action)


async def _claim(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.claim(work, action.staff, number, action), "claimed")


async def _close(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.close(work, action.staff, number, action), "closed")


async def _decline(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.decline(work, action.staff, number, action), "declined")


async def _tell(work: Work, action: StaffAction, number: int, handled: Handled, what: str) -> None:
    """Whoever is second is told how the ticket stands instead."""
    if handled.ticket is None:
        await tell(work, action, "staff.unknown_ticket", number=str(number))
        return
    stands = {"number": str(number), "state": cards.state(work.office, handled.ticket)}
    await tell(work, action, f"staff.done.{what}" if handled.done else "staff.stale", **stands)


async def _show(work: Work, action: StaffAction, number: int) -> None:
    ticket = await tickets.find(work.tx, number)
    if ticket is None:
        await tell(work, action, "staff.unknown_ticket", number=str(number))
        return
    await tell(work, action)
    in_private = leads.is_private(work.office, action.chat)
    await cards.post(work, ticket, cards.ASKED_FOR, action.chat if in_private else None)


async def post_queue(work: Work, chat: str, reply_to: int | None = None) -> None:
    """What waits, oldest first; pressing a number posts its card.

    Of what is confidential the group is told how much there is, and no more.
    """
    all_waiting = await tickets.in_queue(work.tx)
    sees_all = not work.office.lead_ids or leads.is_private(work.office, chat)
    waiting = [ticket for ticket in all_waiting if sees_all or not ticket.for_leads]
    items = tuple([await _queued(work, t) for t in waiting[:_QUEUE_SHOWN]])
    if len(waiting) > _QUEUE_SHOWN:
        items += (Say("staff.queue.more", {"count": str(len(waiting) - _QUEUE_SHOWN)}),)
    says = [
        Say("staff.queue", {"count": str(len(waiting)), "tickets": items})
        if items
        else Say("staff.queue.empty")
    ]
    if len(all_waiting) > len(waiting):
        says.append(Say("staff.queue.confidential", {"count": str(len(all_waiting) - len(waiting))}))
    text = "\n\n".join(work.office.say(what) for what in says)
    buttons = tuple(Key(str(t.number), f"show {t.number}") for t in waiting[:_QUEUE_SHOWN])
    rows = tuple(buttons[i : i + 5] for i in range(0, len(buttons), 5))
    await work.send(Post(chat, text, rows, reply_to), QUEUE)


async def _queued(work: Work, ticket: Ticket) -> Say:
    values = {
        "number": str(ticket.number),
        "at": work.office.hours.local(ticket.created_at),
        "state": cards.state(work.office, ticket),
        "question": work.office.shown(ticket.question).replace("\n", " ")[:60],
    }
    if ticket.kind == cases.REPORT:
        people = str(await cases.people(work, ticket.number))
        return Say("staff.queue.item.report", {**values, "count": people})
    request = await requests.of_ticket(work.tx, ticket.number)
    if request is not None:
        due = work.office.hours.local(request.due_at)[:10]
        return Say("staff.queue.item.request", {**values, "due": due})
    return Say("staff.queue.item", values)


_BUTTONS = {
    "claim": _claim,
    "close": _close,
    "decline": _decline,
    "send": answering.send,
    "discard": answering.discard,
    "hand_back": checking.pressed_hand_back,
    "show": _show,
    "reveal": values.reveal,
    "not_ours": verdicts.not_ours,
    "ours": verdicts.ours,
    "sure_not_ours": verdicts.sure_not_ours,
    "sure_ours": verdicts.sure_ours,
}
COMMANDS = frozenset({QUEUE, *_BUTTONS})
"""What staff can ask for."""
