"""What people may do about their own data: see it, take it along, have it erased, let staff have a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.core.model import (
    Answer,
    Button,
    Clarify,
    Command,
    Conversation,
    Language,
    Part,
    RequestKind,
    Say,
    Understanding,
)
from bot.core.practice import NOT_THEIRS, Practice, RecordKind

MYDATA, EXPORT, DELETE = "mydata", "export", "delete"
SHARE, KEEP_BACK = "share", "keep_back"
_YES, _NO = "yes", "no"
_FOR_REQUEST: dict[RequestKind, tuple[str, ...]] = {"delete": (DELETE, MYDATA), "access": (MYDATA, EXPORT)}
"""What the bot itself can do at once about a demand."""


@dataclass(frozen=True, slots=True)
class ShowData(Part):
    """Shows the person what is held about them, in the chat or as a file."""

    as_file: bool = False


@dataclass(frozen=True, slots=True)
class Erase(Part):
    """Erases what is held about the person."""


@dataclass(frozen=True, slots=True)
class Consent(Part):
    """Whether staff may have the values kept with a ticket."""

    number: int = 0
    shared: bool = False


ON_OWN_PAGE: RecordKind = "web_chat"
"""What is recorded of those alone who write on our own page."""


def promises(practice: Practice, language: Language, on_own_page: bool = False) -> tuple[Say, ...]:
    """What is recorded, why, for how long and who sees it; where it is; what the person may do."""
    records = tuple(
        Say(
            "privacy.record",
            {
                "what": (Say(f"record.{kind}"),),
                "why": (Say(f"record.{kind}.why"),),
                "kept": (Say(f"record.{kind}.kept", {"days": str(_days(practice, kind))}),),
                "who": (Say(f"record.{kind}.who"),),
            },
        )
        for kind in practice.records
        if kind not in NOT_THEIRS and (on_own_page or kind != ON_OWN_PAGE)
    )
    country = practice.hosting.get(language)
    place = Say("privacy.hosting", {"country": country}) if country else Say("privacy.hosting.unknown")
    return (
        Say("privacy.records", {"records": records}),
        Say("privacy.own_page" if on_own_page else "privacy.abroad", {"hosting": (place,)}),
        Say("privacy.rights", {"days": str(practice.request_days)}),
    )


def buttons() -> tuple[Button, ...]:
    """What can be done about one's own data."""
    return tuple(Button(Say(f"button.{name}"), Command(name)) for name in (MYDATA, EXPORT, DELETE))


def at_once(kind: RequestKind | None) -> tuple[Say, ...]:
    """That the bot can do its own part of a demand at once."""
    return (Say(f"request.{kind}.at_once"),) if kind in _FOR_REQUEST else ()


def buttons_for(kind: RequestKind | None) -> tuple[Button, ...]:
    """What the bot can do at once about a demand that staff see to."""
    names = _FOR_REQUEST.get(kind, ()) if kind else ()
    return tuple(Button(Say(f"button.{name}"), Command(name)) for name in names)


def show(as_file: bool) -> Part:
    """The data itself is put in when it is read."""
    return ShowData(_understood(), (), as_file=as_file)


def delete(argument: str, on_own_page: bool = False) -> Part:
    """Nothing is erased before the person has confirmed it."""
    if argument == _YES:
        return Erase(_understood(), ())
    if argument == _NO:
        return Answer(_understood(), (Say("delete.not_done"),))
    answers = tuple(Button(Say(f"button.delete.{word}"), Command(DELETE, word)) for word in (_YES, _NO))
    return Clarify(_understood(), (Say(for_page("delete.confirm", on_own_page)),), answers)


def for_page(sentence: str, on_own_page: bool) -> str:
    """The id of a sentence that is another one where the chat itself is ours to erase."""
    return f"{sentence}.own_page" if on_own_page else sentence


def consent(name: str, argument: str, conversation: Conversation) -> Part:
    """What the person decided; what waited for it is gone after a day."""
    ticket = next((t for t in conversation.tickets if str(t.number) == argument), None)
    if ticket is None or not conversation.undecided:
        return Answer(_understood(), (Say("consent.too_late"),))
    number = {"number": str(ticket.number)}
    if name == KEEP_BACK:
        return Consent(_understood(), (Say("consent.kept_back", number),), (), ticket.number)
    days = str(conversation.practice.keeping.values)
    kinds = (kinds_told(conversation.undecided),)
    says = (Say("consent.shared", {**number, "days": days, "kinds": kinds}),)
    return Consent(_understood(), says, (), ticket.number, shared=True)


def asks_consent(
    kinds: Sequence[str], practice: Practice, number: int | None
) -> tuple[Say, tuple[Button, ...]]:
    """The question whether staff may have values of these kinds, purpose and keeping time said first.

    Without a number it is about the ticket that is being opened.
    """
    about = str(number) if number else "{number}"
    answers = tuple(Button(Say(f"button.{name}"), Command(name, about)) for name in (SHARE, KEEP_BACK))
    return Say("consent", {"kinds": (kinds_told(kinds),), "days": str(practice.keeping.values)}), answers


def kinds_told(kinds: Iterable[str], form: str = "kind") -> Say:
    """Kinds of personal data in a row; `form` "masked" is that of one among others ("a phone number")."""
    return reduce(
        lambda first, second: Say("kinds.and", {"first": (first,), "second": (second,)}),
        (Say(f"{form}.{kind}") for kind in kinds),
    )


def _days(practice: Practice, kind: str) -> int:
    keeping = practice.keeping
    days = {"person": keeping.conversation, "files": keeping.enquiries, "updates": keeping.failures}
    return days.get(kind) or getattr(keeping, kind)


def _understood() -> Understanding:
    return Understanding("personal_data", confidence=1.0)
