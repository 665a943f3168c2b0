"""What staff and the person are told when something was done at the desk."""

from __future__ import annotations

from bot.core.model import Say
from bot.service.ports import Post, StaffAction, Toast
from bot.service.work import Work
from bot.store.tickets import Ticket


async def tell(work: Work, action: StaffAction, what: str = "", **values: str) -> None:
    """Answer the press of a button, or the message, in the staff chat."""
    text = work.office.say(Say(what, values)) if what else ""
    if action.callback:
        await work.send(
            Toast(action.chat, action.callback, text, alert=not what.startswith("staff.done")), "toast"
        )
    elif text:
        await work.send(Post(action.chat, text, reply_to=action.message_id), "toast")


async def tell_person(work: Work, ticket: Ticket, what: str) -> None:
    """Say to the person what became of their ticket, with where to call if it matters still."""
    contacts = work.office.assistant.handbook.organization.contacts
    phone = contacts["phone"].value or {}
    values = {"number": str(ticket.number), "phone": phone.get(ticket.language, "")}
    text = work.office.say(Say(what, values), ticket.language)
    await work.send(Post(ticket.chat, text, reply_to=ticket.question_message_id), "reply", ticket.number)
