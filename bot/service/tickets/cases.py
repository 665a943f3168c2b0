"""A case: everything that people reported of one account. It stands on the card of one of their tickets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.core.accounts.likeness.characters import visible
from bot.core.accounts.shown import unlinked
from bot.core.evidence_told import reason
from bot.core.model import AccountFinding, ForwardOrigin, Say, StaffVerdict
from bot.core.reporting import may_be_ours
from bot.service.office import Office
from bot.service.ports import Key
from bot.service.work import Work
from bot.store import impostors, reports
from bot.store.impostors import Impostor
from bot.store.tickets import Ticket

REPORT = "report"
"""The kind of a ticket by which a person reports accounts."""
_LONGEST = 120
_VERDICTS: tuple[StaffVerdict, ...] = ("not_ours", "ours")
Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a person reported, kept as evidence: the account as written, and whose message it was in."""

    finding: AccountFinding
    forward: ForwardOrigin | None = None


EXHIBIT = TypeAdapter(Exhibit)


async def on_card(work: Work, ticket: Ticket) -> tuple[tuple[Say, ...], Rows]:
    """What stands on the card of a ticket about the accounts that it reports, and the buttons for them."""
    says: list[Say] = []
    rows: list[tuple[Key, ...]] = []
    found = await impostors.of_ticket(work.tx, ticket.number)
    exhibits = {r.impostor_id: r.reference for r in await reports.of_ticket(work.tx, ticket.number)}
    for place, impostor in enumerate(found, 1):
        exhibit = EXHIBIT.validate_json(exhibits[impostor.id])
        says += await _account(work, impostor, exhibit)
        if impostor.ticket_number != ticket.number:
            says.append(Say("staff.report.elsewhere", {"number": str(impostor.ticket_number)}))
        elif impostor.verdict or ticket.state != "withdrawn":
            rows.append(_keys(work.office, impostor, exhibit, f" ({place})" if len(found) > 1 else ""))
    forward = EXHIBIT.validate_json(exhibits[found[0].id]).forward if found else None
    if forward:
        says.append(origin_told(forward))
    if ticket.is_open and await reports.joined_to(work.tx, ticket.number):
        says.append(Say("staff.report.to_all"))
    return tuple(says), tuple(row for row in rows if row)


async def _account(work: Work, impostor: Impostor, exhibit: Exhibit) -> Iterable[Say]:
    office, finding = work.office, exhibit.finding
    values = {
        "reference": shown(finding),
        "platform": office.say(platform(office, finding)),
        "verdict": office.say(Say(f"staff.report.bot.{finding.verdict}")),
        "count": str((await reports.count(work.tx, impostor.id)).now),
    }
    evidence = " / ".join(dict.fromkeys(office.say(reason(one)) for one in finding.evidence))
    return (
        Say("staff.report.account", values),
        *((Say("staff.report.evidence", {"evidence": _short(evidence)}),) if evidence else ()),
        *((Say("staff.report.decided", standing(office, impostor)),) if impostor.verdict else ()),
    )


async def people(work: Work, number: int) -> int:
    """How many people report the account of a ticket that most report."""
    found = await impostors.of_ticket(work.tx, number)
    return max([(await reports.count(work.tx, impostor.id)).now for impostor in found], default=0)


def shown(finding: AccountFinding) -> str:
    """An account as staff see it: to be read, not opened, and without what hides in it."""
    return _short(unlinked(visible(finding.text)))


def standing(office: Office, impostor: Impostor) -> dict[str, str]:
    """Staff's verdict, who gave it and when."""
    return {
        "verdict": office.say(Say(f"staff.report.verdict.{impostor.verdict}")),
        "name": impostor.decided_name or "",
        "at": office.hours.local(impostor.decided_at) if impostor.decided_at else "",
    }


def platform(office: Office, finding: AccountFinding) -> Say:
    """Where the account is, as far as that is known."""
    named = Say(f"platform.{finding.platform}")
    known = named.id in office.assistant.handbook.wording[office.staff_language]
    return named if known else Say("staff.report.no_platform")


def origin_told(origin: ForwardOrigin) -> Say:
    """Whose message it was in, unlinked."""
    known = (origin.title, f"@{origin.username}" if origin.username else None, origin.id)
    told = unlinked(" ".join(str(part) for part in known if part))
    return Say(f"staff.report.from.{origin.type}", {"origin": _short(told)})


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _keys(office: Office, impostor: Impostor, exhibit: Exhibit, place: str) -> tuple[Key, ...]:
    """The verdicts that can be given; once there is one, the other one, to change it."""
    return tuple(
        Key(office.say(Say(f"button.staff.{name}")) + place, f"{name} {impostor.id}")
        for name in _VERDICTS
        if name != impostor.verdict and (name != "ours" or may_be_ours(exhibit.finding))
    )
