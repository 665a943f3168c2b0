from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.store import impostors, log, people, personal_values, reports, requests, tickets
from bot.store.engine import Transaction
from bot.store.people import Person
from bot.store.tickets import NewTicket
from tests.store.rows import AT, LATER, a_person, a_ticket, said


async def test_a_person_is_made_once(tx: Transaction) -> None:
    person = await a_person(tx)
    again = await people.get(tx, "telegram", "hanako", LATER)
    assert again == person == await people.by_id(tx, person.id)
    assert (person.language, person.language_chosen, person.turn, person.blocked) == (
        None,
        False,
        None,
        False,
    )


async def test_the_same_address_in_another_channel_is_another_person(tx: Transaction) -> None:
    person = await a_person(tx)
    assert (await people.get(tx, "terminal", "hanako", AT)).id != person.id
    assert (await a_person(tx, "Hanako")).id != person.id


async def test_language_and_last_turn_are_remembered_the_turn_sealed(tx: Transaction) -> None:
    person = await a_person(tx)
    await people.remember(tx, person.id, "en", chosen=True, turn='{"text": "my fee"}')
    found = await a_person(tx)
    assert (found.language, found.language_chosen, found.turn) == ("en", True, '{"text": "my fee"}')
    sealed = await tx.connection.scalar(text("SELECT sealed_turn FROM people"))
    assert b"my fee" not in bytes(sealed or b"")

    await people.remember(tx, person.id, "ja", chosen=False, turn=None)
    found = await a_person(tx)
    assert (found.language, found.language_chosen, found.turn) == ("ja", False, None)


async def test_a_block_is_noted_and_taken_back(tx: Transaction) -> None:
    person, other = await a_person(tx), await a_person(tx, "taro")
    assert await people.set_blocked(tx, "telegram", "hanako", LATER) == person.id
    assert (await a_person(tx)).blocked
    assert not (await people.by_id(tx, other.id)).blocked
    assert await people.set_blocked(tx, "telegram", "hanako", None) == person.id
    assert not (await a_person(tx)).blocked


async def test_somebody_we_never_talked_to_is_not_made_by_blocking_us(tx: Transaction) -> None:
    assert await people.set_blocked(tx, "telegram", "nobody", AT) is None
    assert await tx.connection.scalar(text("SELECT count(*) FROM people")) == 0


# --- who is erased -------------------------------------------------------------------------------


async def erased(tx: Transaction, who: str = "hanako", at: datetime = LATER) -> Person:
    """What is left of somebody."""
    person = await a_person(tx, who)
    await people.erase(tx, person.id, f"erased-{person.id}", at)
    return await people.by_id(tx, person.id)


async def test_of_an_erased_person_only_that_they_were_erased_is_left(tx: Transaction) -> None:
    person = await a_person(tx)
    await people.remember(tx, person.id, "en", chosen=True, turn='{"text": "my fee"}')
    await people.set_blocked(tx, "telegram", "hanako", AT)
    left = await erased(tx)
    assert (left.address, left.is_erased, left.since) == (f"erased-{person.id}", True, LATER)
    assert (left.language, left.language_chosen, left.turn, left.blocked) == (None, False, None, False)
    row = (await tx.connection.execute(text("SELECT * FROM people"))).one()
    assert "hanako" not in str(row)
    assert AT.strftime("%Y-%m-%d %H:%M") not in str(row), "not even when they came"


async def test_who_writes_again_after_being_erased_is_somebody_new(tx: Transaction) -> None:
    left = await erased(tx)
    again = await a_person(tx)
    assert (again.id != left.id, again.is_erased) == (True, False)


async def test_of_whom_something_is_kept_is_not_unheard(tx: Transaction) -> None:
    for who in ("nothing", "a message", "a ticket", "erased"):
        await a_person(tx, who)
    await people.get(tx, "telegram", "too new", LATER)
    await said(tx, "会費は？", who="a message")
    ticket = await a_ticket(tx, who="a ticket")
    await erased(tx, "erased", AT)
    assert [p.address for p in await people.unheard(tx, LATER)] == ["nothing"]
    assert await people.unheard(tx, AT) == []

    await tickets.erase(tx, [ticket.number], LATER)
    await log.forget(tx, LATER)
    assert [p.address for p in await people.unheard(tx, LATER)] == ["nothing", "a message", "a ticket"]


async def test_who_was_erased_long_ago_is_forgotten(tx: Transaction) -> None:
    await erased(tx, "long ago", AT)
    await erased(tx, "lately", LATER)
    await a_person(tx)
    assert await people.forget_erased(tx, AT) == 0
    assert await people.forget_erased(tx, LATER) == 1
    left = await tx.connection.scalars(text("SELECT address FROM people ORDER BY id"))
    assert list(left) == ["erased-2", "hanako"]


async def a_message(tx: Transaction, person: int) -> None:
    await log.add(tx, log.Entry(person, "user", "", AT, ""))


async def a_demand(tx: Transaction, person: int) -> None:
    await requests.record(tx, person=person, kind="delete", asked_at=AT, due_at=AT, done_at=AT)


async def evidence(tx: Transaction, person: int) -> None:
    ticket = (await a_ticket(tx)).number
    await personal_values.keep(
        tx, [("mail", "x@example.org")], person=person, ticket=ticket, state="evidence", said_at=AT
    )


async def a_report(tx: Transaction, person: int) -> None:
    ticket = (await a_ticket(tx)).number
    impostor, _ = await impostors.reported(tx, None, ticket, AT)
    await reports.add(tx, impostor=impostor.id, person=person, ticket=None, reference="", at=AT)


async def their_ticket(tx: Transaction, person: int) -> None:
    await tickets.open_ticket(tx, NewTicket(person, "", "ja", "", ""), AT)


@pytest.mark.parametrize("refer", [a_message, a_demand, evidence, a_report, their_ticket])
async def test_who_was_erased_stays_while_something_refers_to_them(
    tx: Transaction, refer: Callable[[Transaction, int], Awaitable[None]]
) -> None:
    left = await erased(tx, "taro", AT)
    await refer(tx, left.id)
    assert await people.forget_erased(tx, LATER) == 0
    assert (await people.by_id(tx, left.id)).is_erased
