from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from bot.core.model import TicketState
from bot.store import facts, impostors, people, personal_values, reports, tickets
from bot.store.engine import Store, Transaction
from bot.store.lookups import LOOKUP_KEY, lookup
from bot.store.personal_values import State
from bot.store.reports import Count
from bot.store.tickets import NewTicket
from tests.store.rows import AT, LATER, becomes

ACCOUNT = "x harbour_musuem"


async def a_report(tx: Transaction, who: str, account: str | None = ACCOUNT) -> tuple[int, int]:
    """The impostor and the ticket of somebody's report."""
    person = await people.get(tx, "telegram", who, AT)
    ticket = await tickets.open_ticket(tx, NewTicket(person.id, who, "ja", "公式？", "", kind="report"), AT)
    impostor, _ = await impostors.reported(tx, account, ticket.number, AT)
    await reports.add(
        tx, impostor=impostor.id, person=person.id, ticket=ticket.number, reference=f"from {who}", at=AT
    )
    return impostor.id, ticket.number


async def decided(tx: Transaction, impostor: int) -> bool:
    return await impostors.decide(tx, impostor, "not_ours", AT, only_from=None, by="sato", name="佐藤")


async def test_an_account_reported_again_is_the_same_impostor_and_keeps_its_card(tx: Transaction) -> None:
    impostor, first = await a_report(tx, "hanako")
    again, second = await a_report(tx, "taro")
    other, _ = await a_report(tx, "taro", "x another")
    assert again == impostor != other
    found = await impostors.get(tx, impostor)
    assert (found.ticket_number, found.verdict, found.first_reported_at) == (first, None, AT)
    assert await reports.joined_to(tx, first) == {second: False}


async def test_what_nothing_tells_from_others_is_always_another_impostor(tx: Transaction) -> None:
    first, _ = await a_report(tx, "hanako", None)
    second, _ = await a_report(tx, "taro", None)
    assert first != second


async def test_nothing_of_what_was_reported_can_be_read_without_the_keys(tx: Transaction) -> None:
    await a_report(tx, "hanako")
    rows = await tx.connection.execute(text("SELECT lookup FROM impostors"))
    (found,) = rows.scalars()
    sealed = await tx.connection.scalar(text("SELECT sealed_reference FROM reports"))
    key = await facts.get(tx, LOOKUP_KEY)
    assert found == await lookup(tx, ACCOUNT) != await lookup(tx, "x another")
    assert "musuem" not in f"{found} {sealed!r} {key}"
    assert b"from hanako" not in bytes(sealed)


async def test_the_same_person_counts_once_and_who_withdrew_no_more(tx: Transaction) -> None:
    impostor, first = await a_report(tx, "hanako")
    for who in ("hanako", "taro", "jiro"):
        _, number = await a_report(tx, who)
    assert await reports.count(tx, impostor) == Count(now=3, ever=3)
    await becomes(tx, number, "withdrawn")
    assert await reports.count(tx, impostor) == Count(now=2, ever=3)
    await becomes(tx, first, "closed")
    assert await reports.count(tx, impostor) == Count(now=2, ever=3)


async def test_a_report_without_a_ticket_counts(tx: Transaction) -> None:
    impostor, _ = await a_report(tx, "hanako")
    person = await people.get(tx, "telegram", "taro", AT)
    for _ in range(2):
        await reports.add(tx, impostor=impostor, person=person.id, ticket=None, reference="", at=AT)
    assert await reports.count(tx, impostor) == Count(2, 2)
    assert len(await reports.standing(tx, impostor)) == 3


async def test_evidence_outlives_the_text_of_its_ticket(tx: Transaction) -> None:
    impostor, number = await a_report(tx, "hanako")
    await tx.connection.execute(text("UPDATE tickets SET question = ''"))
    assert [r.reference for r in await reports.standing(tx, impostor)] == ["from hanako"]
    assert [i.id for i in await impostors.of_ticket(tx, number)] == [impostor]


async def test_a_verdict_is_given_once_and_changed_only_from_what_it_was(tx: Transaction) -> None:
    impostor, _ = await a_report(tx, "hanako")
    assert await decided(tx, impostor)
    assert not await decided(tx, impostor)
    assert await impostors.decide(tx, impostor, "ours", LATER, only_from="not_ours", by="tanaka", name="田中")
    found = await impostors.get(tx, impostor)
    assert (found.verdict, found.decided_at, found.decided_name) == ("ours", LATER, "田中")


@pytest.mark.parametrize("state", ["withdrawn", "closed", "declined"])
async def test_only_open_tickets_are_joined(tx: Transaction, state: TicketState) -> None:
    impostor, first = await a_report(tx, "hanako")
    _, second = await a_report(tx, "taro")
    _, third = await a_report(tx, "jiro")
    await becomes(tx, second, state)
    assert await reports.joined_to(tx, first) == {third: False}
    await becomes(tx, first, state)
    assert await reports.oldest_open_ticket(tx, impostor) == third


async def test_of_tickets_about_one_account_the_queue_has_the_one_with_the_card(tx: Transaction) -> None:
    impostor, first = await a_report(tx, "hanako")
    _, second = await a_report(tx, "taro")
    assert [t.number for t in await tickets.in_queue(tx)] == [first]
    await impostors.move(tx, [impostor], second)
    assert [t.number for t in await tickets.in_queue(tx)] == [second]


async def test_people_are_told_a_verdict_each_for_all_their_reports(tx: Transaction) -> None:
    impostor, _ = await a_report(tx, "hanako")
    await a_report(tx, "hanako")
    await a_report(tx, "taro")
    hanako = await people.get(tx, "telegram", "hanako", AT)
    await reports.tell(tx, impostor, [hanako.id], "ours")
    assert [r.told for r in await reports.standing(tx, impostor)] == ["ours", "ours", None]


async def test_reports_at_the_same_moment_make_one_impostor(store: Store, other: Store) -> None:
    async def one(where: Store, who: str) -> tuple[int, int]:
        async with where.transaction() as tx:
            return await a_report(tx, who)

    found = await asyncio.gather(one(store, "hanako"), one(other, "taro"), one(store, "jiro"))
    assert len({impostor for impostor, _ in found}) == 1
    async with store.transaction() as tx:
        assert await reports.count(tx, found[0][0]) == Count(3, 3)


# --- when a case is over -------------------------------------------------------------------------


async def test_a_case_is_over_a_while_after_its_last_report_and_when_its_card_is_closed(
    tx: Transaction,
) -> None:
    impostor, number = await a_report(tx, "hanako")
    open_, _ = await a_report(tx, "taro", "x another")
    assert await impostors.over(tx, LATER) == []
    await becomes(tx, number, "closed")
    assert await impostors.over(tx, AT) == [], "it was reported too lately"
    assert await impostors.over(tx, LATER) == [impostor] != [open_]

    person = await people.get(tx, "telegram", "taro", AT)
    await reports.add(tx, impostor=impostor, person=person.id, ticket=None, reference="", at=LATER)
    assert await impostors.over(tx, LATER) == [], "it was reported again"


async def with_evidence(tx: Transaction, who: str, account: str) -> tuple[int, int]:
    impostor, number = await a_report(tx, who, account)
    person = await people.get(tx, "telegram", who, AT)
    for state in EVERY_STATE:
        await personal_values.keep(
            tx, [("mail", account)], person=person.id, ticket=number, state=state, said_at=AT
        )
    return impostor, number


EVERY_STATE: tuple[State, ...] = ("kept", "shared", "evidence")


async def held(tx: Transaction) -> list[tuple[int, str]]:
    """The tickets with which values are held, and how."""
    found = await tx.connection.execute(text("SELECT ticket_number, state FROM personal_values ORDER BY id"))
    return [(row.ticket_number, row.state) for row in found]


async def test_a_case_is_forgotten_with_its_reports_and_the_evidence(tx: Transaction) -> None:
    impostor, number = await with_evidence(tx, "hanako", ACCOUNT)
    other, elsewhere = await with_evidence(tx, "taro", "x another")
    taro = await people.get(tx, "telegram", "taro", AT)
    await reports.add(tx, impostor=other, person=taro.id, ticket=None, reference="again", at=AT)
    await impostors.forget(tx, [impostor])
    assert await impostors.known(tx, ACCOUNT) is None
    assert await reports.of_ticket(tx, number) == []
    assert [r.reference for r in await reports.standing(tx, other)] == ["from taro", "again"]
    assert await held(tx) == [
        *((number, state) for state in ("kept", "shared")),
        *((elsewhere, state) for state in EVERY_STATE),
    ]
    assert (await a_report(tx, "hanako"))[0] not in (impostor, other)


async def test_evidence_stays_while_its_ticket_reports_something_else(tx: Transaction) -> None:
    over, number = await with_evidence(tx, "hanako", ACCOUNT)
    person = await people.get(tx, "telegram", "hanako", AT)
    stays, _ = await impostors.reported(tx, "x another", number, AT)
    await reports.add(tx, impostor=stays.id, person=person.id, ticket=number, reference="", at=AT)
    await impostors.forget(tx, [over])
    assert (number, "evidence") in await held(tx)
    await impostors.forget(tx, [stays.id])
    assert (number, "evidence") not in await held(tx)


async def test_cases_that_are_over_together_are_forgotten_with_all_their_evidence(tx: Transaction) -> None:
    first, number = await with_evidence(tx, "hanako", ACCOUNT)
    person = await people.get(tx, "telegram", "hanako", AT)
    second, _ = await impostors.reported(tx, "x another", number, AT)
    for ticket in (number, None):
        await reports.add(tx, impostor=second.id, person=person.id, ticket=ticket, reference="", at=AT)
    await impostors.forget(tx, [])
    assert await impostors.known(tx, ACCOUNT)
    await impostors.forget(tx, [first, second.id])
    assert await reports.all_of(tx, person.id) == []
    assert await held(tx) == [(number, "kept"), (number, "shared")]


# --- warnings -----------------------------------------------------------------------------------


async def test_only_what_staff_say_is_not_ours_can_be_warned_about_once(tx: Transaction) -> None:
    impostor, _ = await a_report(tx, "hanako")
    assert not await impostors.warn(tx, impostor, AT, "lead")
    await decided(tx, impostor)
    assert await impostors.warn(tx, impostor, AT, "lead")
    assert not await impostors.warn(tx, impostor, LATER, "another")
    (found,) = await impostors.with_warning(tx)
    assert (found.id, found.warned_at, found.warned_by) == (impostor, AT, "lead")
    assert await impostors.warned(tx, [ACCOUNT, "x another"]) == {ACCOUNT: AT}


async def test_a_warning_is_taken_back_by_hand_and_by_the_verdict_that_it_is_ours(tx: Transaction) -> None:
    impostor, _ = await a_report(tx, "hanako")
    await decided(tx, impostor)
    await impostors.warn(tx, impostor, AT, "lead")
    assert await impostors.unwarn(tx, impostor)
    assert not await impostors.unwarn(tx, impostor)
    await impostors.warn(tx, impostor, AT, "lead")
    await impostors.decide(tx, impostor, "ours", LATER, only_from="not_ours", by="sato", name="佐藤")
    assert await impostors.with_warning(tx) == []
    assert await impostors.warned(tx, [ACCOUNT]) == {}
