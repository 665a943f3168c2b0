"""Staff's verdict on an account that people reported: told to each of them, once."""

from __future__ import annotations

from bot.core import reply
from bot.core.model import OPEN_STATES, Say, StaffVerdict
from bot.core.reporting import may_be_ours, verdict_says
from bot.service import cards, cases
from bot.service.cases import EXHIBIT
from bot.service.notices import tell
from bot.service.ports import Edit, Key, Post, StaffAction
from bot.service.work import Work
from bot.store import impostors, outbox, people, reports, tickets
from bot.store.impostors import Impostor
from bot.store.reports import Report
from bot.store.tickets import Ticket

SECOND_LOOK = "second_look"


async def not_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "not_ours")


async def ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "ours")


async def sure_not_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "not_ours", sure=True)


async def sure_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "ours", sure=True)


async def _press(
    work: Work, action: StaffAction, impostor_id: int, verdict: StaffVerdict, sure: bool = False
) -> None:
    """Give the verdict; to change one takes a second press, so that nobody overrules another unawares."""
    impostor = await _locked(work, impostor_id)
    if impostor is None or not await _may_be(work, impostor, verdict):
        await tell(work, action, "staff.report.gone")
    elif impostor.verdict == verdict:
        await tell(work, action, "staff.report.stands", **cases.standing(work.office, impostor))
        await _show_done(work, action, impostor, sure)
    elif impostor.verdict is not None and not sure:
        await tell(work, action, "staff.report.stands", **cases.standing(work.office, impostor))
        await _ask_again(work, action, impostor, verdict)
    else:
        await _decide(work, action, impostor, verdict)
        await _show_done(work, action, await impostors.get(work.tx, impostor_id), sure)


async def _locked(work: Work, impostor_id: int) -> Impostor | None:
    """The tickets before the account, as those who withdraw or report do."""
    standing = await reports.standing(work.tx, impostor_id)
    await tickets.with_numbers(work.tx, [r.ticket_number for r in standing if r.ticket_number is not None])
    return await impostors.find(work.tx, impostor_id)


async def _may_be(work: Work, impostor: Impostor, verdict: StaffVerdict) -> bool:
    first = EXHIBIT.validate_json((await reports.first(work.tx, impostor.id)).reference)
    return verdict != "ours" or may_be_ours(first.finding)


async def _decide(work: Work, action: StaffAction, impostor: Impostor, verdict: StaffVerdict) -> None:
    who = action.staff
    await impostors.decide(
        work.tx, impostor.id, verdict, work.at, only_from=impostor.verdict, by=who.id, name=who.name
    )
    to_tell = await _to_tell(work, impostor, verdict)
    for report in to_tell:
        await _tell(work, action, report, verdict)
    await reports.tell(work.tx, impostor.id, [report.person_id for report in to_tell], verdict)
    await tell(work, action, "staff.done.judged", count=str(len(to_tell)))
    touched = [report.ticket_number for report in to_tell if report.ticket_number is not None]
    await cards.refresh_shown(work, set(touched) - {impostor.ticket_number})


async def _to_tell(work: Work, impostor: Impostor, verdict: StaffVerdict) -> list[Report]:
    """The last report of each person who is still there and was not told so before."""
    latest = {report.person_id: report for report in await reports.standing(work.tx, impostor.id)}
    new = [report for report in latest.values() if report.told != verdict]
    return [report for report in new if not await _is_erased(work, report)]


async def _is_erased(work: Work, report: Report) -> bool:
    ticket = await tickets.get(work.tx, report.ticket_number) if report.ticket_number is not None else None
    return (await people.by_id(work.tx, report.person_id)).is_erased or bool(ticket and ticket.is_erased)


async def _tell(work: Work, action: StaffAction, report: Report, verdict: StaffVerdict) -> None:
    """Tell one person; their enquiry is closed when it is about nothing else."""
    ticket = await tickets.get(work.tx, report.ticket_number) if report.ticket_number is not None else None
    person = await people.by_id(work.tx, report.person_id)
    language = ticket.language if ticket else person.language or work.office.staff_language
    finding = EXHIBIT.validate_json(report.reference).finding
    says = [Say("report.corrected")] if report.told else []
    says += verdict_says(finding, verdict, work.office.assistant.instead(finding, language))
    if ticket and report.told is None and await _closed(work, action, ticket, verdict):
        says.append(Say("ticket.closed", {"number": str(ticket.number)}))
    text = reply.paragraphs(work.office.assistant.handbook.wording, language, says)
    if ticket is None:
        await work.send(Post(person.address, text), "reply")
    else:
        post = Post(ticket.chat, text, reply_to=ticket.question_message_id)
        await work.send(post, "reply", ticket.number)


async def _closed(work: Work, action: StaffAction, ticket: Ticket, verdict: StaffVerdict) -> bool:
    if any(other.verdict is None for other in await impostors.of_ticket(work.tx, ticket.number)):
        return False
    return await tickets.change(
        work.tx,
        ticket.number,
        work.at,
        only_from=OPEN_STATES,
        event="closed",
        actor=action.staff.id,
        detail=verdict,
        state="closed",
        answered=True,
    )


async def _ask_again(work: Work, action: StaffAction, impostor: Impostor, verdict: StaffVerdict) -> None:
    values = {
        **await _named(work, impostor),
        **cases.standing(work.office, impostor),
        "other": work.office.say(Say(f"staff.report.verdict.{verdict}")),
        "count": str(len(await _to_tell(work, impostor, verdict))),
    }
    key = Key(work.office.say(Say(f"button.staff.sure_{verdict}")), f"sure_{verdict} {impostor.id}")
    text = work.office.say(Say("staff.report.second_look", values))
    reply_to = action.message_id
    await work.send(Post(action.chat, text, ((key,),), reply_to), SECOND_LOOK, impostor.ticket_number)


async def _show_done(work: Work, action: StaffAction, impostor: Impostor, sure: bool) -> None:
    """The question whether they are sure is answered; a card that was pressed shows how it stands."""
    here = impostor.ticket_number
    if not sure:
        pressed = await outbox.what_was(
            work.tx, work.office.channel_of(action.chat).name, action.chat, action.message_id
        )
        elsewhere = pressed is not None and pressed.ticket_number != here
        await cards.refresh(work, here, None if elsewhere else action)
        return
    await cards.refresh(work, here)
    if action.callback is not None:
        values = {**await _named(work, impostor), **cases.standing(work.office, impostor)}
        text = work.office.say(Say("staff.report.changed", values))
        await work.send(Edit(action.chat, action.message_id, text), SECOND_LOOK, here)


async def _named(work: Work, impostor: Impostor) -> dict[str, str]:
    first = EXHIBIT.validate_json((await reports.first(work.tx, impostor.id)).reference)
    return {"reference": cases.shown(first.finding), "number": str(impostor.ticket_number)}
