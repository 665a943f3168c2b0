"""Who may see the desk: whoever has a session, and belongs to the staff group still."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import cookies, holding
from bot.console.desk import Desk, Signed
from bot.console.proof import csrf
from bot.service.ports import StaffMember, TryLater
from bot.service.sign_in.signing_in import LOCAL, left
from bot.store import sessions
from bot.store.sessions import SEEN_EVERY, Session

log = logging.getLogger(__name__)

SIGN_IN = "/desk/sign-in"
CHECK_AFTER = timedelta(minutes=4)
"""With the minute for which a channel remembers its members: nobody is in for five who has left."""
BELIEVED = timedelta(minutes=15)
"""So long somebody may go on while nobody can tell whether they still belong to the group."""
PATIENCE = 5.0
"""Seconds for the channel to answer."""


class CannotTell(Exception):
    """Nobody can tell now whether who is signed in still belongs to the staff group."""


async def signed_in(request: Request, desk: Desk) -> Signed | Response:
    """Who asks, else the page they get instead; what was written is kept for them on it."""
    try:
        signed = await who(request, desk)
    except CannotTell:
        return await holding.cannot_tell(request, desk, csrf(cookies.session(request, secure=desk.secure)))
    if signed is not None:
        return signed
    if request.method == "POST":  # without a cookie as well: its time was over, or another tab signed out
        return await holding.signed_out(request, desk, SIGN_IN)
    return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': holding.address(request)})}", 303)


async def who(request: Request, desk: Desk) -> Signed | None:
    """Who is signed in, if anybody. Raises CannotTell."""
    token, office = cookies.session(request, secure=desk.secure), desk.office
    if not token:
        return None
    now = office.clock()
    async with office.store.transaction() as tx:
        session = await sessions.find(tx, token, now)
        if session is None:
            return None
        if now - session.seen_at >= SEEN_EVERY:
            await sessions.seen(tx, session.id, now)
        staff_chat = await office.staff_chat(tx)
    member = StaffMember(session.staff_id, session.name)
    if not await _still_may(desk, session, member, staff_chat, now):
        return None
    is_lead = member.id == LOCAL or office.is_lead(member.id)
    return Signed(member, is_lead, session.id, csrf(token))


async def _still_may(
    desk: Desk, session: Session, member: StaffMember, staff_chat: str | None, now: datetime
) -> bool:
    """Asked again every few minutes; who has left the group is signed out everywhere."""
    if member.id == LOCAL:
        return desk.start_link is not None
    if now - session.member_at < CHECK_AFTER:
        return True
    try:
        async with asyncio.timeout(PATIENCE):
            belongs = staff_chat is not None and await desk.office.channels.main.is_staff(member, staff_chat)
    except (TryLater, TimeoutError) as error:
        log.warning("who signed in to the desk cannot be checked: %s", str(error) or "no answer in time")
        if now - session.member_at < BELIEVED:
            return True
        raise CannotTell from None
    async with desk.office.store.transaction() as tx:
        if belongs:
            await sessions.member(tx, session.id, now)
        else:
            await left(tx, member.id, now)
    return belongs
