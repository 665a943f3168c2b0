"""Handing over to staff: which ticket a message belongs to, and what the person is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache

from bot.core.handbook import Topic
from bot.core.model import (
    OPEN_STATES,
    Append,
    Attachment,
    Button,
    Command,
    Conversation,
    Escalate,
    Message,
    Part,
    Say,
    TicketCommand,
    TicketView,
    Understanding,
)
from bot.core.text import normalise, words
from bot.core.word_lists import ENGLISH_GRAMMAR, FIRST_OF_SEVERAL, JAPANESE_ASKING, LAST_OF_SEVERAL

SAME_MATTER = timedelta(minutes=30)
"""How long a short remark is taken to go on with the matter just handed over."""
REOPENS_FOR = timedelta(days=14)
"""How long a closed ticket is reopened by writing about it."""
_OUT_OF_PLACE = 0.02
_EXPECTED = 3.0
_SHORT = 15
_FEW_WORDS = 3


def hand_over(
    message: Message,
    conversation: Conversation,
    understanding: Understanding,
    topic: Topic | None = None,
    new_matter: bool = False,
    says: tuple[Say, ...] = (),
    urgent: bool = False,
) -> Part:
    """Give the message to staff: added to the ticket it belongs to, reopening it if closed, else a new one.

    `says` comes before the sentence that tells where the message went.
    """
    ticket = None if new_matter else belongs_to(message, conversation, topic)
    if ticket is None:
        return open_ticket(message.text, understanding, says, urgent, message.attachments)
    return add(ticket, message.text, understanding, says, urgent, message.attachments, message.edited)


def add(
    ticket: TicketView,
    matter: str,
    understanding: Understanding,
    says: tuple[Say, ...] = (),
    urgent: bool = False,
    attachments: tuple[Attachment, ...] = (),
    edited: bool = False,
) -> Append | TicketCommand:
    """More on a ticket, which is reopened if it is closed."""
    number = {"number": str(ticket.number)}
    if ticket.state not in OPEN_STATES:
        opened, buttons = (*says, Say("ticket.reopened", number)), ticket_buttons(ticket.number)
        return TicketCommand(
            understanding, opened, buttons, "reopen", ticket.number, matter, urgent, attachments
        )
    taken_up = ticket.state == "claimed" and not edited
    added = "ticket.passed_on" if taken_up else "ticket.edited" if edited else "ticket.added"
    return Append(
        understanding,
        (*says, Say(added, number)),
        () if taken_up else ticket_buttons(ticket.number),
        ticket.number,
        matter,
        urgent,
        edited,
        attachments,
    )


def open_ticket(
    matter: str,
    understanding: Understanding,
    says: tuple[Say, ...] = (),
    urgent: bool = False,
    attachments: tuple[Attachment, ...] = (),
) -> Escalate:
    """A new ticket. Its number is known only when it is stored: the wording and the buttons take it then."""
    return Escalate(
        understanding,
        (*says, Say("ticket.opened")),
        ticket_buttons(),
        matter,
        urgent,
        attachments,
    )


def belongs_to(message: Message, conversation: Conversation, topic: Topic | None) -> TicketView | None:
    """The ticket this message goes on with: the one it points at, else the latest that fits."""
    if conversation.about is not None:
        return pointed_at(conversation)
    recent = [t for t in conversation.tickets if _may_continue(t, message.at)]
    fitting = [t for t in recent if shares_words(t, message.text)]
    if topic is not None and topic.does == "more":
        fitting = fitting or recent
    elif _is_remark(message.text) and topic is None:
        fitting = fitting or [t for t in recent if message.at - t.updated_at <= SAME_MATTER]
    fitting.sort(key=lambda t: (t.state in OPEN_STATES, t.updated_at))
    return fitting[-1] if fitting else None


def pointed_at(conversation: Conversation) -> TicketView | None:
    """The ticket that a reply or an edit points at, unless it was withdrawn."""
    ticket = conversation.ticket(conversation.about) if conversation.about is not None else None
    return ticket if ticket is not None and ticket.state != "withdrawn" else None


def under_way(conversation: Conversation, at: datetime) -> TicketView | None:
    """The open ticket that was spoken of just now, if any."""
    fresh = [t for t in conversation.open_tickets if at - t.updated_at <= SAME_MATTER]
    return max(fresh, key=lambda t: t.updated_at) if fresh else None


def claimed(conversation: Conversation) -> tuple[TicketView, ...]:
    """The tickets that somebody of staff has taken up and not answered yet."""
    return tuple(t for t in conversation.tickets if t.state == "claimed")


def taken_up(message: Message, conversation: Conversation) -> TicketView | None:
    """The ticket that a message goes to while staff have one: the one it means, else what is spoken of."""
    theirs = claimed(conversation)
    pointed = pointed_at(conversation)
    if not theirs or pointed is not None:
        return pointed
    fitting = [t for t in theirs if is_about_it(t, message.text)]
    spoken_of = under_way(conversation, message.at)
    return max(fitting or ([spoken_of] if spoken_of else theirs), key=lambda t: t.updated_at)


def goes_on(ticket: TicketView, message: Message, conversation: Conversation, topic: Topic | None) -> bool:
    """Whether what is vague belongs to the ticket under way: a remark, the same words, waiting for it.

    After a demand about personal data everything vague does.
    """
    waits = topic is not None and topic.does == "more"
    asked = request_under_way(conversation, message.at) == ticket.number
    return waits or asked or _is_remark(message.text) or shares_words(ticket, message.text)


def prior(topics: Iterable[Topic], conversation: Conversation, at: datetime) -> dict[str, float]:
    """How likely topics are in this conversation: those about a ticket while it is talked of, and when not.

    A topic that follows another is unlikely without it.
    """
    about_tickets = 1.0 if conversation.tickets else _OUT_OF_PLACE
    if under_way(conversation, at):
        about_tickets = _EXPECTED
    last = conversation.last
    likely = {}
    for topic in topics:
        if topic.does == "status" or (topic.does == "more" and topic.follows):
            likely[topic.key] = about_tickets
        elif topic.does == "cancel":
            likely[topic.key] = min(about_tickets, 1.0)  # to withdraw is never expected
        elif topic.follows and not (last and last.intent == topic.intent):
            likely[topic.key] = _OUT_OF_PLACE
    return likely


def dealt_with(conversation: Conversation, at: datetime) -> TicketView | None:
    """The ticket that staff answered or closed not long ago, unless one that waits was touched since."""
    alive = (t for t in conversation.tickets if _may_continue(t, at))
    last = max(alive, key=lambda t: t.updated_at, default=None)
    if last is None or last.state in {"new", "claimed"} or at - last.updated_at > REOPENS_FOR:
        return None
    return last


def in_confidence(conversation: Conversation, at: datetime) -> tuple[TicketView, ...]:
    """The tickets for leads that are open, or ended not long ago: what is said next may be about them."""
    recent = (t for t in conversation.tickets if t.state in OPEN_STATES or at - t.updated_at <= REOPENS_FOR)
    return tuple(t for t in recent if t.for_leads)


def shares_words(ticket: TicketView, text: str) -> bool:
    """Whether a text is about what the ticket is about, going by the words that tell it."""
    ours, theirs = _telling(text), _telling(ticket.subject)
    return bool(ours) and len(ours & theirs) * 2 >= min(len(ours), len(theirs)) and bool(ours & theirs)


def is_about_it(ticket: TicketView, text: str) -> bool:
    """Whether a text surely is about what the ticket is about: the words by which both ask do not count."""
    ours, theirs = _telling(text) - _asking(), _telling(ticket.subject) - _asking()
    return bool(ours & theirs) and len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def meant(tickets: Sequence[TicketView], text: str) -> tuple[TicketView, ...]:
    """The tickets, oldest first, that a text may mean: by number, order or what they are about; else all."""
    numbers = _numbers(text)
    if numbers:
        return tuple(t for t in tickets if str(t.number) in numbers)
    said = normalise(text)
    for signs, place in ((FIRST_OF_SEVERAL, 0), (LAST_OF_SEVERAL, -1)):
        if tickets and any(sign in said for sign in signs):
            return (tickets[place],)
    return tuple(t for t in tickets if _telling(text) & _telling(t.subject)) or tuple(tickets)


def request_under_way(conversation: Conversation, at: datetime) -> int | None:
    """The ticket of a demand about personal data made just now: what follows belongs to it."""
    last, ticket = conversation.last, under_way(conversation, at)
    return ticket.number if last and last.request and ticket and ticket.number == last.ticket else None


def ticket_buttons(number: int | None = None) -> tuple[Button, ...]:
    """Where it stands, and withdrawing it; without a number, for the ticket about to be opened."""
    values = {"number": str(number)} if number else {}
    cancel = Command("cancel", str(number) if number else "{number}")
    return Button(Say("button.status"), Command("status")), Button(Say("button.cancel", values), cancel)


def _may_continue(ticket: TicketView, at: datetime) -> bool:
    if ticket.state == "withdrawn":
        return False
    return ticket.state in OPEN_STATES or at - ticket.updated_at <= REOPENS_FOR


def _telling(text: str) -> set[str]:
    """The words that tell what a text is about: the longer ones."""
    return {w for w in words(normalise(text)) if len(w) > 1}


@cache
def _asking() -> frozenset[str]:
    return JAPANESE_ASKING | frozenset(words(" ".join(ENGLISH_GRAMMAR))) | {"tell", "know", "like", "get"}


def _numbers(text: str) -> set[str]:
    digits = "".join(str(unicodedata.decimal(c, " ")) for c in text)
    return {d.lstrip("0") or "0" for d in digits.split()}


def _is_remark(text: str) -> bool:
    """Short, or an outcry, and no question."""
    said = text.strip()
    if said.endswith(("?", "？")):
        return False
    return is_outcry(said) or (len(said) <= _SHORT and len(said.split()) <= _FEW_WORDS)


def is_outcry(text: str) -> bool:
    """Whether somebody is losing patience."""
    return any(mark in text for mark in ("!!", "！！"))
