from __future__ import annotations

from bot.store import log
from bot.store.engine import Transaction
from tests.store import rows
from tests.store.rows import AT, LATER, a_person, a_ticket


async def said(tx: Transaction, author: str, text: str, message: int | None, ticket: int | None) -> None:
    person = await a_person(tx)
    await log.add(tx, log.Entry(person.id, author, text, AT, "hanako", message, ticket))


async def test_what_was_said_in_a_ticket_is_read_in_order(tx: Transaction) -> None:
    mine, other = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await said(tx, "user", "会費は？", 1, mine)
    await said(tx, "user", "別の件", 2, other)
    await said(tx, "bot", "引き継ぎました", None, mine)
    await said(tx, "staff", "一万円です", None, mine)
    expected = [("user", "会費は？"), ("bot", "引き継ぎました"), ("staff", "一万円です")]
    assert await log.of_ticket(tx, mine) == expected
    assert await log.of_ticket(tx, 7) == []


async def test_the_ticket_of_a_message_is_the_last_it_went_to(tx: Transaction) -> None:
    first, second = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    await said(tx, "user", "会費は？", 1, first)
    assert await log.ticket_of(tx, "hanako", 1) == first
    await said(tx, "user", "会費と住所は？", 1, second)
    assert await log.ticket_of(tx, "hanako", 1) == second


async def test_a_message_elsewhere_or_by_the_bot_points_to_no_ticket(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await said(tx, "bot", "引き継ぎました", 1, number)
    await said(tx, "user", "こんにちは", 2, None)
    assert [await log.ticket_of(tx, chat, n) for chat, n in (("hanako", 1), ("hanako", 2), ("taro", 1))] == [
        None,
        None,
        None,
    ]


async def test_a_log_entry_without_a_ticket_is_kept(tx: Transaction) -> None:
    person = await a_person(tx)
    await log.add(tx, log.Entry(person.id, "user", "こんにちは", LATER, "hanako", intent="smalltalk"))
    assert await log.of_ticket(tx, 1) == []


async def test_all_that_was_said_to_and_by_a_person_is_found_in_order_and_deleted(tx: Transaction) -> None:
    person, number = await a_person(tx), (await a_ticket(tx)).number
    theirs = [
        log.Entry(person.id, "user", "会費は？", AT, "hanako", 1, number, "guideline"),
        log.Entry(person.id, "bot", "一万円です", LATER, "hanako"),
    ]
    await log.add(tx, theirs[0])
    await rows.said(tx, "こんにちは", who="taro")
    await log.add(tx, theirs[1])
    assert await log.of_person(tx, person.id) == theirs
    assert await log.erase_of(tx, person.id) == 2
    assert await log.of_person(tx, person.id) == []
    assert len(await log.of_person(tx, (await a_person(tx, "taro")).id)) == 1


async def test_what_was_said_before_a_moment_is_forgotten(tx: Transaction) -> None:
    await rows.said(tx, "before", at=AT)
    await rows.said(tx, "after", at=LATER)
    assert await log.forget(tx, LATER) == 1
    assert [entry.text for entry in await log.of_person(tx, (await a_person(tx)).id)] == ["after"]
