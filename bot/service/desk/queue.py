"""The queue, as staff read it in their chat."""

from __future__ import annotations

from bot.core.model import Say
from bot.service.desk import leads
from bot.service.desk.leads import QUEUE
from bot.service.ports import Key, Post
from bot.service.tickets import cards, cases
from bot.service.work import Work
from bot.store import requests, tickets
from bot.store.tickets import Ticket

_SHOWN = 20


async def post(work: Work, chat: str, reply_to: int | None = None) -> None:
    """What waits, oldest first; pressing a number posts its card.

    Of what is confidential the group is told how much there is, and no more.
    """
    all_waiting = await tickets.in_queue(work.tx)
    sees_all = not work.office.lead_ids or leads.is_private(work.office, chat)
    waiting = [ticket for ticket in all_waiting if sees_all or not ticket.for_leads]
    items = tuple([await _line(work, t) for t in waiting[:_SHOWN]])
    if len(waiting) > _SHOWN:
        items += (Say("staff.queue.more", {"count": str(len(waiting) - _SHOWN)}),)
    says = [
        Say("staff.queue", {"count": str(len(waiting)), "tickets": items})
        if items
        else Say("staff.queue.empty")
    ]
    if len(all_waiting) > len(waiting):
        says.append(Say("staff.queue.confidential", {"count": str(len(all_waiting) - len(waiting))}))
    text = "\n\n".join(work.office.say(what) for what in says)
    buttons = tuple(Key(str(t.number), f"show {t.number}") for t in waiting[:_SHOWN])
    rows = tuple(buttons[i : i + 5] for i in range(0, len(buttons), 5))
    await work.send(Post(chat, text, rows, reply_to), QUEUE)


async def _line(work: Work, ticket: Ticket) -> Say:
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
