"""What staff see of a ticket in their chat: one card a ticket, kept up to date, and notices about it."""

from __future__ import annotations

from collections.abc import Collection

from bot.core import reply
from bot.core.model import Attachment, Say
from bot.core.own_data import kinds_told
from bot.service.office import Office
from bot.service.ports import Edit, Key, Post, StaffAction, Upload
from bot.service.tickets import cases, tried
from bot.service.work import Work, dump
from bot.store import impostors, outbox, personal_values, requests, tickets
from bot.store.personal_values import Held
from bot.store.requests import Request
from bot.store.tickets import Ticket

CARD = "card"
ASKED_FOR = "card_asked_for"
"""A card that staff wanted to see: it never gives way to a digest."""
REST = "card_rest"
EDIT = "card_edit"
NOTICE = "notice"
ATTACHMENT = "attachment"
_ON_CARD = 2500
"""UTF-16 code units of a question that stand on its card; the rest follows it."""
_BESIDE_ACCOUNTS = 1000
"""As many, where the accounts that it reports stand there, too."""
_MOST_REVEALED = 20
_ACTIONS = {"new": ("claim", "close", "decline"), "claimed": ("close", "decline"), "answered": ("close",)}
ACTIONS = frozenset(action for actions in _ACTIONS.values() for action in actions)


async def chats(work: Work, ticket: Ticket) -> tuple[str, ...]:
    """Where staff see a ticket: in their chat; a confidential one in the private chats of those who lead."""
    return await audience(work, ticket.for_leads)


async def audience(work: Work, confidential: bool) -> tuple[str, ...]:
    """The chats for what is confidential, or for what is not; where nobody leads, all of staff do.

    Staff who have no chat see everything on the web alone, and those who lead likewise.
    """
    chat = await work.office.staff_chat(work.tx)
    if chat is None:
        return ()
    return tuple(sorted(work.office.lead_ids)) if work.office.keeps_apart(confidential) else (chat,)


async def every_chat(work: Work) -> tuple[str, ...]:
    """All chats in which there may be cards."""
    by_audience = [await audience(work, confidential) for confidential in (False, True)]
    return tuple(dict.fromkeys(chat for chats in by_audience for chat in chats))


async def post(work: Work, ticket: Ticket, purpose: str = CARD, to: str | None = None) -> None:
    """Put a ticket's card before staff, or into one chat; silent outside office hours unless it is urgent."""
    shown_in = await chats(work, ticket) if to is None else (to,)
    silent = not ticket.urgent and work.after_hours
    text, keys = await _card(work, ticket) if shown_in else ("", ())
    for chat in shown_in:
        await work.send(Post(chat, text, keys, silent=silent), purpose, ticket.number)
        for rest in _question(work.office, ticket)[1:]:
            more = work.office.say(Say("staff.card.rest", {"number": str(ticket.number), "text": rest}))
            await work.send(Post(chat, more, silent=True), REST, ticket.number)


async def refresh(work: Work, number: int, pressed: StaffAction | None = None) -> None:
    """Bring every card of a ticket up to date, those not delivered yet included.

    The card whose button was `pressed` may be one that we do not know to be delivered.
    """
    ticket = await tickets.get(work.tx, number)
    shown_in = {*await chats(work, ticket), *work.office.lead_ids}
    if not shown_in:
        return
    text, keys = await _card(work, ticket)
    silent = not ticket.urgent and work.after_hours
    anywhere = dump(Post("", text, keys, silent=silent))  # it goes to the chat that its row names
    for purpose in (CARD, ASKED_FOR):
        await outbox.replace_pending(work.tx, number, purpose, anywhere)
    known = await delivered(work, number)
    if pressed is not None and pressed.callback:
        known = [*known, (pressed.chat, pressed.message_id)]
    for where, message_id in dict.fromkeys(known):
        if where in shown_in:
            await work.send(Edit(where, message_id, text, keys), EDIT, number)


async def refresh_shown(work: Work, numbers: Collection[int]) -> None:
    """Bring up to date those of these tickets that have a card."""
    for number in await outbox.shown(work.tx, numbers, CARD, ASKED_FOR):
        await refresh(work, number)


async def delivered(work: Work, number: int) -> list[tuple[str, int]]:
    """Chat and message id of a ticket's cards."""
    return await outbox.delivered(work.tx, number, CARD, ASKED_FOR)


async def notify(work: Work, what: str, number: int, text: str = "") -> None:
    """Tell staff what happened to a ticket, under its card or that of the case which it joined."""
    words = work.office.say(Say(what, {"number": str(number), "text": work.office.shown(text)}))
    for chat in await chats(work, await tickets.get(work.tx, number)):
        card = await _newest(work, chat, number)
        await work.send(Post(chat, words, reply_to=card, silent=work.after_hours), NOTICE, number)


async def _newest(work: Work, chat: str, number: int) -> int | None:
    """The card under which a notice about a ticket stands in a chat."""
    cards = await _in(work, chat, number)
    if not cards:
        for impostor in await impostors.of_ticket(work.tx, number):
            cards += await _in(work, chat, impostor.ticket_number)
    return cards[-1] if cards else None


async def _in(work: Work, chat: str, number: int) -> list[int]:
    return [message_id for where, message_id in await delivered(work, number) if where == chat]


async def post_attachments(work: Work, ticket: Ticket, attachments: tuple[Attachment, ...]) -> None:
    """Send on what the person sent, named by the ticket's number, where the person's own channel can."""
    caption = _caption(work, ticket)
    for chat in await _chats(work, ticket, by_the_persons_channel=True):
        for attachment in attachments:
            if attachment.file_id:
                post = Post(chat, caption, silent=True, attachment=attachment)
                await work.send(post, ATTACHMENT, ticket.number)


async def post_file(work: Work, ticket: Ticket, file: Upload) -> None:
    """Show a file that is kept now where the person's own channel could not send it on."""
    for chat in await _chats(work, ticket, by_the_persons_channel=False):
        post = Post(chat, _caption(work, ticket), silent=True, upload=file)
        await work.send(post, ATTACHMENT, ticket.number)


async def _chats(work: Work, ticket: Ticket, *, by_the_persons_channel: bool) -> list[str]:
    """Where staff see a ticket: by the channel that the person uses, or by another."""
    office, theirs = work.office, work.office.channel_of(ticket.chat)
    in_all = await chats(work, ticket)
    return [chat for chat in in_all if (office.channel_of(chat) is theirs) == by_the_persons_channel]


def _caption(work: Work, ticket: Ticket) -> str:
    return work.office.say(Say("staff.attachment", {"number": str(ticket.number)}))


def state(office: Office, ticket: Ticket) -> str:
    """A ticket's state in words, with who has it."""
    said = Say(f"staff.state.{ticket.state}", {"name": ticket.claimed_name or ""})
    return office.say(Say("staff.state.erased", {"state": (said,)}) if ticket.is_erased else said)


async def _card(work: Work, ticket: Ticket) -> tuple[str, tuple[tuple[Key, ...], ...]]:
    """Its text and its buttons."""
    office = work.office
    says, rows = await cases.on_card(work, ticket) if ticket.kind == cases.REPORT else ((), ())
    request = await requests.of_ticket(work.tx, ticket.number)
    revealable, reveals = await _values(work, ticket)
    question, *rest = _question(office, ticket)
    values = {
        "number": str(ticket.number),
        "state": state(office, ticket),
        "kind": office.say(Say(f"staff.kind.{ticket.kind}")),
        "language": office.say(Say("language.name", language=ticket.language)),
        "at": office.hours.local(ticket.created_at),
        "question": question + ("…" if rest else ""),
        "tried": tried.for_staff(office, ticket.tried),
    }
    says = (
        *((Say("staff.card.urgent"),) if ticket.urgent else ()),
        Say("staff.card", values),
        *says,
        *revealable,
        *(_due(office, request) if request else ()),
        *((Say("staff.card.how"),) if ticket.is_open else ()),
    )
    return "\n\n".join(office.say(what) for what in says), (*_keys(office, ticket), *rows, *reveals)


def _due(office: Office, request: Request) -> tuple[Say, ...]:
    if request.done_at is not None:
        return (Say("staff.card.done", {"done": office.hours.local(request.done_at)[:10]}),)
    return (Say("staff.card.due", {"due": office.hours.local(request.due_at)[:10]}),)


async def _values(work: Work, ticket: Ticket) -> tuple[tuple[Say, ...], tuple[tuple[Key, ...], ...]]:
    """What personal data staff may see, and a button for each value: never the value itself."""
    held = await personal_values.revealable(work.tx, [ticket.number])
    says = []
    for state, what in (("shared", "staff.values"), ("evidence", "staff.evidence")):
        kinds = dict.fromkeys(one.kind for one in held if one.state == state)
        if kinds:
            says.append(Say(what, {"kinds": (kinds_told(kinds),)}))
    keys = [_reveal_key(work.office, one) for one in held[:_MOST_REVEALED]]
    return tuple(says), tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))


def _reveal_key(office: Office, held: Held) -> Key:
    kind = Say(f"kind.{held.kind}")
    return Key(office.say(Say("button.staff.reveal", {"kind": (kind,)})), f"reveal {held.id}")


def _question(office: Office, ticket: Ticket) -> tuple[str, ...]:
    """The question in pieces: the first stands on the card, which must stay one message to be edited."""
    nothing = Say("staff.erased" if ticket.is_erased else "staff.no_text")
    question = office.shown(ticket.question) or office.say(nothing)
    return reply.split(question, _BESIDE_ACCOUNTS if ticket.kind == cases.REPORT else _ON_CARD)


def _keys(office: Office, ticket: Ticket) -> tuple[tuple[Key, ...], ...]:
    actions = _ACTIONS.get(ticket.state, ())
    row = tuple(Key(office.say(Say(f"button.staff.{a}")), f"{a} {ticket.number}") for a in actions)
    return (row,) if row else ()
