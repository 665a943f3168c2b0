"""What staff and the person are told when something was done at the desk."""

from __future__ import annotations

from bot.core import reply
from bot.core.model import Say
from bot.service.ports import Post, StaffAction, Toast
from bot.service.work import Work
from bot.store import log
from bot.store.outbox import TOAST
from bot.store.tickets import Ticket


async def tell(work: Work, action: StaffAction, what: str = "", **values: str) -> None:
    """Answer the press of a button, or the message, in the staff chat."""
    text = work.office.say(Say(what, values)) if what else ""
    if action.callback:
        await work.send(
            Toast(action.chat, action.callback, text, alert=not what.startswith("staff.done")), TOAST
        )
    elif text:
        await work.send(Post(action.chat, text, reply_to=action.message_id), "notice")


async def tell_person(work: Work, ticket: Ticket, what: str) -> None:
    """Say to the person what became of their ticket; one that was urgent gets the crisis contacts again."""
    handbook, language = work.office.assistant.handbook, ticket.language
    organization = handbook.organization
    phone = (organization.contacts["phone"].value or {}).get(language)
    reach = (
        Say("reach.phone", {"value": phone})
        if phone
        else Say("reach.website", {"value": organization.website})
    )
    says = [Say(what, {"number": str(ticket.number), "reach": (reach,)})]
    if ticket.urgent:
        says += work.office.assistant.crisis_contacts(language)
    text = reply.paragraphs(handbook.wording, language, says)
    await work.send(Post(ticket.chat, text, reply_to=ticket.question_message_id), "reply", ticket.number)
    said = work.office.as_told(text)
    entry = log.Entry(ticket.person_id, "bot", said, work.at, ticket.chat, ticket_number=ticket.number)
    await log.add(work.tx, entry)
