"""What the page of an enquiry shows where it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.desk import Signed
from bot.core.language import detect
from bot.service.replies import answering, beside, replying
from bot.service.replies.beside import Suggestion
from bot.service.replies.changes import Change
from bot.service.work import Work
from bot.store import deliveries, desk_drafts, draft_files, history, people, reports, staff
from bot.store.deliveries import Delivery
from bot.store.draft_files import DraftFile
from bot.store.drafts import Draft
from bot.store.history import Spoken
from bot.store.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Untaken:
    """What came with a form that was not carried out: why not, and what of it stays on the page.

    `draft` is the one that the form was about, `changes` what its sender had not seen.
    """

    problem: str = ""
    text: str | None = None
    files_dropped: bool = False
    draft: int = 0
    note: str = ""
    changes: tuple[Change, ...] = ()


NOTHING = Untaken()


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as it can be sent: `text` is what the person will see, `print` tells it from any other.

    `fault` says why it cannot be sent as it is; `kinds` of personal data stand in it, and gaps of a ready
    reply that are `unfilled`; `looks_like` is the language in which it seems to be, if not the person's.
    """

    id: int
    staff_id: str
    writer: str
    state: str
    text: str
    print: str
    files: tuple[DraftFile, ...]
    changes: tuple[Change, ...]
    is_outdated: bool
    fault: str
    kinds: tuple[str, ...]
    unfilled: tuple[str, ...]
    looks_like: str


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer that was sent with its files, and how far it is; None where that is not known any more."""

    said: Spoken
    delivery: Delivery | None
    files: tuple[DraftFile, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """`version` and `seen_at` tell the ticket as this page shows it, `had` the text with which it begins."""

    can_write: bool
    version: int
    seen_at: str
    had: str
    text: str
    mine: Shown | None
    theirs: tuple[Shown, ...]
    is_anothers: bool
    is_over: bool
    blocked: bool
    joined: int
    canned: tuple[Suggestion, ...]
    canned_otherwise: tuple[Suggestion, ...]
    sections: tuple[Suggestion, ...]
    answers: tuple[Suggestion, ...]
    replied: tuple[Replied, ...]
    longest: int = replying.LONGEST
    most_files: int = replying.MOST_FILES


async def for_ticket(work: Work, signed: Signed, ticket: Ticket) -> Reply:
    """All that reply.html shows."""
    can_write = not replying.takes_no_answer(ticket)
    drafts = await desk_drafts.live(work.tx, ticket.number) if can_write else []
    mine = next((one for one in drafts if one.staff_id == signed.staff.id), None)
    asked = [one for one in drafts if one.state == "checking" and one is not mine]
    kept = mine.text if mine else ""
    canned = beside.canned(work, ticket) if can_write else ()
    return Reply(
        can_write=can_write,
        version=ticket.version,
        seen_at=ticket.updated_at.isoformat(),
        had=replying.print_of(kept),
        text=kept,
        mine=await _shown(work, ticket, mine) if mine else None,
        theirs=tuple([await _shown(work, ticket, one) for one in asked]),
        is_anothers=ticket.claimed_by not in {None, signed.staff.id},
        is_over=not ticket.is_open,
        blocked=(await people.by_id(work.tx, ticket.person_id)).blocked,
        joined=len(await reports.joined_to(work.tx, ticket.number)),
        canned=tuple(one for one in canned if one.language == ticket.language),
        canned_otherwise=tuple(one for one in canned if one.language != ticket.language),
        sections=beside.sections(work, ticket) if can_write else (),
        answers=await beside.answers(work, ticket, confidential=signed.is_lead) if can_write else (),
        replied=await _replied(work, ticket),
    )


async def _shown(work: Work, ticket: Ticket, draft: Draft) -> Shown:
    files = tuple(await draft_files.of(work.tx, [draft.id]))
    names = await staff.names(work.tx, [draft.staff_id])
    language = detect(draft.text)
    ours = work.office.assistant.handbook.languages
    return Shown(
        id=draft.id,
        staff_id=draft.staff_id,
        writer=names.get(draft.staff_id, draft.staff_id),
        state=draft.state,
        text=answering.answer_text(work, ticket, draft.text),
        print=replying.print_of(draft.text, files),
        files=files,
        changes=await replying.changed(work, draft, ticket),
        is_outdated=draft.ticket_version != ticket.version,
        fault=_fault(draft, files),
        kinds=tuple(dict.fromkeys(value.kind for value in work.office.mask(draft.text).values)),
        unfilled=beside.unfilled(work, ticket, draft.text),
        looks_like=language if language in ours and language != ticket.language else "",
    )


def _fault(draft: Draft, files: Sequence[DraftFile]) -> str:
    wrong = replying.fault(draft.text)
    return "only_files" if wrong == "empty" and files else wrong or ""


async def _replied(work: Work, ticket: Ticket) -> tuple[Replied, ...]:
    said = [one for one in await history.conversation(work.tx, ticket.number) if one.author == "staff"]
    known = await deliveries.of_ticket(work.tx, ticket.number, answering.ANSWER) if said else {}
    sent = {one.draft_id for one in known.values() if one.draft_id is not None}
    files = await draft_files.of(work.tx, sent)
    return tuple(_sent(one, known.get(one.delivery_id or 0), files) for one in said)


def _sent(said: Spoken, delivery: Delivery | None, files: Sequence[DraftFile]) -> Replied:
    draft = delivery.draft_id if delivery else None
    return Replied(said, delivery, tuple(file for file in files if file.draft_id == draft))
