from __future__ import annotations

from sqlalchemy import select

from bot.store import web_messages
from bot.store.engine import Transaction
from bot.store.tables import web_messages as table
from tests.store.rows import AT, LATER

HERS, HIS = "web:hanako", "web:taro"
WORDS, PICTURE = "ひみつの質問", b"\x89PNG\xff\x00 the picture"


async def said(tx: Transaction, *texts: str, chat: str = HERS) -> list[int]:
    return [await web_messages.add(tx, chat, "user", text, AT) for text in texts]


async def shown(tx: Transaction, chat: str = HERS, most: int = 10) -> list[str]:
    return [message.content for message in await web_messages.newest(tx, chat, most)]


async def test_a_chat_shows_its_own_newest_messages_in_order(tx: Transaction) -> None:
    await said(tx, "1", "2", "3")
    await said(tx, "x", chat=HIS)
    assert await shown(tx) == ["1", "2", "3"]
    assert await shown(tx, most=2) == ["2", "3"]
    assert (await shown(tx, HIS), await web_messages.count(tx, HERS)) == (["x"], 3)


async def test_nothing_that_was_said_or_sent_stands_in_clear(tx: Transaction) -> None:
    number = await web_messages.add(tx, HERS, "user", WORDS, AT, PICTURE)
    (row,) = (await tx.connection.execute(select(table))).mappings()
    assert WORDS.encode() not in row["sealed_content"]
    assert PICTURE not in row["sealed_file"]
    assert await web_messages.file(tx, number, HERS) == PICTURE
    assert [message.has_file for message in await web_messages.newest(tx, HERS, 1)] == [True]


async def test_of_another_chat_nothing_can_be_had_changed_or_taken_back(tx: Transaction) -> None:
    number = await web_messages.add(tx, HERS, "bot", WORDS, AT, PICTURE)
    assert await web_messages.find(tx, HIS, number) is None
    assert await web_messages.file(tx, number, HIS) is None
    assert not await web_messages.change(tx, HIS, number, "other", LATER)
    assert await web_messages.remove(tx, HIS, "bot", [number]) == 0
    assert await shown(tx) == [WORDS]


async def test_each_side_changes_and_takes_back_its_own(tx: Transaction) -> None:
    (hers,) = await said(tx, "hers")
    ours = await web_messages.add(tx, HERS, "bot", "ours", AT)
    assert not await web_messages.change(tx, HERS, hers, "changed", LATER)
    assert await web_messages.change(tx, HERS, ours, "changed", LATER)
    assert await shown(tx) == ["hers", "changed"]
    assert await web_messages.remove(tx, HERS, "bot", [hers, ours]) == 1
    assert await web_messages.remove(tx, HERS, "user", [hers]) == 1
    assert await shown(tx) == []


async def test_the_mark_is_another_after_every_change_and_the_same_without_one(tx: Transaction) -> None:
    marks = [await web_messages.mark(tx, HERS)]
    (first,) = await said(tx, "1")
    marks.append(await web_messages.mark(tx, HERS))
    ours = await web_messages.add(tx, HERS, "bot", "2", AT)
    marks.append(await web_messages.mark(tx, HERS))
    await web_messages.change(tx, HERS, ours, "3", LATER)
    marks.append(await web_messages.mark(tx, HERS))
    await web_messages.remove(tx, HERS, "user", [first])
    marks.append(await web_messages.mark(tx, HERS))
    assert len(set(marks)) == len(marks)
    await said(tx, "elsewhere", chat=HIS)
    assert await web_messages.mark(tx, HERS) == marks[-1]


async def test_a_message_is_answered_by_what_is_said_below_it(tx: Transaction) -> None:
    await web_messages.add(tx, HERS, "bot", "before", AT)
    (number,) = await said(tx, "?")
    assert not await web_messages.answered(tx, HERS, number)
    await web_messages.add(tx, HERS, "bot", "!", AT)
    assert await web_messages.answered(tx, HERS, number)


async def test_a_chat_can_be_erased_and_what_is_old_is_forgotten(tx: Transaction) -> None:
    await said(tx, "1", "2")
    await said(tx, "x", chat=HIS)
    assert await web_messages.erase_of(tx, HERS) == 2
    assert await web_messages.forget(tx, AT) == 0
    assert await shown(tx, HIS) == ["x"]
    assert await web_messages.forget(tx, LATER) == 1
    assert await shown(tx, HIS) == []


async def test_the_number_of_a_message_that_is_gone_is_given_to_no_other(tx: Transaction) -> None:
    (gone,) = await said(tx, "1")
    await web_messages.erase_of(tx, HERS)
    assert (await said(tx, "2"))[0] > gone
