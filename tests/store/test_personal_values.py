from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.core.model import TicketState
from bot.store import personal_values
from bot.store.engine import Transaction
from bot.store.personal_values import Held, State
from bot.store.tables import personal_values as table
from tests.store.rows import AT, LATER, a_person, a_ticket, becomes

MAIL, PHONE = ("mail", "hanako@example.org"), ("phone", "090-1234-5678")


async def kept(
    tx: Transaction,
    *values: tuple[str, str],
    ticket: int | None = None,
    who: str = "hanako",
    state: State = "kept",
    at: datetime = AT,
) -> None:
    person = await a_person(tx, who)
    await personal_values.keep(tx, values, person=person.id, ticket=ticket, state=state, said_at=at)


async def one_in_each_state(tx: Transaction) -> int:
    """A ticket with a value that is kept, one that is shared, and one that is evidence."""
    number = (await a_ticket(tx)).number
    states: dict[str, State] = {"phone": "kept", "mail": "shared", "name": "evidence"}
    for kind, state in states.items():
        await kept(tx, (kind, f"the {kind}"), ticket=number, state=state)
    return number


async def states(tx: Transaction) -> list[tuple[str, State]]:
    """The kinds that are held of anybody, and how."""
    found = await tx.connection.execute(select(table.c.kind, table.c.state).order_by(table.c.id))
    return [(row.kind, row.state) for row in found]


async def test_a_value_is_kept_sealed_and_listed_without_itself(tx: Transaction) -> None:
    person, number = await a_person(tx), (await a_ticket(tx)).number
    await kept(tx, MAIL, PHONE, ticket=number)
    assert await personal_values.of_person(tx, person.id) == [
        Held(1, "mail", "kept", number, AT),
        Held(2, "phone", "kept", number, AT),
    ]
    for sealed in await tx.connection.scalars(select(table.c.sealed_value)):
        assert b"example" not in sealed
        assert b"1234" not in sealed


async def test_no_values_are_no_rows(tx: Transaction) -> None:
    await kept(tx)
    assert await states(tx) == []


@pytest.mark.parametrize("state", ["shared", "evidence"])
async def test_what_belongs_to_no_ticket_awaits_one_and_is_erased_if_none_comes(
    tx: Transaction, state: State
) -> None:
    await kept(tx, MAIL, state=state)
    assert await states(tx) == [("mail", "kept")]
    assert await personal_values.erase_undecided(tx, AT) == 1


async def test_the_button_of_a_value_that_is_gone_shows_no_other(tx: Transaction) -> None:
    number, person = (await a_ticket(tx)).number, await a_person(tx)
    await kept(tx, MAIL, ticket=number, state="shared")
    (gone,) = await personal_values.revealable(tx, [number])
    await personal_values.erase_of(tx, person.id)
    await kept(tx, PHONE, ticket=number, state="shared")
    assert await personal_values.reveal(tx, gone.id) is None


# --- what the person says ------------------------------------------------------------------------


async def test_staff_may_have_only_what_was_shared_or_is_evidence(tx: Transaction) -> None:
    number = await one_in_each_state(tx)
    assert [(v.kind, v.state) for v in await personal_values.revealable(tx, [number])] == [
        ("mail", "shared"),
        ("name", "evidence"),
    ]
    shown = [await personal_values.reveal(tx, value_id) for value_id in (1, 2, 3, 4)]
    assert [one and one[1] for one in shown] == [None, "the mail", "the name", None]


async def test_a_yes_shares_what_is_kept_with_that_ticket_of_that_person(tx: Transaction) -> None:
    number, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    person, taro = await a_person(tx), await a_person(tx, "taro")
    await kept(tx, MAIL, PHONE, ticket=number)
    await kept(tx, ("name", "elsewhere"), ticket=other)
    assert await personal_values.share(tx, taro.id, number) == 0
    assert await personal_values.share(tx, person.id, number) == 2
    assert await personal_values.share(tx, person.id, number) == 0
    assert await states(tx) == [("mail", "shared"), ("phone", "shared"), ("name", "kept")]
    assert await personal_values.undecided(tx, person.id, number) == []
    assert [v.kind for v in await personal_values.undecided(tx, person.id, other)] == ["name"]


async def test_a_no_erases_what_is_kept_with_that_ticket_and_nothing_else(tx: Transaction) -> None:
    number = await one_in_each_state(tx)
    person, taro = await a_person(tx), await a_person(tx, "taro")
    await kept(tx, PHONE)
    assert await personal_values.refuse(tx, taro.id, number) == 0
    assert await personal_values.refuse(tx, person.id, number) == 1
    assert await states(tx) == [("mail", "shared"), ("name", "evidence"), ("phone", "kept")]


async def test_what_was_said_then_goes_with_the_ticket_that_comes_of_it(tx: Transaction) -> None:
    number, person = (await a_ticket(tx)).number, await a_person(tx)
    await kept(tx, MAIL, at=AT)
    await kept(tx, PHONE, at=LATER)
    await kept(tx, ("name", "of another"), who="taro", at=AT)
    await personal_values.attach(tx, person.id, AT, number)
    await personal_values.attach(tx, person.id, AT, (await a_ticket(tx)).number)
    found = await tx.connection.execute(select(table.c.kind, table.c.ticket_number).order_by(table.c.id))
    assert [tuple(row) for row in found] == [("mail", number), ("phone", None), ("name", None)]


async def test_what_an_impostor_wrote_becomes_evidence_but_not_what_is_shared(tx: Transaction) -> None:
    number, person = await one_in_each_state(tx), await a_person(tx)
    await kept(tx, PHONE)
    await personal_values.mark_evidence(tx, (await a_person(tx, "taro")).id, number)
    assert ("phone", "evidence") not in await states(tx)
    await personal_values.mark_evidence(tx, person.id, number)
    assert await states(tx) == [
        ("phone", "evidence"),
        ("mail", "shared"),
        ("name", "evidence"),
        ("phone", "kept"),
    ]


# --- how long it is kept -------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "erased"), [(AT, 1), (LATER, 2)])
async def test_silence_erases_what_is_only_kept(tx: Transaction, before: datetime, erased: int) -> None:
    await one_in_each_state(tx)
    await kept(tx, PHONE, at=LATER)
    assert await personal_values.erase_undecided(tx, before) == erased
    assert (await states(tx))[:2] == [("mail", "shared"), ("name", "evidence")]
    assert len(await states(tx)) == 4 - erased


@pytest.mark.parametrize("state", ["closed", "declined", "withdrawn"])
async def test_what_was_shared_goes_a_while_after_its_ticket_ended(
    tx: Transaction, state: TicketState
) -> None:
    number = await one_in_each_state(tx)
    assert await personal_values.erase_shared(tx, LATER) == 0, "the ticket is still open"
    await becomes(tx, number, state, AT)
    assert await personal_values.erase_shared(tx, AT) == 0, "it ended too lately"
    assert await personal_values.erase_shared(tx, LATER) == 1
    assert await states(tx) == [("phone", "kept"), ("name", "evidence")]


async def test_of_a_person_everything_is_erased_but_evidence(tx: Transaction) -> None:
    await one_in_each_state(tx)
    await kept(tx, MAIL, who="taro")
    assert await personal_values.erase_of(tx, (await a_person(tx)).id) == 2
    assert await states(tx) == [("name", "evidence"), ("mail", "kept")]


async def test_with_tickets_everything_is_erased_but_evidence(tx: Transaction) -> None:
    first, second = await one_in_each_state(tx), await one_in_each_state(tx)
    await kept(tx, PHONE)
    await personal_values.erase_with(tx, [first])
    assert len(await personal_values.revealable(tx, [first])) == 1
    assert len(await personal_values.revealable(tx, [second])) == 2
    assert len(await states(tx)) == 5
    await personal_values.erase_with(tx, [])
    assert len(await states(tx)) == 5
