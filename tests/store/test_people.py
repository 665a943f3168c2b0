from __future__ import annotations

from sqlalchemy import text

from bot.store import people
from bot.store.engine import Transaction
from tests.store.rows import AT, LATER, a_person


async def test_a_person_is_made_once(tx: Transaction) -> None:
    person = await a_person(tx)
    again = await people.get(tx, "telegram", "hanako", LATER)
    assert again == person == await people.by_id(tx, person.id)
    assert (person.language, person.language_chosen, person.turn, person.blocked) == (
        None,
        False,
        None,
        False,
    )


async def test_the_same_address_in_another_channel_is_another_person(tx: Transaction) -> None:
    person = await a_person(tx)
    assert (await people.get(tx, "terminal", "hanako", AT)).id != person.id
    assert (await a_person(tx, "Hanako")).id != person.id


async def test_language_and_last_turn_are_remembered_the_turn_sealed(tx: Transaction) -> None:
    person = await a_person(tx)
    await people.remember(tx, person.id, "en", chosen=True, turn='{"text": "my fee"}')
    found = await a_person(tx)
    assert (found.language, found.language_chosen, found.turn) == ("en", True, '{"text": "my fee"}')
    sealed = await tx.connection.scalar(text("SELECT sealed_turn FROM people"))
    assert b"my fee" not in bytes(sealed or b"")

    await people.remember(tx, person.id, "ja", chosen=False, turn=None)
    found = await a_person(tx)
    assert (found.language, found.language_chosen, found.turn) == ("ja", False, None)


async def test_a_block_is_noted_and_taken_back(tx: Transaction) -> None:
    person, other = await a_person(tx), await a_person(tx, "taro")
    assert await people.set_blocked(tx, "telegram", "hanako", LATER) == person.id
    assert (await a_person(tx)).blocked
    assert not (await people.by_id(tx, other.id)).blocked
    assert await people.set_blocked(tx, "telegram", "hanako", None) == person.id
    assert not (await a_person(tx)).blocked


async def test_somebody_we_never_talked_to_is_not_made_by_blocking_us(tx: Transaction) -> None:
    assert await people.set_blocked(tx, "telegram", "nobody", AT) is None
    assert await tx.connection.scalar(text("SELECT count(*) FROM people")) == 0
