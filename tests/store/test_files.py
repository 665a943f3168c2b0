from __future__ import annotations

from sqlalchemy import select

from bot.store import files
from bot.store.engine import Transaction
from bot.store.files import File
from bot.store.tables import files as table
from tests.store.rows import AT, a_ticket

CONTENT = b"\x89PNG\xff\x00 the content"


async def a_file(tx: Transaction, ticket: int, file_id: str = "AgACAgQ") -> int:
    return await files.want(tx, ticket, "photo", file_id, AT)


async def test_a_file_is_wanted_by_its_id_until_it_is_fetched(tx: Transaction) -> None:
    ticket = (await a_ticket(tx)).number
    number = await a_file(tx, ticket)
    assert await files.wanted(tx, number) == ("hanako", "AgACAgQ")
    assert await files.content(tx, number) is None
    assert await files.of_tickets(tx, [ticket]) == [File(number, ticket, "photo", "wanted", AT)]

    await files.keep(tx, number, CONTENT)
    assert await files.wanted(tx, number) is None
    assert await files.content(tx, number) == CONTENT
    assert [file.state for file in await files.of_tickets(tx, [ticket])] == ["kept"]


async def test_id_and_content_are_sealed_and_never_both_there(tx: Transaction) -> None:
    number = await a_file(tx, (await a_ticket(tx)).number)
    sealed = select(table.c.sealed_file_id, table.c.sealed_content)
    file_id, content = (await tx.connection.execute(sealed)).one()
    assert (b"AgACAgQ" in file_id, content) == (False, None)
    await files.keep(tx, number, CONTENT)
    file_id, content = (await tx.connection.execute(sealed)).one()
    assert (file_id, CONTENT in content) == (None, False)


async def test_of_what_is_not_kept_it_is_known_that_it_came(tx: Transaction) -> None:
    ticket = (await a_ticket(tx)).number
    number = await a_file(tx, ticket)
    await files.keep(tx, number, None)
    assert [file.state for file in await files.of_tickets(tx, [ticket])] == ["not_kept"]
    assert (await files.wanted(tx, number), await files.content(tx, number)) == (None, None)


async def test_what_was_fetched_twice_stays_as_it_was_first(tx: Transaction) -> None:
    number = await a_file(tx, (await a_ticket(tx)).number)
    for content in (CONTENT, b"another", None):
        await files.keep(tx, number, content)
    assert await files.content(tx, number) == CONTENT


async def test_an_empty_file_is_a_file(tx: Transaction) -> None:
    number = await a_file(tx, (await a_ticket(tx)).number)
    await files.keep(tx, number, b"")
    assert await files.content(tx, number) == b""


async def test_files_go_with_their_tickets(tx: Transaction) -> None:
    first, second = (await a_ticket(tx)).number, (await a_ticket(tx)).number
    erased = [await a_file(tx, first) for _ in range(2)]
    other = await a_file(tx, second, "BQACAgQ")
    assert await files.erase(tx, []) == 0
    assert await files.erase(tx, [first]) == 2
    assert [file.id for file in await files.of_tickets(tx, [first, second])] == [other]
    await files.keep(tx, erased[0], CONTENT)
    assert await files.content(tx, erased[0]) is None, "what is fetched too late is not kept"


async def test_the_number_of_a_file_that_is_gone_is_given_to_no_other(tx: Transaction) -> None:
    ticket = (await a_ticket(tx)).number
    gone = await a_file(tx, ticket)
    await files.erase(tx, [ticket])
    assert await a_file(tx, ticket) > gone
    assert await files.wanted(tx, gone) is None
