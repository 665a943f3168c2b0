"""All that staff do with tickets, in their chat."""

from __future__ import annotations

from bot.core.model import OPEN_STATES, Command, Say, TicketState
from bot.service import cards
from bot.service.ports import Edit, Key, Post, StaffAction, StaffMember, Toast
from bot.service.work import Work
from bot.store import drafts, log, outbox, people, tickets
from bot.store.drafts import Draft
from bot.store.tickets import Ticket

PREVIEW = "preview"
ANSWER = "answer"
_ANSWERABLE: tuple[TicketState, ...] = (*OPEN_STATES, "closed", "declined")
_QUEUE_SHOWN = 20
_QUOTED = 200


async def handle(work: Work, action: StaffAction, is_member: bool) -> None:
    """Do what staff asked; `is_member` says whether they belong to the staff chat."""
    if action.staff.anonymous or not is_member:
        if action.callback or action.command or action.reply_to:
            await _tell(work, action, "staff.anonymous" if action.staff.anonymous else "staff.not_member")
    elif action.command:
        await _command(work, action, action.command)
    elif action.reply_to is not None and action.text.strip():
        await _draft(work, action)


async def answer(work: Work, ticket: Ticket, staff: StaffMember, text: str) -> bool:
    """Send staff's answer to the person, quoting the question; False when the person has withdrawn it."""
    changed = await tickets.change(
        work.tx,
        ticket.number,
        work.at,
        only_from=_ANSWERABLE,
        event="answered",
        actor=staff.id,
        state="answered",
        answered=True,
        claimed_by=ticket.claimed_by or staff.id,
        claimed_name=ticket.claimed_name or staff.name,
    )
    if not changed:
        return False
    post = Post(ticket.chat, answer_text(work, ticket, text), reply_to=ticket.question_message_id)
    await work.send(post, ANSWER, ticket.number)
    await log.add(
        work.tx,
        person_id=ticket.person_id,
        author="staff",
        text=work.office.redact(text),
        at=work.at,
        chat=ticket.chat,
        ticket=ticket.number,
    )
    await cards.refresh(work, ticket.number)
    return True


def answer_text(work: Work, ticket: Ticket, text: str) -> str:
    """An answer as the person sees it: signed by the office, never by a person."""
    question = ticket.question[:_QUOTED] + ("…" if len(ticket.question) > _QUOTED else "")
    values = {"number": str(ticket.number), "question": question, "answer": text}
    return work.office.say(Say("ticket.answer", values), ticket.language)


async def _command(work: Work, action: StaffAction, command: Command) -> None:
    if command.name == "queue":
        await _queue(work, action)
        return
    handler = _BUTTONS.get(command.name)
    if handler is None or not command.argument.isdecimal():
        return
    await handler(work, action, int(command.argument))


async def _claim(work: Work, action: StaffAction, number: int) -> None:
    who = {"state": "claimed", "claimed_by": action.staff.id, "claimed_name": action.staff.name}
    await _change(work, action, number, ("new",), "claimed", **who)


async def _close(work: Work, action: StaffAction, number: int) -> None:
    if await _change(work, action, number, OPEN_STATES, "closed", state="closed"):
        ticket = await tickets.get(work.tx, number)
        await _tell_person(work, ticket, "ticket.closed" if ticket.answered else "ticket.closed_unanswered")


async def _decline(work: Work, action: StaffAction, number: int) -> None:
    if await _change(work, action, number, ("new", "claimed"), "declined", state="declined"):
        await _tell_person(work, await tickets.get(work.tx, number), "ticket.declined")


async def _change(
    work: Work,
    action: StaffAction,
    number: int,
    only_from: tuple[TicketState, ...],
    event: str,
    **values: str,
) -> bool:
    """One conditional change: whoever is second is told how the ticket stands instead."""
    changed = await tickets.change(
        work.tx, number, work.at, only_from=only_from, event=event, actor=action.staff.id, **values
    )
    ticket = await tickets.find(work.tx, number)
    if ticket is None:
        await _tell(work, action, "staff.unknown_ticket", number=str(number))
        return False
    stands = {"number": str(number), "state": cards.state(work.office, ticket)}
    await _tell(work, action, f"staff.done.{event}" if changed else "staff.stale", **stands)
    if changed:
        await cards.refresh(work, number)
    return changed


async def _show(work: Work, action: StaffAction, number: int) -> None:
    ticket = await tickets.find(work.tx, number)
    if ticket is None:
        await _tell(work, action, "staff.unknown_ticket", number=str(number))
        return
    await _tell(work, action)
    await cards.post(work, ticket)


async def _queue(work: Work, action: StaffAction) -> None:
    waiting = await tickets.in_queue(work.tx)
    items = tuple(
        Say(
            "staff.queue.item",
            {
                "number": str(t.number),
                "at": work.office.hours.local(t.created_at),
                "state": cards.state(work.office, t),
                "question": t.question.replace("\n", " ")[:60],
            },
        )
        for t in waiting[:_QUEUE_SHOWN]
    )
    what = (
        Say("staff.queue", {"count": str(len(waiting)), "tickets": items})
        if items
        else Say("staff.queue.empty")
    )
    buttons = tuple(Key(str(t.number), f"show {t.number}") for t in waiting[:_QUEUE_SHOWN])
    rows = tuple(buttons[i : i + 5] for i in range(0, len(buttons), 5))
    await work.send(Post(action.chat, work.office.say(what), rows, reply_to=action.message_id), "queue")


# --- drafts: staff also talk to each other by replying, so nothing is sent before a second look ---


async def _draft(work: Work, action: StaffAction) -> None:
    """A reply to a card or a notice becomes a draft, shown as the person will see it."""
    ours = await outbox.what_was(work.tx, work.office.channel.name, action.chat, action.reply_to or 0)
    if ours is None or ours.ticket_number is None:
        return
    number = ours.ticket_number
    await tickets.change(
        work.tx,
        number,
        work.at,
        only_from=("new",),
        event="claimed",
        actor=action.staff.id,
        state="claimed",
        claimed_by=action.staff.id,
        claimed_name=action.staff.name,
    )
    ticket = await tickets.get(work.tx, number)
    draft_id = await drafts.add(work.tx, number, ticket.version, action.staff.id, action.text, work.at)
    await cards.refresh(work, number)
    text, keys = await _preview(work, ticket, action.staff, action.text, draft_id)
    await work.send(Post(action.chat, text, keys, action.message_id), PREVIEW, number, draft_id)


async def _preview(
    work: Work, ticket: Ticket, staff: StaffMember, text: str, draft_id: int, changed: bool = False
) -> tuple[str, tuple[tuple[Key, ...], ...]]:
    office = work.office
    number = {"number": str(ticket.number)}
    person = await people.by_id(work.tx, ticket.person_id)
    notes = [Say("staff.preview.changed", number)] if changed else []
    if ticket.state in {"closed", "declined"}:
        notes.append(Say("staff.preview.closed", {"state": cards.state(office, ticket)}))
    if ticket.claimed_by not in {None, staff.id}:
        notes.append(Say("staff.preview.claimed", {"name": ticket.claimed_name or ""}))
    if person.blocked:
        notes.append(Say("staff.preview.blocked"))
    shown = Say("staff.preview", {**number, "text": answer_text(work, ticket, text)})
    send = Key(office.say(Say("button.staff.send")), f"send {draft_id}")
    discard = Key(office.say(Say("button.staff.discard")), f"discard {draft_id}")
    return "\n\n".join(office.say(what) for what in (shown, *notes)), ((send, discard),)


async def _send(work: Work, action: StaffAction, draft_id: int) -> None:
    draft = await _open_draft(work, action, draft_id)
    if draft is None:
        return
    ticket = await tickets.get(work.tx, draft.ticket_number)
    if ticket.state == "withdrawn":
        await _tell(
            work, action, "staff.stale", number=str(ticket.number), state=cards.state(work.office, ticket)
        )
        return
    if ticket.version != draft.ticket_version:
        await _look_again(work, action, draft, ticket)
        return
    await drafts.finish(work.tx, draft_id, "sent")
    await answer(work, ticket, action.staff, draft.text)
    await _tell(work, action, "staff.done.sent", number=str(ticket.number))
    await _close_preview(work, action, "staff.sent", ticket, draft.text)


async def _look_again(work: Work, action: StaffAction, draft: Draft, ticket: Ticket) -> None:
    """Something came in between: nothing is sent until the writer has seen it."""
    await drafts.see(work.tx, draft.id, ticket.version)
    text, keys = await _preview(work, ticket, action.staff, draft.text, draft.id, changed=True)
    await _tell(work, action, "staff.look_again", number=str(ticket.number))
    await work.send(Edit(action.chat, action.message_id, text, keys), PREVIEW, ticket.number, draft.id)


async def _discard(work: Work, action: StaffAction, draft_id: int) -> None:
    draft = await _open_draft(work, action, draft_id)
    if draft is None:
        return
    await drafts.finish(work.tx, draft_id, "discarded")
    ticket = await tickets.get(work.tx, draft.ticket_number)
    await _tell(work, action, "staff.done.discarded", number=str(ticket.number))
    await _close_preview(work, action, "staff.discarded", ticket, draft.text)


async def _open_draft(work: Work, action: StaffAction, draft_id: int) -> Draft | None:
    draft = await drafts.find(work.tx, draft_id)
    if draft is None or draft.state != "open":
        state = "gone" if draft is None else draft.state
        await _tell(work, action, f"staff.draft.{state}")
        return None
    return draft


async def _close_preview(work: Work, action: StaffAction, what: str, ticket: Ticket, text: str) -> None:
    if action.callback is None:
        return
    values = {"number": str(ticket.number), "name": action.staff.name, "text": text}
    await work.send(
        Edit(action.chat, action.message_id, work.office.say(Say(what, values))),
        "preview_edit",
        ticket.number,
    )


# --- telling ------------------------------------------------------------------------------------


async def _tell(work: Work, action: StaffAction, what: str = "", **values: str) -> None:
    """Answer the press of a button, or the message, in the staff chat."""
    text = work.office.say(Say(what, values)) if what else ""
    if action.callback:
        await work.send(
            Toast(action.chat, action.callback, text, alert=not what.startswith("staff.done")), "toast"
        )
    elif text:
        await work.send(Post(action.chat, text, reply_to=action.message_id), "toast")


async def _tell_person(work: Work, ticket: Ticket, what: str) -> None:
    contacts = work.office.assistant.handbook.organization.contacts
    phone = contacts["phone"].value or {}
    values = {"number": str(ticket.number), "phone": phone.get(ticket.language, "")}
    text = work.office.say(Say(what, values), ticket.language)
    await work.send(Post(ticket.chat, text, reply_to=ticket.question_message_id), "reply", ticket.number)


_BUTTONS = {
    "claim": _claim,
    "close": _close,
    "decline": _decline,
    "send": _send,
    "discard": _discard,
    "show": _show,
}
