"""Signing in to the desk: a browser shows a code, a member of staff sends it from their own Telegram account.

What happens in the chat is in `sign_in_chat`.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Literal

from bot.store import desk_events, sessions, sign_ins, staff
from bot.store.engine import Transaction
from bot.store.sessions import NewSession

CODE_LASTS = timedelta(minutes=5)
SESSION_LASTS = timedelta(days=14)
LOCAL = "local"
"""Who opens the desk on the machine itself; no chat knows them."""
SIGNED_IN, SIGNED_OUT, LEFT, ENDED = "signed_in", "signed_out", "left_group", "ended"
"""What happens to sessions: the reasons for which they end, and the events that are kept of them."""
Standing = Literal["waiting", "asked", "confirmed", "refused", "over"]
"""How it stands with a browser's code; "over" when it is too old or was used."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which look like others."""
_MEANT = str.maketrans("OIL", "011")
_LENGTH = 8


def new_token() -> str:
    """A secret for a browser to keep, never to be guessed."""
    return secrets.token_urlsafe(32)


def code_of(token: str) -> str:
    """The code that a browser with this token shows, again after a reload; it does not tell the token."""
    digest = int.from_bytes(hmac.digest(token.encode(), b"sign-in code", "sha256"))
    letters = "".join(_LETTERS[digest >> 5 * place & 31] for place in range(_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def read_code(written: str) -> str | None:
    """A code as people write it: small, without its hyphen, with O for 0, in full width; None for another."""
    folded = unicodedata.normalize("NFKC", written).upper().translate(_MEANT)
    letters = "".join(letter for letter in folded if letter.isalnum())
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        return None
    return f"{letters[:4]}-{letters[4:]}"


async def begin(tx: Transaction, browser: str, token: str, at: datetime) -> str:
    """The code for a browser to show, valid for five minutes from the first time it is asked for."""
    code = code_of(token)
    await sign_ins.begin(tx, code=code, token=token, browser=browser, at=at, expires_at=at + CODE_LASTS)
    return code


async def standing(tx: Transaction, token: str, at: datetime) -> Standing:
    """How it stands with the code that the browser with this token shows."""
    found = await sign_ins.of_browser(tx, token)
    if found is None or found.state == "spent" or found.expires_at <= at:
        return "over"
    return found.state


async def redeem(tx: Transaction, token: str, language: str, at: datetime) -> str | None:
    """The token of a new session for the browser whose code was confirmed: once, None after that.

    The session counts as checked when the code was made, so that its next check comes early, not late.
    """
    done = await sign_ins.spend(tx, token, at)
    if done is None or done.staff_id is None:
        return None
    return await _start(tx, done.staff_id, done.browser, language, at, member_at=done.created_at)


async def start_local(tx: Transaction, browser: str, name: str, language: str, at: datetime) -> str:
    """The token of a new session for whoever runs the bot on this machine."""
    await staff.seen(tx, LOCAL, name, at)
    return await _start(tx, LOCAL, browser, language, at, member_at=at)


async def sign_out(tx: Transaction, session_id: int, staff_id: str, at: datetime) -> None:
    """End one's own session."""
    if await sessions.end(tx, session_id, SIGNED_OUT, at, staff_id=staff_id):
        await desk_events.add(tx, staff_id, SIGNED_OUT, "", at)


async def end_session(
    tx: Transaction, session_id: int, by: str, at: datetime, *, only_of: str | None
) -> bool:
    """End a session out of the list, of anybody or only of one person; False when there is none to end."""
    ended = await sessions.end(tx, session_id, ENDED, at, staff_id=only_of)
    if ended is not None:
        await desk_events.add(tx, by, ENDED, f"{ended.staff_id}: {ended.browser}", at)
    return ended is not None


async def left(tx: Transaction, staff_id: str, at: datetime) -> None:
    """Who has left the staff group is signed out everywhere."""
    if await sessions.end_all(tx, staff_id, LEFT, at):
        await desk_events.add(tx, staff_id, LEFT, "", at)


async def _start(
    tx: Transaction, staff_id: str, browser: str, language: str, at: datetime, *, member_at: datetime
) -> str:
    token = new_token()
    new = NewSession(token, staff_id, browser, language, member_at, at + SESSION_LASTS)
    await sessions.start(tx, new, at)
    await desk_events.add(tx, staff_id, SIGNED_IN, browser, at)
    return token
