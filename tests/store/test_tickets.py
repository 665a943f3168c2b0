from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.core.model import OPEN_STATES, TicketState
from bot.store import requests, tickets
from bot.store.engine import Store, Transaction
from bot.store.tickets import NewTicket
from tests.store.rows import AT, LATER, a_person, a_ticket, becomes


async def test_a_ticket_is_as_it_was_opened(tx: Transaction) -> None:
    person = await a_person(tx)
    new = NewTicket(
        person.id, "-5", "en", "My fee?", "none", kind="delete", urgent=True, question_message_id=9
    )
    ticket = await tickets.open_ticket(tx, new, AT)
    assert (ticket.number, ticket.state, ticket.version, ticket.answered) == (1, "new", 1, False)
    assert (ticket.chat, ticket.language, ticket.question, ticket.tried) == ("-5", "en", "My fee?", "none")
    assert (ticket.kind, ticket.urgent, ticket.question_message_id) == ("delete", True, 9)
    assert (ticket.claimed_by, ticket.claimed_name) == (None, None)
    assert ticket.created_at == ticket.updated_at == AT
    assert await tickets.get(tx, 1) == ticket
    assert await tickets.events(tx, 1) == [("opened", "user", "")]


async def test_a_number_is_never_given_twice(store: Store) -> None:
    async with store.transaction() as tx:
        assert [(await a_ticket(tx)).number for _ in range(3)] == [1, 2, 3]
    async with store.transaction() as tx:
        await tx.connection.execute(text("DELETE FROM ticket_events WHERE ticket_number > 1"))
        await tx.connection.execute(text("DELETE FROM tickets WHERE number > 1"))
    async with store.transaction() as tx:
        assert (await a_ticket(tx)).number == 4


async def test_a_change_happens_only_from_the_states_it_is_meant_for(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    claim = {"state": "claimed", "claimed_by": "sato", "claimed_name": "佐藤"}
    assert await tickets.change(
        tx, number, LATER, only_from=("new",), event="claimed", actor="sato", detail="first", **claim
    )
    assert not await tickets.change(
        tx,
        number,
        LATER,
        only_from=("new",),
        event="claimed",
        actor="tanaka",
        state="claimed",
        claimed_by="tanaka",
    )
    ticket = await tickets.get(tx, number)
    assert (ticket.state, ticket.claimed_by, ticket.claimed_name) == ("claimed", "sato", "佐藤")
    assert (ticket.version, ticket.updated_at, ticket.created_at) == (2, LATER, AT)
    assert await tickets.events(tx, number) == [("opened", "user", ""), ("claimed", "sato", "first")]


async def test_every_change_makes_a_new_version(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    for expected in (2, 3, 4):
        await tickets.change(tx, number, LATER, only_from=OPEN_STATES, event="added", actor="user")
        assert (await tickets.get(tx, number)).version == expected


async def test_a_ticket_that_does_not_exist_cannot_be_changed_or_found(tx: Transaction) -> None:
    assert not await tickets.change(tx, 7, AT, only_from=OPEN_STATES, event="closed", actor="sato")
    assert await tickets.find(tx, 7) is None
    assert await tickets.events(tx, 7) == []
    with pytest.raises(LookupError, match="7"):
        await tickets.get(tx, 7)


async def test_the_queue_is_what_waits_for_staff_oldest_first(tx: Transaction) -> None:
    for question in ("1", "2", "3", "4"):
        await a_ticket(tx, question)
    await a_ticket(tx, "urgent", urgent=True)
    await becomes(tx, 1, "answered")
    await becomes(tx, 3, "claimed")
    assert [t.number for t in await tickets.in_queue(tx)] == [2, 3, 4, 5]
    assert [t.number for t in await tickets.in_queue(tx, limit=2)] == [2, 3]


@pytest.mark.parametrize("state", ["closed", "declined", "withdrawn"])
async def test_the_newest_open_ticket_is_not_one_that_is_over(tx: Transaction, state: TicketState) -> None:
    assert await tickets.newest_open(tx) is None
    for _ in range(3):
        await a_ticket(tx)
    await becomes(tx, 3, state)
    newest = await tickets.newest_open(tx)
    assert newest is not None
    assert newest.number == 2
    assert [(t.number, t.is_open) for t in await tickets.of_person(tx, newest.person_id)] == [
        (1, True),
        (2, True),
        (3, False),
    ]


async def test_a_person_has_only_their_own_tickets(tx: Transaction) -> None:
    await a_ticket(tx)
    other = await a_person(tx, "taro")
    assert await tickets.of_person(tx, other.id) == []


async def test_the_assistant_sees_number_state_subject_and_time_only(tx: Transaction) -> None:
    view = (await a_ticket(tx, "会費について")).view("会費")
    assert (view.number, view.state, view.subject, view.updated_at) == (1, "new", "会費", AT)


async def test_a_demand_about_personal_data_waits_in_the_queue_until_it_is_done(tx: Transaction) -> None:
    person = await a_person(tx)
    states: tuple[TicketState, ...] = ("answered", "answered", "closed", "new")
    for state in states:
        number = (await a_ticket(tx)).number
        await becomes(tx, number, state)
        await requests.record(tx, person=person.id, kind="correct", asked_at=AT, due_at=LATER, ticket=number)
    await requests.set_done(tx, [1], LATER)
    assert [t.number for t in await tickets.in_queue(tx)] == [2, 4]
    await requests.set_done(tx, [1], None)
    await requests.set_done(tx, [2, 4], LATER)
    assert [t.number for t in await tickets.in_queue(tx)] == [1, 4], "a new ticket waits, done or not"


# --- what is left of one ---------------------------------------------------------------------------


async def test_only_what_ended_before_a_moment_and_is_not_erased_has_ended(tx: Transaction) -> None:
    states: tuple[TicketState, ...] = ("closed", "declined", "withdrawn", "new", "claimed", "answered")
    for state in states:
        await becomes(tx, (await a_ticket(tx)).number, state, AT)
    await becomes(tx, (await a_ticket(tx)).number, "closed", LATER)
    assert await tickets.ended(tx, AT) == []
    assert await tickets.ended(tx, LATER) == [1, 2, 3]
    await tickets.erase(tx, [2], LATER)
    assert await tickets.ended(tx, LATER) == [1, 3]


async def test_of_an_erased_ticket_only_that_it_was_there_and_how_it_ended_is_left(tx: Transaction) -> None:
    person = await a_person(tx)
    new = NewTicket(person.id, "-5", "en", "My fee?", "tried", kind="correct", question_message_id=9)
    for _ in range(2):
        number = (await tickets.open_ticket(tx, new, AT)).number
        await tickets.add_event(tx, number, "shared", "user", AT, "phone")
    await becomes(tx, 1, "closed")
    before, other = await tickets.get(tx, 1), await tickets.get(tx, 2)

    await tickets.erase(tx, [1], LATER + timedelta(days=1))
    erased = await tickets.get(tx, 1)
    assert (erased.is_erased, before.is_erased) == (True, False)
    assert erased == replace(
        before,
        chat="",
        question="",
        tried="",
        question_message_id=None,
        erased_at=LATER + timedelta(days=1),
    )
    assert await tickets.events(tx, 1) == [
        ("opened", "user", ""),
        ("shared", "user", ""),
        ("closed", "sato", ""),
    ]
    assert await tickets.get(tx, 2) == other
    assert await tickets.events(tx, 2) == [("opened", "user", ""), ("shared", "user", "phone")]


async def test_to_erase_none_erases_nothing(tx: Transaction) -> None:
    ticket = await a_ticket(tx)
    await tickets.erase(tx, [], LATER)
    assert await tickets.get(tx, ticket.number) == ticket


async def test_tickets_are_found_by_their_numbers_oldest_first(tx: Transaction) -> None:
    for _ in range(3):
        await a_ticket(tx)
    assert [t.number for t in await tickets.with_numbers(tx, [3, 1, 7])] == [1, 3]
    assert await tickets.with_numbers(tx, []) == []
