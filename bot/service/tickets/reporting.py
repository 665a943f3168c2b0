"""Accounts that a person reports: the first report of one opens a case, the others join it."""

from __future__ import annotations

from bot.core.accounts.shown import all_unlinked
from bot.core.model import AccountFinding, Decision, KnownReport, Report, Turn
from bot.core.reporting import same_account
from bot.service.ports import UserMessage
from bot.service.searching import searchable
from bot.service.tickets import cards, filing, tried
from bot.service.tickets.cases import EXHIBIT, REPORT, Exhibit
from bot.service.work import Work
from bot.store import impostors, reports, tickets
from bot.store.impostors import Impostor
from bot.store.people import Person
from bot.store.tickets import NewTicket, Ticket

_TOLD_AT = (2, 5)
"""How many people report an account when staff are told so; and at 10, 50, 100, 500 ..."""


async def known(work: Work, person: Person, turn: Turn | None) -> tuple[KnownReport, ...]:
    """What is known of the accounts in what the person said last."""
    return tuple([await _known(work, person, turn, finding) for finding in turn.accounts]) if turn else ()


async def _known(work: Work, person: Person, turn: Turn, finding: AccountFinding) -> KnownReport:
    account = same_account(finding)
    if account is None:
        return KnownReport(ticket=turn.ticket)
    impostor = await impostors.known(work.tx, account)
    if impostor is None:
        return KnownReport()
    if impostor.verdict and impostor.decided_at:
        return KnownReport(impostor.verdict, work.office.hours.local(impostor.decided_at)[:10])
    return KnownReport(ticket=await reports.open_ticket(work.tx, impostor.id, person.id))


async def receive(
    work: Work, part: Report, person: Person, inbound: UserMessage, decision: Decision
) -> Ticket | None:
    """Take a report in; None when staff had decided on all that it is about."""
    for finding in part.known:
        await _count(work, finding, person, part)
    if not part.findings:
        return None
    question = work.office.redact(part.matter, decision.asked_about)
    new = NewTicket(
        person.id,
        inbound.chat,
        decision.language,
        all_unlinked(question),
        tried.dump(tried.VERDICT),
        kind=REPORT,
        question_message_id=None if inbound.callback else inbound.message_id,
        for_leads=part.for_leads,
        words=searchable(question),
    )
    ticket = await tickets.open_ticket(work.tx, new, work.at)
    # in one order, so that two who report the same accounts at once do not wait for each other
    by_account = {same_account(f) or f"another {place}": f for place, f in enumerate(part.findings)}
    joined = [await _report(work, by_account[key], person, ticket, part) for key in sorted(by_account)]
    for impostor, first_time in joined:
        if impostor.ticket_number != ticket.number:
            await _joined(work, impostor, first_time)
    # a case that everybody reads says nothing of what is told in confidence: that has a card of its own
    if ticket.for_leads or any(impostor.ticket_number == ticket.number for impostor, _ in joined):
        await cards.post(work, ticket)
        await filing.attach(work, ticket, part.attachments)
    return ticket


async def withdrawn(work: Work, ticket: Ticket) -> None:
    """What others report, too, goes on, on the card of the first of them."""
    others: set[int] = set()
    for impostor in await impostors.of_ticket(work.tx, ticket.number):
        if impostor.ticket_number != ticket.number:
            await cards.refresh(work, impostor.ticket_number)
        elif impostor.verdict is None:
            heir = await reports.oldest_open_ticket(work.tx, impostor.id)
            if heir is not None:
                await impostors.move(work.tx, [impostor.id], heir)
                others.add(heir)
    for heir in sorted(others):
        await cards.post(work, await tickets.get(work.tx, heir))


async def reopened(work: Work, ticket: Ticket) -> None:
    """A ticket that goes on needs a card: its own, unless that of another still has what it is about."""
    left: set[int] = set()
    had_a_card = False
    for impostor in await impostors.of_ticket(work.tx, ticket.number):
        had_a_card |= impostor.ticket_number == ticket.number
        if impostor.ticket_number != ticket.number and not await _is_open(work, impostor.ticket_number):
            await impostors.move(work.tx, [impostor.id], ticket.number)
            left.add(impostor.ticket_number)
    if left and not had_a_card:
        await cards.post(work, ticket)
    for number in sorted(left):
        await cards.refresh(work, number)


async def _count(work: Work, finding: AccountFinding, person: Person, part: Report) -> None:
    """On this account staff have decided: the report counts, and opens nothing."""
    account = same_account(finding)
    impostor = await impostors.known(work.tx, account) if account else None
    if impostor is None or impostor.verdict is None:
        return
    if await reports.of_person(work.tx, impostor.id, person.id):
        await reports.tell(work.tx, impostor.id, [person.id], impostor.verdict)
    else:
        await _keep(work, finding, person, None, part, impostor)
        await cards.refresh(work, impostor.ticket_number)


async def _report(
    work: Work, finding: AccountFinding, person: Person, ticket: Ticket, part: Report
) -> tuple[Impostor, bool]:
    """The account, with the ticket on whose card it stands now; whether it is new from this person."""
    impostor, new = await impostors.reported(work.tx, same_account(finding), ticket.number, work.at)
    first_time = not await reports.of_person(work.tx, impostor.id, person.id)
    await _keep(work, finding, person, ticket, part, impostor)
    if not new and not await _holds(work, impostor, ticket):
        await impostors.move(work.tx, [impostor.id], ticket.number)
        await cards.refresh(work, impostor.ticket_number)
        impostor = await impostors.get(work.tx, impostor.id)
    return impostor, first_time


async def _keep(
    work: Work,
    finding: AccountFinding,
    person: Person,
    ticket: Ticket | None,
    part: Report,
    impostor: Impostor,
) -> None:
    await reports.add(
        work.tx,
        impostor=impostor.id,
        person=person.id,
        ticket=ticket.number if ticket else None,
        reference=EXHIBIT.dump_json(Exhibit(finding, part.forward)).decode(),
        at=work.at,
        told=None if ticket else impostor.verdict,
    )


async def _joined(work: Work, impostor: Impostor, first_time: bool) -> None:
    """The card shows one more; now and then staff are told, too."""
    await cards.refresh(work, impostor.ticket_number)
    people = (await reports.count(work.tx, impostor.id)).ever
    if first_time and _is_told(people):
        await cards.notify(work, "staff.report.count", impostor.ticket_number, str(people))


def _is_told(people: int) -> bool:
    digits = str(people)
    return people in _TOLD_AT or (people >= 10 and digits[0] in "15" and not digits[1:].strip("0"))


async def _holds(work: Work, impostor: Impostor, ticket: Ticket) -> bool:
    """Whether the card on which an account stands is still there, and for all who read this ticket."""
    holder = await tickets.get(work.tx, impostor.ticket_number)
    return holder.is_open and (ticket.for_leads or not holder.for_leads)


async def _is_open(work: Work, number: int) -> bool:
    return (await tickets.get(work.tx, number)).is_open
