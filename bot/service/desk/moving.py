"""A group that became a supergroup: it has a new id, and its old messages cannot be reached any more."""

from __future__ import annotations

import logging

from bot.service.desk import queue
from bot.service.office import move_staff_chat
from bot.service.work import Work
from bot.store import outbox

log = logging.getLogger(__name__)


async def chat_moved(work: Work, old: str, new: str) -> None:
    """What waits for the chat goes to its new id; the staff chat is followed and gets its queue anew."""
    await outbox.migrate_chat(work.tx, old, new)
    if await move_staff_chat(work.tx, work.office.staff_chat_setting, old, new):
        log.warning("the staff group became a supergroup: following it; set STAFF_CHAT_ID to its new id")
        await queue.post(work, new)
