"""What a person is told when they wrote personal data: what became of it, and what only they can decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.core.model import (
    Append,
    Conversation,
    Escalate,
    Message,
    Part,
    Report,
    Say,
    StartRequest,
    TicketCommand,
)
from bot.core.own_data import asks_consent, kinds_told
from bot.core.personal_data.masking import mask, masked_kinds
from bot.core.personal_data.spans import NEVER_KEPT, Kind
from bot.core.practice import UNSHARED_KEPT


def mind(
    message: Message, parts: tuple[Part, ...], conversation: Conversation, keep: Collection[str]
) -> tuple[Part, ...]:
    """The parts, and what is to be said of personal data in the message; `keep` is no personal data."""
    text = message.command.argument if message.command else message.text
    kinds = mask(text, keep).kinds
    says, asked = _told(kinds), _handed_over(parts)
    if asked is None:
        if not message.in_group and set(kinds) - NEVER_KEPT:
            says = (*says, Say("masked.kept"))
    elif open_kinds := _to_decide(
        asked, kinds if asked.matter == text else mask(asked.matter, keep).kinds, message, conversation
    ):
        question, buttons = asks_consent(open_kinds, conversation.practice, _number(asked))
        says = (*says, question)
        # the number of a new ticket is known to the part that opens it
        with_buttons = replace(asked, buttons=(*buttons, *asked.buttons))
        parts = tuple(with_buttons if part is asked else part for part in parts)
    if not parts or not says:
        return parts
    *before, last = parts
    return (*before, replace(last, says=(*last.says, *says)))


def _told(kinds: Sequence[Kind]) -> tuple[Say, ...]:
    never = [kind for kind in kinds if kind in NEVER_KEPT]
    masked = [kind for kind in kinds if kind not in NEVER_KEPT]
    told = (("masked", masked), ("masked.never_kept", never))
    return tuple(Say(what, {"kinds": (kinds_told(which, "masked"),)}) for what, which in told if which)


def _handed_over(parts: Sequence[Part]) -> Escalate | StartRequest | Append | Report | TicketCommand | None:
    """The part by which staff get the person's words."""
    for part in reversed(parts):
        if isinstance(part, Escalate | StartRequest | Append | Report) and part.matter:
            return part
        if isinstance(part, TicketCommand) and part.command == "reopen" and part.matter:
            return part
    return None


def _to_decide(
    part: Escalate | StartRequest | Append | Report | TicketCommand,
    written: Sequence[Kind],
    message: Message,
    conversation: Conversation,
) -> tuple[Kind, ...]:
    """The kinds of which there are values, kept or just written, that the person has not decided about.

    What somebody else wrote, and is reported, is evidence and theirs.
    """
    if isinstance(part, Report) and part.forward is not None:
        return ()
    kinds, last = list(written), conversation.last
    if last is not None and message.command and message.at - last.at < UNSHARED_KEPT:
        kinds += masked_kinds(part.matter)  # taken out before, and passed on only now
    ticket = conversation.ticket(_number(part) or 0)
    settled = {*NEVER_KEPT, *(ticket.shared if ticket else ())}
    return tuple(dict.fromkeys(kind for kind in kinds if kind not in settled))


def _number(part: Part) -> int | None:
    return part.number or None if isinstance(part, Append | TicketCommand) else None
