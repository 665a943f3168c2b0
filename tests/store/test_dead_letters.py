from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update

from bot.store import dead_letters, inbox, jobs, outbox, tables
from bot.store.dead_letters import DeadLetter
from bot.store.engine import Transaction
from bot.store.leases import Lease
from tests.store.rows import AT, LATER, US, a_ticket, came_in, queued, read, to_handle, to_send

ENDLESS = "in-" + "9" * 30


async def unhandled(tx: Transaction, number: int) -> None:
    """An update given up."""
    await came_in(tx, number, chat=f"chat{number}")
    (row,) = await to_handle(tx)
    await inbox.set_aside(tx, row, US, "ValueError")


async def undelivered(tx: Transaction, key: str, ticket: int | None = None) -> None:
    """A message given up."""
    await queued(tx, key, ticket=ticket)
    (row,) = await to_send(tx)
    await outbox.set_aside(tx, row, US, "blocked")


async def undone(tx: Transaction) -> None:
    """A job given up."""
    await jobs.schedule(tx, "fetch", "fetch:1", AT, AT)
    job = await jobs.claim(tx, Lease(US, AT))
    assert job
    await jobs.set_aside(tx, job, US, "TimeoutError")


async def test_dead_letters_are_listed_updates_first_then_messages_then_jobs(tx: Transaction) -> None:
    assert await dead_letters.listed(tx) == []
    await undelivered(tx, "m1")
    await undone(tx)
    for number in (1, 2):
        await unhandled(tx, number)
    await came_in(tx, 3)
    await queued(tx, "m2")
    assert await dead_letters.listed(tx) == [
        DeadLetter("in-1", AT, "ValueError"),
        DeadLetter("in-2", AT, "ValueError"),
        DeadLetter("out-1", AT, "blocked", "reply"),
        DeadLetter("job-1", AT, "TimeoutError", "fetch"),
    ]


async def test_of_a_confidential_ticket_only_those_who_may_see_it_see_what_was_given_up(
    tx: Transaction,
) -> None:
    for key, for_leads in (("m1", True), ("m2", False)):
        number = (await a_ticket(tx)).number
        await tx.connection.execute(
            update(tables.tickets).where(tables.tickets.c.number == number).values(for_leads=for_leads)
        )
        await undelivered(tx, key, number)
    assert [one.ticket_number for one in await dead_letters.listed(tx)] == [1, 2]
    assert [one.ticket_number for one in await dead_letters.listed(tx, confidential=False)] == [2]


async def test_a_dead_letter_is_revived_as_if_it_had_just_come(tx: Transaction) -> None:
    await unhandled(tx, 1)
    await undelivered(tx, "m1")
    await undone(tx)
    for name in ("in-1", "out-1", "job-1"):
        assert await dead_letters.revive(tx, name)
        assert not await dead_letters.revive(tx, name), "it is none any more"
    assert await dead_letters.listed(tx) == []
    handled, sent = await to_handle(tx), await to_send(tx)
    assert (read(tx, *handled), read(tx, *sent)) == (["会費は？"], ["m1"])
    assert (handled[0].attempts, sent[0].attempts) == (1, 1)
    job = await jobs.claim(tx, Lease(US, LATER))
    assert job is not None
    assert (job.key, job.attempts) == ("fetch:1", 1)


async def test_a_name_that_fits_no_dead_letter_revives_nothing(tx: Transaction) -> None:
    await unhandled(tx, 1)
    for name in ("", "1", "in", "in-", "in-2", "out-1", "in-x", "in--1", "in-²", "in-1-1", "IN-1", ENDLESS):
        assert not await dead_letters.revive(tx, name), name
    assert len(await dead_letters.listed(tx)) == 1


@pytest.mark.parametrize(("before", "is_forgotten"), [(AT, False), (LATER, True)])
async def test_old_dead_letters_are_forgotten_of_a_message_that_it_was_not_delivered_is_kept(
    tx: Transaction, before: datetime, is_forgotten: bool
) -> None:
    await unhandled(tx, 1)
    await undelivered(tx, "m1")
    await undone(tx)
    await came_in(tx, 2)
    await dead_letters.forget(tx, before)
    assert (await dead_letters.listed(tx) == []) == is_forgotten
    updates = list(await tx.connection.scalars(select(tables.inbox.c.state).order_by(tables.inbox.c.id)))
    assert updates == (["pending"] if is_forgotten else ["dead", "pending"])
    message = (await tx.connection.execute(select(tables.outbox))).one()
    assert message.state == ("forgotten" if is_forgotten else "dead")
    assert (message.sealed_payload is None) == is_forgotten


async def test_what_was_forgotten_cannot_be_revived(tx: Transaction) -> None:
    await undelivered(tx, "m1")
    await dead_letters.forget(tx, LATER)
    assert not await dead_letters.revive(tx, "out-1")
