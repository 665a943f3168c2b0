from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.store import sign_ins
from bot.store.engine import Transaction
from tests.store.rows import AT, LATER

CODE, TOKEN = "ABCD-EFGH", "the browser's token"


async def a_code(tx: Transaction, code: str = CODE, token: str = TOKEN) -> bool:
    return await sign_ins.begin(
        tx, code=code, token=token, browser="Firefox, Windows", at=AT, expires_at=LATER
    )


async def state(tx: Transaction, token: str = TOKEN) -> str | None:
    found = await sign_ins.of_browser(tx, token)
    return found.state if found else None


async def test_every_step_is_taken_once_and_by_the_one_who_may(tx: Transaction) -> None:
    assert await a_code(tx)
    asked = await sign_ins.ask(tx, CODE, "sato", AT)
    assert asked is not None
    assert (asked.browser, asked.created_at) == ("Firefox, Windows", AT)
    assert await sign_ins.ask(tx, CODE, "tanaka", AT) is None
    assert await sign_ins.ask(tx, CODE, "sato", AT) == asked
    assert await sign_ins.spend(tx, TOKEN, AT) is None
    assert await sign_ins.decide(tx, asked.id, "tanaka", "confirmed", AT) is None
    assert await sign_ins.asked_of(tx, asked.id, "tanaka") is None
    assert await sign_ins.decide(tx, asked.id, "sato", "confirmed", AT)
    assert await sign_ins.decide(tx, asked.id, "sato", "refused", AT) is None
    assert await sign_ins.spend(tx, "another browser's token", AT) is None
    spent = await sign_ins.spend(tx, TOKEN, AT)
    assert spent is not None
    assert spent.staff_id == "sato"
    assert await sign_ins.spend(tx, TOKEN, AT) is None
    assert await sign_ins.ask(tx, CODE, "sato", AT) is None


async def test_a_code_is_good_for_its_time_only_at_every_step(tx: Transaction) -> None:
    for code in ("A", "B", "C"):
        assert await a_code(tx, code, f"token {code}")
    b, c = [await sign_ins.ask(tx, code, "sato", AT) for code in ("B", "C")]
    assert b is not None
    assert c is not None
    await sign_ins.decide(tx, c.id, "sato", "confirmed", AT)
    assert await sign_ins.ask(tx, "A", "sato", LATER) is None
    assert await sign_ins.decide(tx, b.id, "sato", "confirmed", LATER) is None
    assert await sign_ins.spend(tx, "token C", LATER) is None
    assert [await state(tx, f"token {code}") for code in "ABC"] == ["waiting", "asked", "confirmed"]
    assert await sign_ins.forget(tx, LATER) == 0
    assert await sign_ins.forget(tx, LATER + timedelta(seconds=1)) == 3


async def test_one_code_stands_in_one_browser_and_only_hashes_are_kept(tx: Transaction) -> None:
    assert await a_code(tx)
    assert not await a_code(tx, token="another browser's token")
    assert not await a_code(tx)
    kept = (await tx.connection.execute(text("SELECT * FROM sign_ins"))).one()
    assert not {CODE, TOKEN} & set(kept)
