from __future__ import annotations

from typing import Literal

import pytest
from sqlalchemy import text

from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Transaction
from tests.store.rows import AT, a_ticket


async def a_draft(tx: Transaction, answer: str = "はい、できます。") -> int:
    ticket = await a_ticket(tx)
    return await drafts.add(tx, ticket.number, ticket.version, "sato", answer, AT)


async def test_a_draft_is_kept_sealed(tx: Transaction) -> None:
    number = await a_draft(tx, "Yes, you can.")
    assert await drafts.find(tx, number) == Draft(number, 1, 1, "sato", "Yes, you can.", "open")
    sealed = await tx.connection.scalar(text("SELECT sealed_text FROM drafts"))
    assert b"you can" not in bytes(sealed or b"")


@pytest.mark.parametrize("how", ["sent", "discarded"])
async def test_a_draft_is_finished_once_and_blanked(
    tx: Transaction, how: Literal["sent", "discarded"]
) -> None:
    number, other = await a_draft(tx), await a_draft(tx)
    assert await drafts.finish(tx, number, how)
    assert not await drafts.finish(tx, number, "sent")
    assert not await drafts.finish(tx, number, "discarded")
    finished, untouched = await drafts.find(tx, number), await drafts.find(tx, other)
    assert finished is not None
    assert (finished.state, finished.text) == (how, "")
    assert untouched is not None
    assert (untouched.state, untouched.text) == ("open", "はい、できます。")


async def test_a_draft_shown_again_is_one_against_the_present_ticket(tx: Transaction) -> None:
    number = await a_draft(tx)
    await drafts.see(tx, number, 5)
    draft = await drafts.find(tx, number)
    assert draft is not None
    assert draft.ticket_version == 5


async def test_a_draft_that_never_was_is_not_found_or_finished(tx: Transaction) -> None:
    assert await drafts.find(tx, 7) is None
    assert not await drafts.finish(tx, 7, "sent")


async def test_the_drafts_for_erased_tickets_are_discarded_and_blanked(tx: Transaction) -> None:
    erased, sent, other = [await a_draft(tx) for _ in range(3)]
    await drafts.finish(tx, sent, "sent")
    await drafts.erase(tx, [1, 2])
    found = [await drafts.find(tx, number) for number in (erased, sent, other)]
    assert [draft and (draft.state, draft.text) for draft in found] == [
        ("discarded", ""),
        ("sent", ""),
        ("open", "はい、できます。"),
    ]
