"""Answering on the web: what is written is kept at once, and sent only as it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from bot.service.ports import StaffMember
from bot.service.replies import answering, changes
from bot.service.replies.changes import Change
from bot.service.tickets import handling
from bot.service.work import Work
from bot.store import desk_drafts, draft_files, drafts, tickets
from bot.store.draft_files import DraftFile, NewFile
from bot.store.drafts import LIVE, Draft
from bot.store.tickets import Ticket

LONGEST = 3000
"""Characters of a reply: with the question that it quotes it is one message."""
MOST_FILES = 3
Fault = Literal["empty", "too_long"]
Why = (
    Fault
    | Literal[
        "gone",  # there is no such draft
        "sent",  # before
        "discarded",  # before, or somebody went on writing it
        "ended",  # the person took the enquiry back, or it is erased
        "elsewhere",  # another window has changed the text
        "unseen",  # its text or its files are others than were shown
        "asked",  # a colleague was asked to look at it before
        "not_asked",  # it is a colleague's, who asked nobody to look at it
        "own",  # there is a draft of one's own already
        "too_many_files",
        "long_note",
    ]
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The ticket as the writer had it before their eyes: its version, and when that was the present one."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done, and `why` not."""

    why: Why


@dataclass(frozen=True, slots=True)
class Held:
    """Kept, not sent: the ticket has changed since the reply was written, or since the sender saw it."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The reply is on its way."""

    number: int


def fault(text: str) -> Fault | None:
    """Why a text cannot be sent as it is."""
    if not text.strip():
        return "empty"
    return "too_long" if len(text) > LONGEST else None


def print_of(text: str, files: Sequence[DraftFile] = ()) -> str:
    """Tells a text with its files from any other."""
    whole = "\0".join((text, *(str(file.id) for file in files)))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def takes_no_answer(ticket: Ticket) -> bool:
    """Whether the person took it back, or nothing is left of it."""
    return ticket.state == "withdrawn" or ticket.is_erased


async def save(
    work: Work,
    staff: StaffMember,
    number: int,
    text: str,
    seen: Seen,
    had: str | None = None,
    *,
    for_files: bool = False,
) -> Draft | Refused:
    """Keep what was written, whatever it is; who writes first for a ticket that nobody has takes it.

    `had` is the print of the text that the form began with: what another window kept is never overwritten.
    Nothing at all is kept only `for_files` that came with it.
    """
    ticket = await tickets.get(work.tx, number)
    if takes_no_answer(ticket):
        return Refused("ended")
    mine = await desk_drafts.of(work.tx, number, staff.id)
    kept = mine.text if mine else ""
    if had is not None and had != print_of(kept) and text != kept:
        return Refused("elsewhere")
    if mine is None and not text.strip() and not for_files:
        return Refused("empty")
    if ticket.state == "new" and (await handling.claim(work, staff, number)).done:
        claimed = await tickets.get(work.tx, number)
        seen = Seen(claimed.version, work.at) if seen.version == ticket.version else seen
    if mine is None:
        return await desk_drafts.add(work.tx, number, staff.id, text, seen.version, seen.at)
    if mine.state == "checking" and text == mine.text and seen.version == mine.ticket_version:
        return mine
    return await rewrite(work, mine, staff, text, seen)


async def rewrite(work: Work, draft: Draft, staff: StaffMember, text: str, seen: Seen) -> Draft:
    """Change a draft; one that a colleague was shown ends, so that nothing is sent by what they saw."""
    if draft.state == "open" and draft.staff_id == staff.id:
        await desk_drafts.write(work.tx, draft, text, seen.version, seen.at)
        return Draft(draft.id, draft.ticket_number, seen.version, staff.id, text, "open", True, seen.at)
    new = await desk_drafts.add(work.tx, draft.ticket_number, staff.id, text, seen.version, seen.at)
    await draft_files.move(work.tx, draft.id, new.id)
    await drafts.finish(work.tx, draft.id, "discarded")
    return new


async def add_files(work: Work, draft: Draft, files: Sequence[NewFile]) -> Refused | None:
    """Put files with one's own draft."""
    if await draft_files.count(work.tx, draft.id) + len(files) > MOST_FILES:
        return Refused("too_many_files")
    mine = await _as_mine(work, draft)
    for new in files:
        await draft_files.add(work.tx, mine.ticket_number, mine.id, new, work.at)
    return None


async def remove_file(work: Work, draft: Draft, number: int) -> None:
    """Take a file back out of one's own draft."""
    mine = await _as_mine(work, draft)
    await draft_files.remove(work.tx, mine.id, number)


async def _as_mine(work: Work, draft: Draft) -> Draft:
    """The draft that may be changed: what colleagues were shown may not."""
    writer, seen = StaffMember(draft.staff_id, ""), Seen(draft.ticket_version, draft.seen_at or work.at)
    return draft if draft.state == "open" else await rewrite(work, draft, writer, draft.text, seen)


async def live_draft(work: Work, draft_id: int) -> tuple[Draft, Ticket] | Refused:
    """A draft that may still be sent, and its ticket; nobody else changes them in this transaction."""
    found = await drafts.find(work.tx, draft_id)
    if found is None or not found.at_desk:
        return Refused("gone")
    ticket = await tickets.get(work.tx, found.ticket_number)
    draft = await drafts.find(work.tx, draft_id)  # as it is now that the ticket is ours
    if draft is None or draft.state not in LIVE:
        return Refused("sent" if draft and draft.state == "sent" else "discarded")
    return draft, ticket


async def send(
    work: Work, staff: StaffMember, draft_id: int, seen: Seen, shown: str
) -> Sent | Held | Refused:
    """Send a draft for somebody who saw the ticket so, and the draft with this print."""
    found = await live_draft(work, draft_id)
    if isinstance(found, Refused):
        return found
    draft, ticket = found
    if draft.state == "open" and draft.staff_id != staff.id:
        return Refused("not_asked")
    if takes_no_answer(ticket):
        return Refused("ended")
    wrong = fault(draft.text)
    if wrong is not None:
        return Refused(wrong)
    if shown != print_of(draft.text, await draft_files.of(work.tx, [draft.id])):
        return Refused("unseen")
    if seen.version != ticket.version:
        return Held(await changes.since(work, ticket.number, min(seen.at, draft.seen_at or seen.at)))
    await drafts.finish(work.tx, draft.id, "sent")
    await answering.answer(work, ticket, staff, draft.text, draft)
    return Sent(ticket.number)


async def changed(work: Work, draft: Draft, ticket: Ticket) -> tuple[Change, ...]:
    """What has happened since a draft was written."""
    if draft.ticket_version == ticket.version or draft.seen_at is None:
        return ()
    return await changes.since(work, ticket.number, draft.seen_at)


async def discard(work: Work, staff: StaffMember, draft_id: int) -> Refused | None:
    """Throw away what one has written oneself, with its files."""
    found = await live_draft(work, draft_id)
    if isinstance(found, Refused):
        return found
    draft, _ = found
    if draft.staff_id != staff.id:
        return Refused("not_asked")
    await draft_files.remove(work.tx, draft.id)
    await drafts.finish(work.tx, draft.id, "discarded")
    return None
