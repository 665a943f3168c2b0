"""Those who lead, at work in their private chats with the bot: what is confidential goes to them alone."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.core.model import Command, Say
from bot.service.desk import verdicts
from bot.service.office import Office
from bot.service.ports import Ignored, Inbound, Post, StaffAction, StaffMember, Undeliverable, UserMessage
from bot.service.replies import answering
from bot.service.tickets import cards
from bot.service.work import Work, load
from bot.store import arrivals, drafts, impostors, outbox, overdue, personal_values, tickets
from bot.store.outbox import OutboxRow
from bot.store.tables import LONGEST_NUMBER

log = logging.getLogger(__name__)

QUEUE = "queue"
"""The purpose of a list of what waits."""
LIST = "list"
"""The purpose of a list of tickets that wait for too long."""
UNSEEN = "unseen"
"""The purpose of the word that nobody has looked at the queue."""
CLOSING = "closing_warning"
"""The purpose of a list of tickets that will be closed."""
CLOSING_CONFIDENTIAL = "closing_warning_confidential"
_TO_BE_HEARD = frozenset({cards.CARD, cards.NOTICE, LIST, UNSEEN, CLOSING_CONFIDENTIAL})
_FOR_STAFF = _TO_BE_HEARD | {
    *(cards.ASKED_FOR, cards.REST, cards.EDIT, cards.ATTACHMENT, QUEUE),
    *(answering.PREVIEW, "preview_edit", verdicts.SECOND_LOOK),
}
"""What somebody who leads is sent as such; all else in their chat is said to a person."""


def is_private(office: Office, chat: str) -> bool:
    """Whether this is the private chat of somebody who leads."""
    return chat in office.lead_ids


async def as_staff(office: Office, inbound: UserMessage, commands: Collection[str]) -> Inbound:
    """What somebody who leads does as such in their private chat; all else they write as anybody does.

    `commands` are those of staff.
    """
    if inbound.chat != inbound.address or not is_private(office, inbound.chat):
        return inbound
    message = inbound.message
    command = message.command if message.command and message.command.name in commands else None
    if command is None and (message.command or not await _is_reply_as_staff(office, inbound)):
        return inbound
    if message.edited:
        return Ignored("an edit of what was said as staff")
    return StaffAction(
        StaffMember(inbound.address, inbound.name),
        inbound.chat,
        inbound.message_id or 0,
        message.text,
        None if command else inbound.reply_to,
        command,
        inbound.callback,
    )


async def _is_reply_as_staff(office: Office, inbound: UserMessage) -> bool:
    if inbound.reply_to is None:
        return False
    channel = office.channel_of(inbound.chat).name
    async with office.store.transaction() as tx:
        ours = await outbox.what_was(tx, channel, inbound.chat, inbound.reply_to)
    return ours is not None and ours.purpose in _FOR_STAFF


async def hidden(work: Work, action: StaffAction) -> int | None:
    """The ticket which staff touch in their group and only those who lead may see there is."""
    if not work.office.lead_ids or is_private(work.office, action.chat):
        return None
    number = await _about(work, action)
    ticket = await tickets.find(work.tx, number) if number is not None else None
    return ticket.number if ticket is not None and ticket.for_leads else None


async def _about(work: Work, action: StaffAction) -> int | None:
    """The ticket that a command, or a reply to a message of ours, is about."""
    if action.command is not None:
        return await _commanded(work, action.command)
    if action.reply_to is None:
        return None
    channel = work.office.channel_of(action.chat).name
    ours = await outbox.what_was(work.tx, channel, action.chat, action.reply_to)
    if ours is None and action.replied is not None:
        return await _commanded(work, action.replied)
    return ours.ticket_number if ours else None


async def _commanded(work: Work, command: Command) -> int | None:
    if not command.argument.isdecimal() or len(command.argument) > LONGEST_NUMBER:
        return None
    number = int(command.argument)
    if command.name in {"send", "discard", "hand_back"}:
        draft = await drafts.find(work.tx, number)
        return draft.ticket_number if draft else None
    if command.name == "reveal":
        found = await personal_values.reveal(work.tx, number)
        return found[0].ticket_number if found else None
    if command.name.endswith("ours"):
        impostor = await impostors.find(work.tx, number)
        return impostor.ticket_number if impostor else None
    return number


def is_to_lead(office: Office, row: OutboxRow) -> bool:
    """Whether a message goes to somebody because they lead."""
    return is_private(office, row.chat) and row.purpose in _FOR_STAFF


async def unreached(work: Work, row: OutboxRow, owner: int, refusal: Undeliverable) -> None:
    """Set aside what could not be brought to somebody who leads; staff hear of it when it reached none."""
    await outbox.set_aside(work.tx, row, owner, str(refusal))
    log.warning("one of LEAD_IDS cannot be reached: %s; they must write to the bot once, in private", refusal)
    if row.purpose == cards.NOTICE and row.ticket_number is None:
        return  # said to one of them alone
    if row.purpose not in _TO_BE_HEARD or not await arrivals.is_lost(work.tx, row.id):
        return
    chat = await work.office.staff_chat(work.tx)
    if chat is not None:
        await _tell_all(work, row, chat)


async def _tell_all(work: Work, row: OutboxRow, chat: str) -> None:
    """Tell all of staff what none of those who lead could be told, as far as they may know it."""
    about = [] if row.ticket_number is None else [row.ticket_number]
    silent = work.after_hours and not await tickets.urgent(work.tx, about)
    if row.purpose == UNSEEN:  # counts alone, which all of staff may know
        told = load(work.office.store.vault.open(row.sealed_payload))
        if isinstance(told, Post):
            await work.send(replace(told, chat=chat, silent=silent), UNSEEN)
        return
    what, purpose = "staff.leads.unreached", cards.NOTICE
    if row.purpose == CLOSING_CONFIDENTIAL:
        what, purpose = "staff.leads.unreached.closing", CLOSING_CONFIDENTIAL
        await overdue.warned_instead(work.tx, row.id, work.at)
    elif row.ticket_number is None:
        what = "staff.leads.unreached.list"
    number, where = str(row.ticket_number), (desk(work.office),)
    words = work.office.say(Say(what, {"number": number, "day": closes_on(work), "desk": where}))
    await work.send(Post(chat, words, silent=silent), purpose)


def closes_on(work: Work) -> str:
    """The day from which on what staff are warned of now is closed."""
    return work.office.hours.local(work.at + timedelta(days=work.office.attention.closing_warning_days))[:10]


def desk(office: Office) -> Say:
    """The desk on the web, by its address if that is known."""
    return Say("staff.desk", {"url": office.desk_url}) if office.desk_url else Say("staff.desk.no_url")


def where_to_look(office: Office) -> Say:
    """Where staff see what waits: the desk, or if they have a chat and no address of it the list there."""
    if office.desk_url or office.staff_chat_setting is None:
        return Say("staff.daily.desk", {"desk": (desk(office),)})
    return Say("staff.daily.queue")
