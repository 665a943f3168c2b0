from __future__ import annotations

from dataclasses import replace

from bot.store import feedback
from bot.store.engine import Transaction
from bot.store.feedback import Judgement
from tests.store.rows import AT, LATER, a_ticket

YES = Judgement(AT, "ja", "会費は？", "guideline", "guideline.posts", 0.75, ("6.1", "7"), True, None, "v1")


async def test_judgements_come_back_as_labels_oldest_first(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await feedback.keep(tx, YES)
    await feedback.keep(
        tx, replace(YES, at=LATER, text="“fee”?\n", language="en", helpful=False, ticket_number=number)
    )
    assert await feedback.labels(tx) == [
        {
            "id": "feedback-1",
            "text": "会費は？",
            "lang": "ja",
            "intent": "guideline",
            "sections": ["6.1", "7"],
            "helpful": True,
            "ticket": None,
            "at": AT.isoformat(),
        },
        {
            "id": "feedback-2",
            "text": "“fee”?\n",
            "lang": "en",
            "intent": "guideline",
            "sections": ["6.1", "7"],
            "helpful": False,
            "ticket": number,
            "at": LATER.isoformat(),
        },
    ]


async def test_a_change_of_mind_changes_the_record(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    other = await feedback.keep(tx, YES)
    record = await feedback.keep(tx, YES)
    no = replace(YES, at=LATER, helpful=False, ticket_number=number)
    assert await feedback.keep(tx, no, record) == record
    found = {label["id"]: (label["helpful"], label["ticket"]) for label in await feedback.labels(tx)}
    assert found == {f"feedback-{other}": (True, None), f"feedback-{record}": (False, number)}


async def test_what_is_older_is_forgotten(tx: Transaction) -> None:
    await feedback.keep(tx, YES)
    await feedback.keep(tx, replace(YES, at=LATER))
    await feedback.forget(tx, LATER)
    assert [label["at"] for label in await feedback.labels(tx)] == [LATER.isoformat()]
    assert await feedback.keep(tx, YES, 1) == 1
    assert len(await feedback.labels(tx)) == 1


async def test_records_are_erased_by_number_and_with_their_tickets(tx: Transaction) -> None:
    number = (await a_ticket(tx)).number
    await feedback.keep(tx, replace(YES, helpful=False, ticket_number=number))
    for _ in range(3):
        await feedback.keep(tx, YES)
    assert await feedback.erase(tx, [], []) == 0
    assert await feedback.erase(tx, [2, 9], [number]) == 2
    assert [label["id"] for label in await feedback.labels(tx)] == ["feedback-3", "feedback-4"]
