"""Reported accounts as they are listed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.core.model import StaffVerdict
from bot.store import case_list, impostors, reports, tables
from bot.store.case_list import Case, View
from bot.store.engine import Transaction
from tests.store.rows import AT, LATER, a_person, a_ticket, becomes

DAY = timedelta(days=1)


async def reported(tx: Transaction, account: str, *people: str) -> int:
    """An account that people report, each in a ticket of their own."""
    number = 0
    for days, who in enumerate(people):
        ticket = (await a_ticket(tx, who=who)).number
        impostor, _ = await impostors.reported(tx, account, ticket, AT)
        person, at = (await a_person(tx, who)).id, AT + days * DAY
        await reports.add(tx, impostor=impostor.id, person=person, ticket=ticket, reference=who, at=at)
        number = impostor.id
    return number


async def judged(tx: Transaction, impostor: int, verdict: StaffVerdict) -> None:
    await impostors.decide(tx, impostor, verdict, LATER, only_from=None, by="sato", name="佐藤")


async def listed(tx: Transaction, view: View, *, confidential: bool = True) -> list[Case]:
    return await case_list.listed(tx, view, 10, confidential=confidential)


async def test_accounts_are_listed_by_how_it_stands_with_their_verdict(tx: Transaction) -> None:
    first, second, third = [await reported(tx, account, "hanako", "taro") for account in ("a", "b", "c")]
    await judged(tx, second, "ours")
    await judged(tx, third, "not_ours")
    await impostors.warn(tx, third, LATER, "tanaka")
    assert await case_list.count(tx, confidential=True) == {"undecided": 1, "decided": 2, "warned": 1}
    assert [one.id for one in await listed(tx, "undecided")] == [first]
    assert {one.id for one in await listed(tx, "decided")} == {second, third}
    (warned,) = await listed(tx, "warned")
    assert warned == await case_list.find(tx, third, confidential=True)
    assert (warned.people, warned.first_at, warned.last_at) == (2, AT, AT + DAY)
    assert (warned.reference, warned.decided_name, warned.warned_by) == ("hanako", "佐藤", "tanaka")


async def test_whoever_withdrew_does_not_count_and_still_stands_among_the_reports(tx: Transaction) -> None:
    number = await reported(tx, "a", "hanako", "taro")
    await becomes(tx, 2, "withdrawn")
    found = await case_list.find(tx, number, confidential=True)
    assert found is not None
    assert found.people == 1
    shown = await case_list.reports_of(tx, number, confidential=True)
    assert [(one.ticket_number, one.state, one.reference) for one in shown] == [
        (2, "withdrawn", "taro"),
        (1, "new", "hanako"),
    ]


async def test_a_confidential_report_is_as_if_it_were_not_there(tx: Transaction) -> None:
    shared, alone = await reported(tx, "a", "hanako", "taro"), await reported(tx, "b", "hanako")
    confidential = tables.tickets.c.number.in_((1, 3))
    await tx.connection.execute(update(tables.tickets).where(confidential).values(for_leads=True))
    (seen,) = await listed(tx, "undecided", confidential=False)
    assert (seen.id, seen.people, seen.reference, seen.first_at) == (shared, 1, "taro", AT + DAY)
    assert await case_list.find(tx, alone, confidential=False) is None
    assert [one.reference for one in await case_list.reports_of(tx, shared, confidential=False)] == ["taro"]
    assert len(await listed(tx, "undecided")) == 2
