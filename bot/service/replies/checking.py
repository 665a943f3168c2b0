""" "Please check": a colleague looks at a reply before it goes out."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Say
from bot.service.ports import Post, StaffAction, StaffMember
from bot.service.replies import answering
from bot.service.replies.replying import Refused, Seen, fault, live_draft, print_of, rewrite, takes_no_answer
from bot.service.tickets import cards, noting
from bot.service.tickets.notices import tell
from bot.service.work import Work
from bot.store import desk_drafts, draft_files, notes, staff, tickets
from bot.store.drafts import Draft
from bot.store.tickets import Ticket


async def ask(work: Work, who: StaffMember, draft_id: int, shown: str) -> Refused | None:
    """Show one's draft to colleagues, in their chat and on the desk."""
    found = await live_draft(work, draft_id)
    if isinstance(found, Refused):
        return found
    draft, ticket = found
    refused = await _not_to_be_asked(work, who, draft, ticket, shown)
    if refused is not None:
        return refused
    await desk_drafts.ask(work.tx, draft.id)
    await tickets.add_event(work.tx, ticket.number, "check_asked", who.id, work.at)
    await _show(work, who, replace(draft, state="checking"), ticket)
    return None


async def _not_to_be_asked(
    work: Work, who: StaffMember, draft: Draft, ticket: Ticket, shown: str
) -> Refused | None:
    if draft.staff_id != who.id or draft.state != "open":
        return Refused("not_asked" if draft.staff_id != who.id else "asked")
    if takes_no_answer(ticket):
        return Refused("ended")
    if shown != print_of(draft.text, await draft_files.of(work.tx, [draft.id])):
        return Refused("unseen")
    wrong = fault(draft.text)
    return Refused(wrong) if wrong else None


async def _show(work: Work, who: StaffMember, draft: Draft, ticket: Ticket) -> None:
    text, keys = await answering.preview(work, ticket, None, draft)
    values = {"name": who.name, "number": str(ticket.number)}
    says = [Say("staff.check", values)]
    if work.office.desk_url:
        says.append(Say("staff.check.desk", {"url": f"{work.office.desk_url}/tickets/{ticket.number}"}))
    words = "\n\n".join((text, *(work.office.say(one) for one in says)))
    silent = work.after_hours
    for chat in await cards.chats(work, ticket):
        await work.send(Post(chat, words, keys, silent=silent), answering.PREVIEW, ticket.number, draft.id)


async def take_over(work: Work, who: StaffMember, draft_id: int) -> Refused | None:
    """Go on writing what a colleague wanted checked."""
    found = await live_draft(work, draft_id)
    if isinstance(found, Refused):
        return found
    draft, ticket = found
    if draft.state != "checking":
        return Refused("not_asked")
    if takes_no_answer(ticket):
        return Refused("ended")
    if draft.staff_id != who.id and await desk_drafts.of(work.tx, ticket.number, who.id):
        return Refused("own")
    await _rewritten(work, draft, who)
    await tickets.add_event(work.tx, ticket.number, "check_taken", who.id, work.at)
    return None


async def hand_back(work: Work, who: StaffMember, draft_id: int, note: str = "") -> Refused | None:
    """Give a draft back to its writer, perhaps with a note, which stands with the ticket's others."""
    found = await live_draft(work, draft_id)
    if isinstance(found, Refused):
        return found
    draft, ticket = found
    if draft.state != "checking":
        return Refused("not_asked")
    if len(note.strip()) > noting.LONGEST:
        return Refused("long_note")
    await _rewritten(work, draft, StaffMember(draft.staff_id, ""))
    await tickets.add_event(work.tx, ticket.number, "check_returned", who.id, work.at)
    if note.strip():
        await notes.add(work.tx, ticket.number, who.id, note.strip(), work.at)
    return None


async def _rewritten(work: Work, draft: Draft, whose: StaffMember) -> None:
    """The same text as a draft of its own: the buttons under what colleagues were shown do nothing more."""
    seen_at = draft.seen_at or work.at
    await rewrite(work, draft, whose, draft.text, Seen(draft.ticket_version, seen_at))


async def pressed_hand_back(work: Work, action: StaffAction, draft_id: int) -> None:
    """A colleague gives it back by the button in their chat."""
    draft = await answering.open_draft(work, action, draft_id)
    if draft is None:
        return
    await hand_back(work, action.staff, draft_id)
    names = await staff.names(work.tx, [draft.staff_id])
    values = {"number": str(draft.ticket_number), "name": names.get(draft.staff_id, draft.staff_id)}
    await tell(work, action, "staff.done.handed_back", **values)
    ticket = await tickets.get(work.tx, draft.ticket_number)
    await answering.close_preview(work, action, "staff.handed_back", ticket, draft.text)
