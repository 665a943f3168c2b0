from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.store import figures, impostors, tables
from bot.store.engine import Transaction
from bot.store.figures import Durations, Figures, Queue
from tests.store.rows import AT, a_ticket

EMPTY = Queue(pending=0, oldest_seconds=0.0, retrying=0, dead_letters=0)
NONE = Durations(count=0, p50=0.0, p99=0.0)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


async def came_in(tx: Transaction, number: int, at: datetime = AT, **values: Any) -> None:
    """An update in the inbox."""
    row = {"channel": "telegram", "update_id": number, "chat": "hanako", "received_at": at}
    await tx.connection.execute(insert(tables.inbox).values(row | _waiting(values)))


async def goes_out(tx: Transaction, number: int, at: datetime = AT, **values: Any) -> None:
    """A message in the outbox."""
    row = {"channel": "telegram", "key": str(number), "chat": "hanako", "purpose": "reply", "created_at": at}
    await tx.connection.execute(
        insert(tables.outbox).values(row | {"possible_duplicate": False} | _waiting(values))
    )


def _waiting(values: dict[str, Any]) -> dict[str, Any]:
    return {"state": "pending", "attempts": 0} | values


async def test_an_empty_store_has_nothing_to_tell(tx: Transaction) -> None:
    assert await figures.gather(tx, AT) == Figures(EMPTY, EMPTY, 0, NONE, NONE, 0, 0.0, 0)


@pytest.mark.parametrize(("add", "name"), [(came_in, "inbox"), (goes_out, "outbox")])
async def test_what_waits_is_counted_with_the_age_of_the_oldest(tx: Transaction, add: Any, name: str) -> None:
    await add(tx, 1, AT + seconds(20))
    await add(tx, 2, AT + seconds(10), attempts=1)
    await add(tx, 3, AT + seconds(30), attempts=2)
    await add(tx, 4, AT, state="dead", attempts=5)
    await add(tx, 5, AT, state="done" if name == "inbox" else "folded", attempts=2)
    found = await figures.gather(tx, AT + seconds(40))
    assert getattr(found, name) == Queue(pending=3, oldest_seconds=30.0, retrying=1, dead_letters=1)
    assert {found.inbox, found.outbox} == {EMPTY, getattr(found, name)}


async def test_a_clock_behind_the_one_that_wrote_makes_no_age_below_zero(tx: Transaction) -> None:
    await came_in(tx, 1, AT + seconds(2))
    assert (await figures.gather(tx, AT)).inbox.oldest_seconds == 0.0


async def test_durations_are_those_of_the_last_five_minutes(tx: Transaction) -> None:
    for number in range(1, 101):  # a hundredth, two hundredths, ... up to a second
        ended = AT + seconds(number / 100)
        await came_in(tx, number, state="done", attempts=1, done_at=ended)
        await goes_out(tx, number, state="sent", attempts=1, sent_at=ended + seconds(1))
    await came_in(tx, 101, AT - seconds(900), state="done", attempts=1, done_at=AT - seconds(300))
    await goes_out(tx, 101, AT - seconds(900), state="sent", attempts=1, sent_at=AT - seconds(300))
    found = await figures.gather(tx, AT + seconds(10))
    assert found.handling == Durations(100, 0.5, 0.99)
    assert found.sending == Durations(100, 1.5, 1.99)


async def test_one_duration_is_all_quantiles(tx: Transaction) -> None:
    await came_in(tx, 1, state="done", attempts=1, done_at=AT + seconds(3))
    assert (await figures.gather(tx, AT + seconds(3))).handling == Durations(1, 3.0, 3.0)


async def test_of_very_many_the_newest_are_looked_at(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_ROWS", 2)
    for number, took in enumerate((9.0, 1.0, 2.0)):
        start = AT + seconds(number * 10)
        await came_in(tx, number, start, state="done", attempts=1, done_at=start + seconds(took))
    assert (await figures.gather(tx, AT + seconds(60))).handling == Durations(2, 1.0, 2.0)


async def test_possible_duplicates_are_counted_whatever_became_of_them(tx: Transaction) -> None:
    await goes_out(tx, 1, state="sent", possible_duplicate=True, sent_at=AT)
    await goes_out(tx, 2, possible_duplicate=True)
    await goes_out(tx, 3)
    assert (await figures.gather(tx, AT)).possible_duplicates == 2


async def test_tickets_are_open_until_they_are_closed(tx: Transaction) -> None:
    closed, claimed, answered = [await a_ticket(tx) for _ in range(3)]
    for ticket, state, at in ((closed, "closed", 0), (claimed, "claimed", 60), (answered, "answered", 30)):
        await tx.connection.execute(
            update(tables.tickets)
            .where(tables.tickets.c.number == ticket.number)
            .values(state=state, created_at=AT + seconds(at))
        )
    found = await figures.gather(tx, AT + seconds(90))
    assert (found.open_tickets, found.oldest_open_ticket_seconds) == (2, 60.0)


async def test_reported_accounts_count_until_staff_have_decided(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    decided, _ = await impostors.reported(tx, "x one", number, AT)
    for account in ("x two", None):
        await impostors.reported(tx, account, number, AT)
    await impostors.decide(tx, decided.id, "ours", AT, only_from=None, by="sato", name="佐藤")
    assert (await figures.gather(tx, AT)).undecided_reports == 2
