from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.store import desk_events, sessions, staff
from bot.store.engine import Transaction
from bot.store.sessions import NewSession
from tests.store.rows import AT, LATER

OVER = AT + timedelta(days=14)
MINUTE = timedelta(minutes=1)
TOKEN = "the browser's token"


async def a_session(tx: Transaction, token: str = TOKEN, who: str = "sato") -> int:
    return await sessions.start(tx, NewSession(token, who, "Firefox, Windows", "ja", AT, OVER), AT)


async def test_a_session_is_found_by_its_token_alone_until_it_is_too_old(tx: Transaction) -> None:
    number = await a_session(tx)
    await staff.seen(tx, "sato", "佐藤", AT)
    found = await sessions.find(tx, TOKEN, OVER - MINUTE)
    assert found is not None
    assert (found.id, found.staff_id, found.name, found.member_at) == (number, "sato", "佐藤", AT)
    assert await sessions.find(tx, TOKEN, OVER) is None
    assert await sessions.find(tx, "another", AT) is None
    kept = (await tx.connection.execute(text("SELECT * FROM staff_sessions"))).one()
    assert TOKEN not in kept
    assert await sessions.forget(tx, OVER) == 0
    assert await sessions.forget(tx, OVER + MINUTE) == 1


async def test_a_session_that_was_ended_is_found_and_listed_no_more(tx: Transaction) -> None:
    one, two, other = await a_session(tx), await a_session(tx, "two"), await a_session(tx, "other", "tanaka")
    assert await sessions.end(tx, other, "ended", AT, staff_id="sato") is None
    ended = await sessions.end(tx, one, "ended", AT, staff_id="sato")
    assert ended is not None
    assert ended.name == "sato", "a name that nobody knows"
    assert await sessions.end(tx, one, "ended", AT) is None
    assert await sessions.find(tx, TOKEN, AT) is None
    await sessions.seen(tx, two, AT + MINUTE)
    assert [s.id for s in await sessions.listed(tx, LATER)] == [two, other]
    assert [s.id for s in await sessions.listed(tx, LATER, "tanaka")] == [other]
    assert await sessions.end_all(tx, "sato", "left_group", AT) == 1
    assert await sessions.end_all(tx, "sato", "left_group", AT) == 0
    assert [s.id for s in await sessions.listed(tx, LATER)] == [other]


async def test_when_a_session_was_used_and_its_owner_found_in_the_group_is_kept(tx: Transaction) -> None:
    number = await a_session(tx)
    await sessions.seen(tx, number, AT + MINUTE / 2)
    await sessions.member(tx, number, LATER)
    await sessions.member(tx, number, LATER - MINUTE)
    found = await sessions.find(tx, TOKEN, LATER)
    assert found is not None
    assert (found.seen_at, found.member_at) == (AT, LATER)


async def test_staff_are_known_by_the_name_they_used_last(tx: Transaction) -> None:
    for name in ("佐藤", "佐藤（旧姓鈴木）"):
        await staff.seen(tx, "sato", name, AT)
    assert await staff.names(tx, ["sato", "tanaka"]) == {"sato": "佐藤（旧姓鈴木）"}
    assert await staff.names(tx, []) == {}
    assert await staff.forget(tx, LATER) == 1


async def test_what_staff_did_is_listed_newest_first_and_counted(tx: Transaction) -> None:
    for who, what in (("sato", "signed_in"), ("sato", "wrong_code"), ("tanaka", "wrong_code")):
        await desk_events.add(tx, who, what, "", AT)
    newest, middle = await desk_events.listed(tx, 2)
    assert (newest.staff_id, middle.staff_id, middle.type) == ("tanaka", "sato", "wrong_code")
    assert [e.type for e in await desk_events.listed(tx, 2, middle.id)] == ["signed_in"]
    assert await desk_events.count(tx, "sato", "wrong_code", AT - MINUTE) == 1
    assert await desk_events.count(tx, "sato", "wrong_code", AT) == 0
    assert await desk_events.forget(tx, LATER) == 3
