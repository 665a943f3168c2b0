"""The record of what staff did."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from bot.store import audit, desk_events, tables, tickets
from bot.store.audit import Act, Wanted
from bot.store.engine import Transaction
from tests.store.rows import AT, LATER, a_ticket

ALL = Wanted(confidential=True)


def told(acts: list[Act]) -> list[tuple[str, str, int | None]]:
    return [(act.staff_id, act.type, act.ticket_number) for act in acts]


async def something_done(tx: Transaction) -> None:
    """Two with tickets, the second confidential, two without; people and the bot did things, too."""
    open_one, confidential = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await tx.connection.execute(
        update(tables.tickets).where(tables.tickets.c.number == confidential).values(for_leads=True)
    )
    await tickets.add_event(tx, open_one, "closed", "system", LATER)
    await tickets.add_event(tx, open_one, "claimed", "sato", AT)
    await desk_events.add(tx, "sato", "signed_in", "Firefox", AT)
    await tickets.add_event(tx, confidential, "revealed", "tanaka", LATER, "phone")
    await desk_events.add(tx, "tanaka", "signed_in", "Safari", LATER)


async def test_what_staff_did_with_tickets_and_without_is_one_list_the_newest_first(tx: Transaction) -> None:
    await something_done(tx)
    newest = await audit.listed(tx, ALL, 10)
    assert told(newest) == [
        ("tanaka", "revealed", 2),
        ("tanaka", "signed_in", None),
        ("sato", "claimed", 1),
        ("sato", "signed_in", None),
    ]
    assert (newest[0].detail, newest[0].at, newest[1].detail) == ("phone", LATER, "Safari")
    assert told(await audit.listed(tx, Wanted(), 10)) == told(newest)[1:], "a lead's matter is a lead's"
    assert told(await audit.listed(tx, Wanted("sato"), 10)) == told(newest)[2:]
    assert told(await audit.listed(tx, Wanted(type="claimed"), 10)) == [("sato", "claimed", 1)]


async def test_page_by_page_each_act_is_shown_once(tx: Transaction) -> None:
    await something_done(tx)
    for minute in range(3):
        await desk_events.add(tx, "sato", "exported", str(minute), AT - timedelta(minutes=minute))
    whole, paged = await audit.listed(tx, ALL, 100), list[Act]()
    while page := await audit.listed(tx, Wanted(before=_after(paged), confidential=True), 2):
        paged += page
    assert paged == whole


def _after(acts: list[Act]) -> tuple[datetime, str, int] | None:
    return (acts[-1].at, acts[-1].source, acts[-1].id) if acts else None
