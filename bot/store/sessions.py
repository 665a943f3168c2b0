"""Who is signed in to the desk, in which browser, and since when: of each token only its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update

from bot.store.deleting import rows_changed
from bot.store.engine import Transaction
from bot.store.hashing import hashed
from bot.store.tables import staff, staff_sessions

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was used last: not every page is worth a write."""
_MOST_LISTED = 500
_NAMED = select(
    staff_sessions, func.coalesce(staff.c.name, staff_sessions.c.staff_id).label("name")
).select_from(staff_sessions.outerjoin(staff, staff.c.id == staff_sessions.c.staff_id))


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one member of staff, who was last found in the staff group at `member_at`."""

    id: int
    staff_id: str
    name: str
    browser: str
    language: str | None
    created_at: datetime
    seen_at: datetime
    member_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be started, of a person who was last found in the staff group at `member_at`."""

    token: str
    staff_id: str
    browser: str
    language: str | None
    member_at: datetime
    expires_at: datetime


async def start(tx: Transaction, new: NewSession, at: datetime) -> int:
    values = {
        "token_hash": hashed(new.token),
        "staff_id": new.staff_id,
        "browser": new.browser,
        "language": new.language,
        "created_at": at,
        "seen_at": at,
        "member_at": new.member_at,
        "expires_at": new.expires_at,
    }
    made = await tx.connection.scalar(insert(staff_sessions).values(values).returning(staff_sessions.c.id))
    return made or 0


async def find(tx: Transaction, token: str, at: datetime) -> Session | None:
    """The session of a token, unless it was ended or is too old."""
    mine = staff_sessions.c.token_hash == hashed(token)
    row = (await tx.connection.execute(_NAMED.where(mine, _lives(at)))).one_or_none()
    return None if row is None else _session(row)


async def seen(tx: Transaction, session_id: int, at: datetime) -> None:
    """It was used just now; written at most once a minute."""
    await _set(tx, session_id, staff_sessions.c.seen_at <= at - SEEN_EVERY, seen_at=at)


async def member(tx: Transaction, session_id: int, at: datetime) -> None:
    """Who is signed in was found in the staff group."""
    await _set(tx, session_id, staff_sessions.c.member_at < at, member_at=at)


async def end(
    tx: Transaction, session_id: int, why: str, at: datetime, *, staff_id: str | None = None
) -> Session | None:
    """End a session, only this person's if one is named; None when there is none to end."""
    theirs = () if staff_id is None else (staff_sessions.c.staff_id == staff_id,)
    this = (staff_sessions.c.id == session_id, _lives(at), *theirs)
    row = (await tx.connection.execute(_NAMED.where(*this))).one_or_none()
    ended = update(staff_sessions).where(*this).values(ended_at=at, ended_why=why)
    done = rows_changed(await tx.connection.execute(ended)) == 1
    return _session(row) if done and row is not None else None


async def end_all(tx: Transaction, staff_id: str, why: str, at: datetime) -> int:
    """End every session of a person; gives how many."""
    theirs = (staff_sessions.c.staff_id == staff_id, _lives(at))
    result = await tx.connection.execute(
        update(staff_sessions).where(*theirs).values(ended_at=at, ended_why=why)
    )
    return rows_changed(result)


async def listed(tx: Transaction, at: datetime, staff_id: str | None = None) -> list[Session]:
    """The sessions that can be used now, of one person if one is named; the one used last comes first."""
    theirs = () if staff_id is None else (staff_sessions.c.staff_id == staff_id,)
    found = await tx.connection.execute(
        _NAMED.where(_lives(at), *theirs)
        .order_by(staff_sessions.c.seen_at.desc(), staff_sessions.c.id.desc())
        .limit(_MOST_LISTED)
    )
    return [_session(row) for row in found]


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete the sessions that were over before a moment; gives how many."""
    over = func.coalesce(staff_sessions.c.ended_at, staff_sessions.c.expires_at) < before
    return rows_changed(await tx.connection.execute(delete(staff_sessions).where(over)))


async def _set(tx: Transaction, session_id: int, *only: ColumnElement[bool], **values: Any) -> None:
    this = staff_sessions.c.id == session_id
    await tx.connection.execute(update(staff_sessions).where(this, *only).values(values))


def _lives(at: datetime) -> ColumnElement[bool]:
    return and_(staff_sessions.c.ended_at.is_(None), staff_sessions.c.expires_at > at)


def _session(row: Row[Any]) -> Session:
    return Session(**{name: getattr(row, name) for name in Session.__slots__})
