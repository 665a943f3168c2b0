"""Tickets are found by all that staff may ask for, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.store import finding, requests, tickets
from bot.store.engine import Transaction
from bot.store.finding import Wanted
from bot.store.tickets import NewTicket
from tests.store.rows import AT, LATER, a_person, becomes


async def opened(
    tx: Transaction, words: str = "会費", *, who: str = "hanako", language: str = "ja", leads: bool = False
) -> int:
    person = await a_person(tx, who)
    new = NewTicket(person.id, who, language, words.upper(), "", for_leads=leads, words=words)
    return (await tickets.open_ticket(tx, new, AT)).number


async def numbers(tx: Transaction, wanted: Wanted) -> list[int]:
    page = await finding.page(tx, wanted, 50)
    assert page.total == len(page.rows)
    assert page.rows == tuple(await finding.everything(tx, wanted))
    return [row.number for row in page.rows]


async def test_what_waits_is_there_oldest_first_and_what_has_ended_newest_first(tx: Transaction) -> None:
    for _ in range(6):
        await opened(tx)
    await tickets.change(
        tx, 1, LATER, only_from=("new",), event="claimed", actor="sato", state="claimed", claimed_by="sato"
    )
    await becomes(tx, 3, "closed")
    await becomes(tx, 4, "answered")
    await becomes(tx, 5, "withdrawn")
    assert await numbers(tx, Wanted()) == [1, 2, 6]
    assert await numbers(tx, Wanted("open")) == [1, 2, 4, 6]
    assert await numbers(tx, Wanted("ended")) == [5, 3]
    assert await numbers(tx, Wanted("all")) == [6, 5, 4, 3, 2, 1]
    assert await numbers(tx, Wanted("answered")) == [4]
    assert await numbers(tx, Wanted("open", mine="sato")) == [1]
    counts = await finding.counts(tx, "sato", confidential=False)
    assert (counts.waiting, counts.mine, counts.open, counts.ended) == (3, 1, 4, 2)


async def test_every_word_must_occur_wherever_it_stands(tx: Transaction) -> None:
    await opened(tx, "年会費の支払いについて")
    await opened(tx, "how do i pay the fee by card?", language="en", who="john")
    await opened(tx, "100%のpaperに_があります")
    everything = Wanted("all")
    for words, expected in (
        (("会費",), [1]),
        (("支払い", "年会費"), [1]),
        (("会費", "card"), []),
        (("pay", "fee"), [2]),
        (("0%",), [3]),
        (("%",), [3]),
        (("に_",), [3]),
        (("p_y",), []),
    ):
        assert await numbers(tx, replace(everything, words=words)) == expected, words
    assert await numbers(tx, replace(everything, language="en")) == [2]
    john = await a_person(tx, "john")
    assert await numbers(tx, replace(everything, person=john.id)) == [2]
    assert await numbers(tx, replace(everything, kind="report")) == []


async def test_words_are_added_and_gone_when_the_ticket_is_erased(tx: Transaction) -> None:
    number = await opened(tx)
    more: dict[str, Any] = {"only_from": ("new",), "event": "added", "actor": "user"}
    await tickets.change(tx, number, LATER, **more, search_text=finding.adding("振込の件"))
    assert await numbers(tx, Wanted(words=("会費", "振込"))) == [number]
    await tickets.change(tx, number, LATER, **more, search_text=finding.adding("x" * 2 * finding.LONGEST))
    assert await numbers(tx, Wanted(words=("会費", "振込", "xxx"))) == [number]
    await tickets.erase(tx, [number], LATER)
    assert await numbers(tx, Wanted("all", words=("会費",))) == []


async def test_what_is_for_leads_is_not_there_for_others(tx: Transaction) -> None:
    await opened(tx)
    number = await opened(tx, leads=True)
    person = (await a_person(tx)).id
    for wanted in (Wanted(), Wanted("all", words=("会費",)), Wanted("open", person=person)):
        assert await numbers(tx, wanted) in ([1],)
        assert set(await numbers(tx, replace(wanted, confidential=True))) == {1, number}
    assert (await finding.counts(tx, "sato", confidential=False)).open == 1
    assert (await finding.counts(tx, "sato", confidential=True)).open == 2
    assert await finding.one(tx, number, confidential=False) is None
    assert (await finding.with_numbers(tx, [number], confidential=False)) == []
    assert await finding.one(tx, number, confidential=True) == await tickets.get(tx, number)


@pytest.mark.parametrize("standing", ["waiting", "all"])
async def test_pages_follow_each_other_although_some_are_closed_meanwhile(
    tx: Transaction, standing: finding.Standing
) -> None:
    for _ in range(7):
        await opened(tx)
    wanted = Wanted(standing)
    first = await finding.page(tx, wanted, 3)
    in_order = [1, 2, 3, 4, 5, 6, 7] if standing == "waiting" else [7, 6, 5, 4, 3, 2, 1]
    assert ([row.number for row in first.rows], first.previous, first.total) == (in_order[:3], None, 7)
    many = await finding.page(tx, wanted, 3, most=5)
    assert (many.total, many.at_least) == (5, True)
    await becomes(tx, in_order[0], "closed")
    second = await finding.page(tx, wanted, 3, first.next)
    assert [row.number for row in second.rows] == in_order[3:6]
    for told in ({"total": second.total}, {"most": 3}):
        again = await finding.page(tx, wanted, 3, first.next, **told)
        assert (again.rows, again.next, again.previous) == (second.rows, second.next, second.previous)
    assert second.previous == in_order[1 if standing == "waiting" else 0]
    last = await finding.page(tx, wanted, 3, second.next)
    assert ([row.number for row in last.rows], last.next, last.previous) == (in_order[6:], None, in_order[3])


async def test_a_demand_waits_until_it_is_done_and_says_when_it_is_due(tx: Transaction) -> None:
    number = await opened(tx)
    person = (await a_person(tx)).id
    await requests.record(tx, person=person, kind="access", asked_at=AT, due_at=LATER, ticket=number)
    await becomes(tx, number, "answered")
    (row,) = (await finding.page(tx, Wanted(), 5)).rows
    assert (row.due_at, row.done_at) == (LATER, None)
    await requests.set_done(tx, [number], LATER)
    assert await numbers(tx, Wanted()) == []
