"""Browsers that want to be signed in: waiting, asked, confirmed or refused, spent; each step is taken once.

Whoever shows the code holds the browser's token, whoever sent the code is `staff_id`; both are kept as
hashes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.hashing import hashed
from bot.store.tables import sign_ins
from bot.store.upsert import insert

State = Literal["waiting", "asked", "confirmed", "refused", "spent"]


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser that showed a code at `created_at`."""

    id: int
    browser: str
    state: State
    staff_id: str | None
    created_at: datetime
    expires_at: datetime


async def begin(
    tx: Transaction, *, code: str, token: str, browser: str, at: datetime, expires_at: datetime
) -> bool:
    """A browser shows a code; False when it or another shows this very code already."""
    row = {
        "code_hash": hashed(code),
        "browser_hash": hashed(token),
        "browser": browser,
        "state": "waiting",
        "created_at": at,
        "expires_at": expires_at,
    }
    statement = insert(tx, sign_ins).values(row).on_conflict_do_nothing(index_elements=["code_hash"])
    return await tx.connection.scalar(statement.returning(sign_ins.c.id)) is not None


async def of_browser(tx: Transaction, token: str) -> SignIn | None:
    """What became of the code that a browser shows."""
    found = await tx.connection.execute(select(sign_ins).where(sign_ins.c.browser_hash == hashed(token)))
    row = found.one_or_none()
    return None if row is None else _sign_in(row)


async def ask(tx: Transaction, code: str, staff_id: str, at: datetime) -> SignIn | None:
    """A person has sent a code: they will be asked whether it is theirs. None for a code that is not valid.

    The same person may send it again; nobody else can.
    """
    again = and_(sign_ins.c.state == "asked", sign_ins.c.staff_id == staff_id)
    return await _step(
        tx,
        sign_ins.c.code_hash == hashed(code),
        or_(sign_ins.c.state == "waiting", again),
        sign_ins.c.expires_at > at,
        state="asked",
        staff_id=staff_id,
    )


async def decide(
    tx: Transaction, sign_in_id: int, staff_id: str, state: Literal["confirmed", "refused"], at: datetime
) -> SignIn | None:
    """The person who was asked has answered; None when it is too late, or was done."""
    return await _step(
        tx,
        sign_ins.c.id == sign_in_id,
        sign_ins.c.state == "asked",
        sign_ins.c.staff_id == staff_id,
        sign_ins.c.expires_at > at,
        state=state,
    )


async def asked_of(tx: Transaction, sign_in_id: int, staff_id: str) -> SignIn | None:
    """What became of a question that this person was asked."""
    this = (sign_ins.c.id == sign_in_id, sign_ins.c.staff_id == staff_id)
    row = (await tx.connection.execute(select(sign_ins).where(*this))).one_or_none()
    return None if row is None else _sign_in(row)


async def spend(tx: Transaction, token: str, at: datetime) -> SignIn | None:
    """What was confirmed for a browser, once; None when nothing is, or no more."""
    return await _step(
        tx,
        sign_ins.c.browser_hash == hashed(token),
        sign_ins.c.state == "confirmed",
        sign_ins.c.expires_at > at,
        state="spent",
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete what could not be used any more before a moment; gives how many."""
    return rows_changed(await tx.connection.execute(delete(sign_ins).where(sign_ins.c.expires_at < before)))


async def _step(tx: Transaction, *only: ColumnElement[bool], **values: str) -> SignIn | None:
    result = await tx.connection.execute(update(sign_ins).where(*only).values(values).returning(sign_ins))
    row = result.one_or_none()
    return None if row is None else _sign_in(row)


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(**{name: getattr(row, name) for name in SignIn.__slots__})
