from __future__ import annotations

from sqlalchemy import select

from bot.store import inbox
from bot.store.engine import Store, Transaction
from bot.store.inbox import MAX_ATTEMPTS, InboxRow
from bot.store.tables import inbox as table
from tests.store.rows import AT, LATER


async def next_one(tx: Transaction) -> InboxRow:
    row = await inbox.oldest(tx, LATER)
    assert row is not None
    return row


async def test_the_same_update_twice_is_kept_once(tx: Transaction) -> None:
    await inbox.add(tx, "telegram:7", "hanako", "first", AT)
    await inbox.add(tx, "telegram:7", "hanako", "again", LATER)
    await inbox.add(tx, "terminal:7", "hanako", "another channel", LATER)
    assert await inbox.pending(tx) == 2
    assert (await next_one(tx)).payload == "first"


async def test_an_update_that_was_handled_is_not_taken_in_again(tx: Transaction) -> None:
    await inbox.add(tx, "telegram:7", "hanako", "会費は？", AT)
    await inbox.done(tx, (await next_one(tx)).id, LATER)
    await inbox.add(tx, "telegram:7", "hanako", "会費は？", LATER)
    assert await inbox.oldest(tx, LATER) is None
    assert await inbox.pending(tx) == 0


async def test_updates_are_handled_in_the_order_they_came(tx: Transaction) -> None:
    for number in (30, 4, 17):
        await inbox.add(tx, f"telegram:{number}", f"chat{number}", f"update {number}", AT)
    seen = []
    while row := await inbox.oldest(tx, LATER):
        seen.append(row.payload)
        await inbox.done(tx, row.id, LATER)
    assert seen == ["update 30", "update 4", "update 17"]


async def test_a_handled_update_is_blanked(tx: Transaction) -> None:
    await inbox.add(tx, "telegram:7", "hanako", "電話は090-1234-5678です", AT)
    await inbox.done(tx, (await next_one(tx)).id, LATER)
    row = (await tx.connection.execute(select(table))).one()
    assert (row.state, row.sealed_payload, row.done_at) == ("done", None, LATER)


async def test_a_failing_update_stays_first_until_it_is_set_aside_still_sealed(store: Store) -> None:
    async with store.transaction() as tx:
        await inbox.add(tx, "telegram:7", "hanako", "壊れた", AT)
        await inbox.add(tx, "telegram:8", "hanako", "無事", AT)
    set_aside: list[bool] = []
    while len(set_aside) < MAX_ATTEMPTS:
        async with store.transaction() as tx:
            row = await next_one(tx)
            assert (row.payload, row.attempts) == ("壊れた", len(set_aside))
            set_aside.append(await inbox.failed(tx, row, "ValueError", LATER))
    assert set_aside == [False] * (MAX_ATTEMPTS - 1) + [True]

    async with store.transaction() as tx:
        assert (await next_one(tx)).payload == "無事"
        assert await inbox.pending(tx) == 1
        dead = (await tx.connection.execute(select(table).where(table.c.state == "dead"))).one()
        assert tx.vault.open(dead.sealed_payload) == "壊れた"
        assert dead.error == "ValueError"


async def test_an_empty_inbox_has_nothing_to_handle(tx: Transaction) -> None:
    assert await inbox.oldest(tx, LATER) is None
    assert await inbox.pending(tx) == 0


async def test_what_must_wait_holds_up_its_own_chat_only(tx: Transaction) -> None:
    await inbox.add(tx, "telegram:7", "hanako", "waits", AT)
    await inbox.add(tx, "telegram:8", "hanako", "behind it", AT)
    await inbox.add(tx, "telegram:9", "taro", "another chat", AT)
    await inbox.put_off(tx, await next_one(tx), LATER)

    row = await inbox.oldest(tx, AT)

    assert row is not None
    assert row.payload == "another chat"
    assert ((await next_one(tx)).payload, (await next_one(tx)).attempts) == ("waits", 0)
