"""All that staff do with tickets, in their chat."""

from __future__ import annotations

from bot.core.model import Command
from bot.service.attention import queue_opened
from bot.service.desk import leads, queue, verdicts
from bot.service.desk.leads import QUEUE
from bot.service.ports import StaffAction
from bot.service.replies import answering, checking
from bot.service.tickets import cards, handling, values
from bot.service.tickets.handling import Handled
from bot.service.tickets.notices import tell
from bot.service.work import Work
from bot.store import staff, tickets
from bot.store.tables import LONGEST_NUMBER


async def handle(work: Work, action: StaffAction, is_member: bool) -> None:
    """Do what staff asked; `is_member` says whether they belong to the staff chat."""
    if action.staff.anonymous or not is_member:
        if action.callback or action.command or action.reply_to:
            await tell(work, action, "staff.anonymous" if action.staff.anonymous else "staff.not_member")
    elif action.command:
        await _command(work, action, action.command)
    elif action.reply_to is not None and action.text.strip():
        await _draft(work, action)


async def _command(work: Work, action: StaffAction, command: Command) -> None:
    await staff.seen(work.tx, action.staff.id, action.staff.name, work.at)
    if command.name == "queue":
        await queue_opened(work.tx, work.at)
        await queue.post(work, action.chat, action.message_id)
        return
    handler = _BUTTONS.get(command.name)
    if handler is None:
        return
    if not command.argument.isdecimal() or len(command.argument) > LONGEST_NUMBER:
        await tell(work, action, "staff.unknown_ticket", number=command.argument[:LONGEST_NUMBER] or "?")
        return
    if await leads.hidden(work, action) is not None:
        await tell(work, action, "staff.unknown_ticket", number=command.argument)
        return
    await handler(work, action, int(command.argument))


async def _draft(work: Work, action: StaffAction) -> None:
    await staff.seen(work.tx, action.staff.id, action.staff.name, work.at)
    hidden = await leads.hidden(work, action)
    if hidden is not None:
        await tell(work, action, "staff.unknown_ticket", number=str(hidden))
        return
    await answering.draft(work, action)


async def _claim(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.claim(work, action.staff, number, action), "claimed")


async def _close(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.close(work, action.staff, number, action), "closed")


async def _decline(work: Work, action: StaffAction, number: int) -> None:
    await _tell(work, action, number, await handling.decline(work, action.staff, number, action), "declined")


async def _tell(work: Work, action: StaffAction, number: int, handled: Handled, what: str) -> None:
    """Whoever is second is told how the ticket stands instead."""
    if handled.ticket is None:
        await tell(work, action, "staff.unknown_ticket", number=str(number))
        return
    stands = {"number": str(number), "state": cards.state(work.office, handled.ticket)}
    await tell(work, action, f"staff.done.{what}" if handled.done else "staff.stale", **stands)


async def _show(work: Work, action: StaffAction, number: int) -> None:
    ticket = await tickets.find(work.tx, number)
    if ticket is None:
        await tell(work, action, "staff.unknown_ticket", number=str(number))
        return
    await tell(work, action)
    in_private = leads.is_private(work.office, action.chat)
    await cards.post(work, ticket, cards.ASKED_FOR, action.chat if in_private else None)


_BUTTONS = {
    "claim": _claim,
    "close": _close,
    "decline": _decline,
    "send": answering.send,
    "discard": answering.discard,
    "hand_back": checking.pressed_hand_back,
    "show": _show,
    "reveal": values.reveal,
    "not_ours": verdicts.not_ours,
    "ours": verdicts.ours,
    "sure_not_ours": verdicts.sure_not_ours,
    "sure_ours": verdicts.sure_ours,
}
COMMANDS = frozenset({QUEUE, *_BUTTONS})
"""What staff can ask for."""
