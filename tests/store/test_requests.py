from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from bot.core.model import RequestKind
from bot.store import requests
from bot.store.engine import Transaction
from bot.store.requests import Request
from bot.store.tables import tickets
from tests.store.rows import AT, LATER, a_person, a_ticket

DUE = AT + timedelta(days=14)


async def demanded(
    tx: Transaction,
    kind: RequestKind = "correct",
    *,
    who: str = "hanako",
    ticket: int | None = None,
    done_at: datetime | None = None,
) -> None:
    person = await a_person(tx, who)
    await requests.record(
        tx, person=person.id, kind=kind, asked_at=AT, due_at=DUE, ticket=ticket, done_at=done_at
    )


async def done(tx: Transaction, who: str = "hanako") -> list[datetime | None]:
    """When each of a person's demands was done."""
    return [request.done_at for request in await requests.of_person(tx, (await a_person(tx, who)).id)]


async def test_a_demand_is_found_by_its_ticket_and_has_a_due_date(tx: Transaction) -> None:
    ticket, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await demanded(tx, ticket=ticket)
    assert await requests.of_ticket(tx, ticket) == Request("correct", AT, DUE, None, ticket)
    assert await requests.of_ticket(tx, other) is None


async def test_staff_see_what_is_due_first_what_was_done_last_and_only_leads_what_is_confidential(
    tx: Transaction,
) -> None:
    open_one, confidential = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await tx.connection.execute(
        update(tickets).where(tickets.c.number == confidential).values(for_leads=True)
    )
    person = (await a_person(tx)).id
    for ticket, days in ((open_one, 2), (confidential, 1), (None, 3)):
        due, done_at = AT + timedelta(days=days), None if ticket else LATER
        await requests.record(
            tx, person=person, kind="access", asked_at=AT, due_at=due, ticket=ticket, done_at=done_at
        )
    await demanded(tx, "delete", done_at=AT)
    seen = [one.ticket_number for one in await requests.undone(tx, confidential=True)]
    assert seen == [confidential, open_one]
    assert [one.ticket_number for one in await requests.undone(tx, confidential=False)] == [open_one]
    finished = await requests.done(tx, 10, confidential=False)
    assert [(one.kind, one.person_id, one.done_at) for one in finished] == [
        ("access", person, LATER),
        ("delete", person, AT),
    ]


async def test_what_the_bot_saw_to_by_itself_needs_no_ticket(tx: Transaction) -> None:
    await demanded(tx, "access", done_at=LATER)
    await demanded(tx, "delete", who="taro", done_at=LATER)
    assert await requests.of_person(tx, (await a_person(tx)).id) == [Request("access", AT, DUE, LATER, None)]


async def test_a_demand_is_done_when_staff_are_done_with_its_ticket_and_can_be_taken_up_again(
    tx: Transaction,
) -> None:
    first, second = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await demanded(tx, ticket=first)
    await demanded(tx, ticket=second)
    await requests.set_done(tx, [first], LATER)
    assert await done(tx) == [LATER, None]
    await requests.set_done(tx, [first], None)
    assert await done(tx) == [None, None]


async def test_who_is_erased_can_demand_nothing_more_and_what_was_done_stays_as_it_was(
    tx: Transaction,
) -> None:
    await demanded(tx, ticket=(await a_ticket(tx)).number)
    await demanded(tx, done_at=AT)
    await demanded(tx, who="taro")
    await requests.finish_all(tx, (await a_person(tx)).id, LATER)
    assert await done(tx) == [LATER, AT]
    assert await done(tx, "taro") == [None]


async def test_only_what_was_done_before_a_moment_is_forgotten(tx: Transaction) -> None:
    for done_at in (AT, LATER, None):
        await demanded(tx, done_at=done_at)
    assert await requests.forget(tx, LATER) == 1
    assert await done(tx) == [LATER, None]
