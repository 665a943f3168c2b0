"""Staff's answers. Staff also talk to each other by replying, so nothing is sent before a second look."""

from __future__ import annotations

from bot.core import reply
from bot.core.model import OPEN_STATES, Say, TicketState
from bot.service.office import Office
from bot.service.ports import Edit, Key, Post, StaffAction, StaffMember, Upload
from bot.service.searching import searchable
from bot.service.tickets import cards
from bot.service.tickets.notices import tell
from bot.service.work import Work
from bot.store import draft_files, drafts, finding, log, outbox, people, reports, tickets
from bot.store.drafts import Draft
from bot.store.outbox import Sent
from bot.store.tickets import Ticket

PREVIEW = "preview"
ANSWER = "answer"
_ANSWERABLE: tuple[TicketState, ...] = (*OPEN_STATES, "closed", "declined")
_QUOTED = 200
_SHOWN_WHEN_DONE = 3000


async def answer(
    work: Work, ticket: Ticket, staff: StaffMember, text: str, draft: Draft | None = None
) -> bool:
    """Send staff's answer to the person, quoting the question; False when the person has withdrawn it.

    On the card of a case it answers everybody who reported the same. The files of the draft that it was go
    with it, and if somebody else wrote that the history says so.
    """
    if not await _answer(work, ticket, staff, text, "answered", draft):
        return False
    if draft is not None and draft.staff_id != staff.id:
        await tickets.add_event(work.tx, ticket.number, "written", draft.staff_id, work.at)
    joined = await reports.joined_to(work.tx, ticket.number)
    for other in await tickets.with_numbers(work.tx, joined):
        state = other.state if joined[other.number] else "answered"
        await _answer(work, other, staff, text, state, draft)
    await cards.refresh(work, ticket.number)
    await cards.refresh_shown(work, joined)
    return True


async def _answer(
    work: Work, ticket: Ticket, staff: StaffMember, text: str, state: TicketState, draft: Draft | None
) -> bool:
    if ticket.is_erased:
        return False
    redacted = work.office.redact(text)
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
        search_text=finding.adding(searchable(redacted)),
    )
    if not changed:
        return False
    post = Post(ticket.chat, answer_text(work, ticket, text), reply_to=ticket.question_message_id)
    delivery, *_ = await work.send(post, ANSWER, ticket.number, draft.id if draft else None)
    if draft is not None:
        await _send_files(work, ticket, draft)
    said = log.Entry(
        ticket.person_id,
        "staff",
        redacted,
        work.at,
        ticket.chat,
        ticket_number=ticket.number,
        delivery_id=delivery,
    )
    await log.add(work.tx, said)
    return True


async def _send_files(work: Work, ticket: Ticket, draft: Draft) -> None:
    """What staff put with an answer, named by the enquiry's number."""
    caption = work.office.say(Say("ticket.answer.file", {"number": str(ticket.number)}), ticket.language)
    for one in await draft_files.of(work.tx, [draft.id]):
        post = Post(ticket.chat, caption, upload=Upload(one.id, one.name, one.kind))
        await work.send(post, ANSWER, ticket.number, draft.id)


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
    written = Draft(draft_id, number, ticket.version, action.staff.id, action.text, "open")
    text, keys = await preview(work, ticket, action.staff, written)
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


async def preview(
    work: Work, ticket: Ticket, reader: StaffMember | None, draft: Draft, changed: bool = False
) -> tuple[str, tuple[tuple[Key, ...], ...]]:
    """A draft as the person will see it, what is to be considered, and buttons to send it or not.

    `reader` is None where several people read it.
    """
    office = work.office
    number = {"number": str(ticket.number)}
    person = await people.by_id(work.tx, ticket.person_id)
    notes = [Say("staff.preview.changed", number)] if changed else []
    if ticket.state in {"closed", "declined"}:
        notes.append(Say("staff.preview.closed", {"state": cards.state(office, ticket)}))
    if reader is not None and ticket.claimed_by not in {None, reader.id}:
        notes.append(Say("staff.preview.claimed", {"name": ticket.claimed_name or ""}))
    if person.blocked:
        notes.append(Say("staff.preview.blocked"))
    joined = await reports.joined_to(work.tx, ticket.number)
    if joined:
        notes.append(Say("staff.preview.joined", {"count": str(len(joined))}))
    files = await draft_files.count(work.tx, draft.id) if draft.at_desk else 0
    if files:
        notes.append(Say("staff.preview.files", {"count": str(files)}))
    shown = Say("staff.preview", {**number, "text": answer_text(work, ticket, draft.text)})
    send = Key(office.say(Say("button.staff.send")), f"send {draft.id}")
    return "\n\n".join(office.say(what) for what in (shown, *notes)), ((send, _not_so(office, draft)),)


def _not_so(office: Office, draft: Draft) -> Key:
    """What one does instead of sending it; what a colleague wrote on the web goes back to them."""
    does = "hand_back" if draft.at_desk else "discard"
    return Key(office.say(Say(f"button.staff.{does}")), f"{does} {draft.id}")


async def send(work: Work, action: StaffAction, draft_id: int) -> None:
    """Send a draft whose preview was pressed, unless something has changed."""
    draft = await open_draft(work, action, draft_id)
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
    if not await drafts.finish(work.tx, draft_id, "sent"):
        await open_draft(work, action, draft_id)  # somebody else was quicker, and it says so
        return
    await answer(work, ticket, action.staff, draft.text, draft)
    await tell(work, action, "staff.done.sent", number=str(ticket.number))
    await close_preview(work, action, "staff.sent", ticket, draft.text)


async def _look_again(work: Work, action: StaffAction, draft: Draft, ticket: Ticket) -> None:
    """Something came in between: nothing is sent until the writer has seen it."""
    await drafts.see(work.tx, draft.id, ticket.version)
    text, keys = await preview(work, ticket, action.staff, draft, changed=True)
    await tell(work, action, "staff.look_again", number=str(ticket.number))
    await work.send(Edit(action.chat, action.message_id, text, keys), PREVIEW, ticket.number, draft.id)


async def discard(work: Work, action: StaffAction, draft_id: int) -> None:
    draft = await open_draft(work, action, draft_id)
    if draft is None:
        return
    await drafts.finish(work.tx, draft_id, "discarded")
    ticket = await tickets.get(work.tx, draft.ticket_number)
    await tell(work, action, "staff.done.discarded", number=str(ticket.number))
    await close_preview(work, action, "staff.discarded", ticket, draft.text)


async def open_draft(work: Work, action: StaffAction, draft_id: int) -> Draft | None:
    """The draft under a button, else whoever pressed it is told why there is none.

    One that was written on the web can be sent here only as it was shown here, for a colleague to check.
    """
    draft = await drafts.find(work.tx, draft_id)
    if draft is not None and draft.state == ("checking" if draft.at_desk else "open"):
        return draft
    state = "gone" if draft is None else draft.state
    changed = draft is not None and draft.at_desk and state != "sent"
    await tell(work, action, "staff.draft.changed" if changed else f"staff.draft.{state}")
    return None


async def close_preview(work: Work, action: StaffAction, what: str, ticket: Ticket, text: str) -> None:
    """Let the message whose button was pressed say what became of its draft."""
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
