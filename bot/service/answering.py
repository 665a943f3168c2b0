"""Staff's answers. Staff also talk to each other by replying, so nothing is sent before a second look."""

from __future__ import annotations

from bot.core import reply
from bot.core.model import OPEN_STATES, Say, TicketState
from bot.service import cards
from bot.service.notices import tell
from bot.service.ports import Edit, Key, Post, StaffAction, StaffMember
from bot.service.work import Work
from bot.store import drafts, log, outbox, people, reports, tickets
from bot.store.drafts import Draft
from bot.store.outbox import Sent
from bot.store.tickets import Ticket

PREVIEW = "preview"
ANSWER = "answer"
_ANSWERABLE: tuple[TicketState, ...] = (*OPEN_STATES, "closed", "declined")
_QUOTED = 200
_SHOWN_WHEN_DONE = 3000


async def answer(work: Work, ticket: Ticket, staff: StaffMember, text: str) -> bool:
    """Send staff's answer to the person, quoting the question; False when the person has withdrawn it.

    On the card of a case it answers everybody who reported the same.
    """
    if not await _answer(work, ticket, staff, text, "answered"):
        return False
    joined = await reports.joined_to(work.tx, ticket.number)
    for other in await tickets.with_numbers(work.tx, joined):
        await _answer(work, other, staff, text, other.state if joined[other.number] else "answered")
    await cards.refresh(work, ticket.number)
    await cards.refresh_shown(work, joined)
    return True


async def _answer(work: Work, ticket: Ticket, staff: StaffMember, text: str, state: TicketState) -> bool:
    if ticket.is_erased:
        return False
    changed = await tickets.change(
        work.tx,
        ticket.number,
        work.at,
        only_from=_ANSWERABLE,
        event="answered",
        actor=staff.id,
        state=state,
        answered=True,
        claimed_by=ticket.claimed_by or staff.id,
        claimed_name=ticket.claimed_name or staff.name,
    )
    if not changed:
        return False
    post = Post(ticket.chat, answer_text(work, ticket, text), reply_to=ticket.question_message_id)
    await work.send(post, ANSWER, ticket.number)
    said = log.Entry(
        ticket.person_id,
        "staff",
        work.office.redact(text),
        work.at,
        ticket.chat,
        ticket_number=ticket.number,
    )
    await log.add(work.tx, said)
    return True


async def not_delivered(work: Work, number: int) -> None:
    """An answer that does not arrive answers nothing: the enquiry waits for staff again."""
    earlier = await outbox.delivered(work.tx, number, ANSWER)
    if await tickets.change(
        work.tx,
        number,
        work.at,
        only_from=("answered",),
        event="unanswered",
        actor="system",
        state="claimed",
        answered=bool(earlier),
    ):
        await cards.refresh(work, number)


def answer_text(work: Work, ticket: Ticket, text: str) -> str:
    """An answer as the person sees it: signed by the office, never by a person."""
    question = work.office.shown(ticket.question, ticket.language)
    question = question[:_QUOTED] + ("…" if len(question) > _QUOTED else "")
    values = {"number": str(ticket.number), "question": question, "answer": text}
    return work.office.say(Say("ticket.answer", values), ticket.language)


async def draft(work: Work, action: StaffAction) -> None:
    """A reply to a card or a notice becomes a draft, shown as the person will see it."""
    ours = await outbox.what_was(
        work.tx, work.office.channel_of(action.chat).name, action.chat, action.reply_to or 0
    )
    number = await _ticket_replied_to(work, action, ours)
    if number is None:
        if ours is not None:
            await tell(work, action, "staff.not_a_card")
        return
    claimed = await tickets.change(
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
    if ticket.state == "withdrawn" or ticket.is_erased:
        await tell(work, action, "staff.stale", number=str(number), state=cards.state(work.office, ticket))
        return
    draft_id = await drafts.add(work.tx, number, ticket.version, action.staff.id, action.text, work.at)
    if claimed:
        await cards.refresh(work, number)
    text, keys = await _preview(work, ticket, action.staff, action.text, draft_id)
    await work.send(Post(action.chat, text, keys, action.message_id), PREVIEW, number, draft_id)


async def _ticket_replied_to(work: Work, action: StaffAction, ours: Sent | None) -> int | None:
    """As noted on delivery; a card that arrived twice was noted once, but its buttons name the ticket."""
    if ours is not None:
        return ours.ticket_number
    button = action.replied
    if button is None or button.name not in cards.ACTIONS or not button.argument.isdecimal():
        return None
    ticket = await tickets.find(work.tx, int(button.argument))
    return ticket.number if ticket else None


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
    joined = await reports.joined_to(work.tx, ticket.number)
    if joined:
        notes.append(Say("staff.preview.joined", {"count": str(len(joined))}))
    shown = Say("staff.preview", {**number, "text": answer_text(work, ticket, text)})
    send = Key(office.say(Say("button.staff.send")), f"send {draft_id}")
    discard = Key(office.say(Say("button.staff.discard")), f"discard {draft_id}")
    return "\n\n".join(office.say(what) for what in (shown, *notes)), ((send, discard),)


async def send(work: Work, action: StaffAction, draft_id: int) -> None:
    draft = await _open_draft(work, action, draft_id)
    if draft is None:
        return
    ticket = await tickets.get(work.tx, draft.ticket_number)
    if ticket.state == "withdrawn" or ticket.is_erased:
        await tell(
            work, action, "staff.stale", number=str(ticket.number), state=cards.state(work.office, ticket)
        )
        return
    if ticket.version != draft.ticket_version:
        await _look_again(work, action, draft, ticket)
        return
    await drafts.finish(work.tx, draft_id, "sent")
    await answer(work, ticket, action.staff, draft.text)
    await tell(work, action, "staff.done.sent", number=str(ticket.number))
    await _close_preview(work, action, "staff.sent", ticket, draft.text)


async def _look_again(work: Work, action: StaffAction, draft: Draft, ticket: Ticket) -> None:
    """Something came in between: nothing is sent until the writer has seen it."""
    await drafts.see(work.tx, draft.id, ticket.version)
    text, keys = await _preview(work, ticket, action.staff, draft.text, draft.id, changed=True)
    await tell(work, action, "staff.look_again", number=str(ticket.number))
    await work.send(Edit(action.chat, action.message_id, text, keys), PREVIEW, ticket.number, draft.id)


async def discard(work: Work, action: StaffAction, draft_id: int) -> None:
    draft = await _open_draft(work, action, draft_id)
    if draft is None:
        return
    await drafts.finish(work.tx, draft_id, "discarded")
    ticket = await tickets.get(work.tx, draft.ticket_number)
    await tell(work, action, "staff.done.discarded", number=str(ticket.number))
    await _close_preview(work, action, "staff.discarded", ticket, draft.text)


async def _open_draft(work: Work, action: StaffAction, draft_id: int) -> Draft | None:
    draft = await drafts.find(work.tx, draft_id)
    if draft is None or draft.state != "open":
        state = "gone" if draft is None else draft.state
        await tell(work, action, f"staff.draft.{state}")
        return None
    return draft


async def _close_preview(work: Work, action: StaffAction, what: str, ticket: Ticket, text: str) -> None:
    if action.callback is None:
        return
    shown, *rest = reply.split(text, _SHOWN_WHEN_DONE)
    text = shown + ("…" if rest else "")
    values = {"number": str(ticket.number), "name": action.staff.name, "text": text}
    await work.send(
        Edit(action.chat, action.message_id, work.office.say(Say(what, values))),
        "preview_edit",
        ticket.number,
    )
