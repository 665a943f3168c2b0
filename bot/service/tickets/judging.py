"""Staff's verdict on an account that people reported, wherever they give it: told to each of them, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core import reply
from bot.core.model import OPEN_STATES, Say, StaffVerdict
from bot.core.reporting import may_be_ours, verdict_says
from bot.service.ports import Post, StaffMember
from bot.service.tickets import cards
from bot.service.tickets.cases import EXHIBIT
from bot.service.work import Work
from bot.store import desk_events, impostors, log, people, reports, tickets
from bot.store.impostors import Impostor
from bot.store.reports import Report
from bot.store.tickets import Ticket

JUDGED = "judged"
"""The event of the desk, with the number of the case and the verdict."""
Outcome = Literal["done", "stands", "sure", "gone"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a verdict, and how the account stands now.

    "stands": it was given before. "sure": there is another, and nothing was done until somebody says that
    they are sure. "gone": this cannot be said of the account, or there is none. `told` people are told, or
    would be.
    """

    outcome: Outcome
    impostor: Impostor | None = None
    told: int = 0


async def judge(
    work: Work, staff: StaffMember, impostor_id: int, verdict: StaffVerdict, *, sure: bool = False
) -> Judged:
    """Give the verdict; to change one takes a second look, so that nobody overrules another unawares."""
    impostor = await _locked(work, impostor_id)
    if impostor is None or (verdict == "ours" and not await can_be_ours(work, impostor)):
        return Judged("gone")
    if impostor.verdict == verdict:
        return Judged("stands", impostor)
    if impostor.verdict is not None and not sure:
        return Judged("sure", impostor, await to_be_told(work, impostor_id, verdict))
    told = await _decide(work, staff, impostor, verdict)
    return Judged("done", await impostors.get(work.tx, impostor_id), told)


async def can_be_ours(work: Work, impostor: Impostor) -> bool:
    """Whether it is clear which account is meant."""
    return may_be_ours(EXHIBIT.validate_json((await reports.first(work.tx, impostor.id)).reference).finding)


async def to_be_told(work: Work, impostor_id: int, verdict: StaffVerdict) -> int:
    """How many people would be told this verdict."""
    return len(await _to_tell(work, impostor_id, verdict))


async def _locked(work: Work, impostor_id: int) -> Impostor | None:
    """The tickets before the account, as those who withdraw or report do."""
    standing = await reports.standing(work.tx, impostor_id)
    await tickets.with_numbers(work.tx, [r.ticket_number for r in standing if r.ticket_number is not None])
    return await impostors.find(work.tx, impostor_id)


async def _decide(work: Work, staff: StaffMember, impostor: Impostor, verdict: StaffVerdict) -> int:
    await impostors.decide(
        work.tx, impostor.id, verdict, work.at, only_from=impostor.verdict, by=staff.id, name=staff.name
    )
    await desk_events.add(work.tx, staff.id, JUDGED, f"{impostor.id} {verdict}", work.at)
    to_tell = await _to_tell(work, impostor.id, verdict)
    for report in to_tell:
        await _tell(work, staff, report, verdict)
    await reports.tell(work.tx, impostor.id, [report.person_id for report in to_tell], verdict)
    touched = [report.ticket_number for report in to_tell if report.ticket_number is not None]
    await cards.refresh_shown(work, set(touched) - {impostor.ticket_number})
    return len(to_tell)


async def _to_tell(work: Work, impostor_id: int, verdict: StaffVerdict) -> list[Report]:
    """The last report of each person who is still there and was not told so before."""
    latest = {report.person_id: report for report in await reports.standing(work.tx, impostor_id)}
    new = [report for report in latest.values() if report.told != verdict]
    return [report for report in new if not await _is_erased(work, report)]


async def _is_erased(work: Work, report: Report) -> bool:
    ticket = await tickets.get(work.tx, report.ticket_number) if report.ticket_number is not None else None
    return (await people.by_id(work.tx, report.person_id)).is_erased or bool(ticket and ticket.is_erased)


async def _tell(work: Work, staff: StaffMember, report: Report, verdict: StaffVerdict) -> None:
    """Tell one person; their enquiry is closed when it is about nothing else."""
    ticket = await tickets.get(work.tx, report.ticket_number) if report.ticket_number is not None else None
    person = await people.by_id(work.tx, report.person_id)
    language = ticket.language if ticket else person.language or work.office.staff_language
    finding = EXHIBIT.validate_json(report.reference).finding
    says = [Say("report.corrected")] if report.told else []
    says += verdict_says(finding, verdict, work.office.assistant.instead(finding, language))
    if ticket and report.told is None and await _closed(work, staff, ticket, verdict):
        says.append(Say("ticket.closed", {"number": str(ticket.number)}))
    text = reply.paragraphs(work.office.assistant.handbook.wording, language, says)
    chat, number = (ticket.chat, ticket.number) if ticket else (person.address, None)
    post = Post(chat, text, reply_to=ticket.question_message_id if ticket else None)
    await work.send(post, "reply", number)
    said = work.office.as_told(text)
    await log.add(work.tx, log.Entry(person.id, "bot", said, work.at, chat, ticket_number=number))


async def _closed(work: Work, staff: StaffMember, ticket: Ticket, verdict: StaffVerdict) -> bool:
    if any(other.verdict is None for other in await impostors.of_ticket(work.tx, ticket.number)):
        return False
    return await tickets.change(
        work.tx,
        ticket.number,
        work.at,
        only_from=OPEN_STATES,
        event="closed",
        actor=staff.id,
        detail=verdict,
        state="closed",
        answered=True,
    )
