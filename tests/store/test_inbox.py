from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.store import inbox
from bot.store.engine import Store, Transaction
from bot.store.inbox import AT_ONCE, MAX_ATTEMPTS, InboxRow, letter
from bot.store.tables import inbox as table
from tests.store.rows import AT, LATER, US, came_in, read, to_handle


async def only(tx: Transaction) -> InboxRow:
    (row,) = await to_handle(tx)
    return row


async def test_the_same_update_twice_is_kept_once(tx: Transaction) -> None:
    await came_in(tx, 7, "first")
    await came_in(tx, 7, "again")
    await came_in(tx, 7, "another channel", channel="terminal")
    assert await inbox.pending(tx) == 2
    assert read(tx, *await to_handle(tx)) == ["first"]


async def test_updates_of_another_channel_are_not_ours(tx: Transaction) -> None:
    await came_in(tx, 6, "elsewhere", channel="terminal")
    await came_in(tx, 7, "ours")
    assert read(tx, *await to_handle(tx)) == ["ours"]
    assert read(tx, *await to_handle(tx, channel="terminal")) == ["elsewhere"]


async def test_an_update_that_was_handled_is_not_taken_in_again(tx: Transaction) -> None:
    await came_in(tx, 7)
    await inbox.done(tx, [await only(tx)], US, LATER)
    await came_in(tx, 7)
    assert await to_handle(tx, LATER) == []
    assert await inbox.pending(tx) == 0


async def test_across_chats_updates_are_handled_in_the_order_they_came(tx: Transaction) -> None:
    for number in (30, 4, 17):
        await came_in(tx, number, f"update {number}", chat=f"chat{number}")
    assert read(tx, *await to_handle(tx)) == ["update 30", "update 4", "update 17"]


async def test_within_a_chat_updates_are_handled_in_the_order_of_their_numbers(tx: Transaction) -> None:
    for number in (30, 4, 17):
        await came_in(tx, number, f"update {number}")
    seen = []
    while rows := await to_handle(tx):
        seen += read(tx, *rows)
        await inbox.done(tx, rows, US, LATER)
    assert seen == ["update 4", "update 17", "update 30"]


async def test_of_each_chat_only_one_is_taken_up_and_no_more_than_can_be_handled(tx: Transaction) -> None:
    for number in range(2 * AT_ONCE + 2):
        await came_in(tx, number, chat=f"chat{number // 2}")
    rows = await to_handle(tx)
    assert [row.chat for row in rows] == [f"chat{number}" for number in range(AT_ONCE)]
    assert [row.chat for row in await to_handle(tx)] == [f"chat{AT_ONCE}"]


async def test_a_handled_update_is_blanked(tx: Transaction) -> None:
    await came_in(tx, 7, "電話は090-1234-5678です")
    await inbox.done(tx, [await only(tx)], US, LATER)
    row = (await tx.connection.execute(select(table))).one()
    assert (row.state, row.sealed_payload, row.done_at) == ("done", None, LATER)


async def test_an_attempt_is_counted_when_it_begins(tx: Transaction) -> None:
    await came_in(tx, 7)
    assert (await only(tx)).attempts == 1
    assert await tx.connection.scalar(select(table.c.attempts)) == 1


async def test_a_failing_update_stays_first_until_it_is_set_aside_still_sealed(store: Store) -> None:
    async with store.transaction() as tx:
        await came_in(tx, 7, "壊れた")
        await came_in(tx, 8, "無事")
    tried: list[tuple[int, bool]] = []
    while not tried or not tried[-1][1]:
        async with store.transaction() as tx:
            row = await only(tx)
            assert read(tx, row) == ["壊れた"]
            tried.append((row.attempts, row.is_last_attempt))
            await inbox.retry(tx, row, US, "ValueError", AT)
    assert tried == [(n, n == MAX_ATTEMPTS) for n in range(1, MAX_ATTEMPTS + 1)]

    async with store.transaction() as tx:
        await inbox.set_aside(tx, await only(tx), US, "ValueError")
        assert read(tx, await only(tx)) == ["無事"]
        assert await inbox.pending(tx) == 1
        dead = (await tx.connection.execute(select(table).where(table.c.state == "dead"))).one()
        assert tx.vault.open(dead.sealed_payload) == "壊れた"
        assert dead.error == "ValueError"


async def test_an_empty_inbox_has_nothing_to_handle(tx: Transaction) -> None:
    await inbox.add(tx, "telegram", [], AT)
    assert await to_handle(tx) == []
    assert await inbox.pending(tx) == 0


async def test_what_is_put_off_holds_up_its_own_chat_only_and_was_no_attempt(tx: Transaction) -> None:
    await came_in(tx, 7, "waits")
    await inbox.put_off(tx, await only(tx), US, LATER)
    await came_in(tx, 8, "behind it")
    await came_in(tx, 9, "another chat", chat="taro")
    other = await only(tx)
    assert read(tx, other) == ["another chat"]
    await inbox.done(tx, [other], US, AT)
    assert await to_handle(tx, LATER - timedelta(seconds=1)) == []
    (row,) = await to_handle(tx, LATER)
    assert (read(tx, row), row.attempts) == (["waits"], 1)


async def test_what_was_tried_before_is_taken_up_alone(tx: Transaction) -> None:
    await came_in(tx, 7, "ends the process")
    await inbox.retry(tx, await only(tx), US, "ValueError", AT)
    for number in (8, 9):
        await came_in(tx, number, f"harmless {number}", chat=f"chat{number}")
    assert read(tx, *await to_handle(tx)) == ["ends the process"]
    assert read(tx, *await to_handle(tx)) == ["harmless 8", "harmless 9"]


async def test_others_that_came_before_it_do_not_wait_for_it(tx: Transaction) -> None:
    await came_in(tx, 7, "harmless")
    await came_in(tx, 9, "ends the process", chat="taro")
    harmless, tried = await to_handle(tx)
    await inbox.put_off(tx, harmless, US, AT)
    await inbox.retry(tx, tried, US, "ValueError", AT)
    assert read(tx, *await to_handle(tx)) == ["harmless"]
    assert read(tx, *await to_handle(tx)) == ["ends the process"]


async def test_what_was_handled_before_a_moment_is_forgotten(tx: Transaction) -> None:
    for number, at in ((1, AT), (2, LATER)):
        await came_in(tx, number)
        await inbox.done(tx, [await only(tx)], US, at)
    await came_in(tx, 3)
    await inbox.forget(tx, LATER)
    assert list(await tx.connection.scalars(select(table.c.update_id).order_by(table.c.id))) == [2, 3]


def test_a_dead_letter_is_named_by_its_row() -> None:
    assert letter(12) == "in-12"


async def test_of_a_handled_update_not_even_its_chat_is_kept(tx: Transaction) -> None:
    await came_in(tx, 7)
    row = await only(tx)
    await inbox.retry(tx, row, US, "hanako's phone", AT)
    await inbox.done(tx, [await only(tx)], US, LATER)
    left = (await tx.connection.execute(select(table))).one()
    assert (left.channel, left.update_id, left.chat, left.error) == ("telegram", 7, "", None)


async def test_handled_updates_hold_up_none_that_belong_to_no_chat(tx: Transaction) -> None:
    await came_in(tx, 7)
    await inbox.done(tx, [await only(tx)], US, LATER)
    await came_in(tx, 5, "of no chat", chat="")
    assert read(tx, await only(tx)) == ["of no chat"]


async def test_what_of_an_erased_chat_could_not_be_handled_is_deleted(tx: Transaction) -> None:
    for number, chat, channel in (
        (1, "hanako", "telegram"),
        (2, "taro", "telegram"),
        (3, "hanako", "terminal"),
    ):
        await came_in(tx, number, chat=chat, channel=channel)
        (row,) = await to_handle(tx, channel=channel)
        await inbox.set_aside(tx, row, US, "ValueError")
    await came_in(tx, 4, "still to be handled")
    assert await inbox.erase_dead(tx, "telegram", "hanako") == 1
    assert list(await tx.connection.scalars(select(table.c.update_id).order_by(table.c.id))) == [2, 3, 4]
